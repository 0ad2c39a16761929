/** Messages, tool calls and documents in the forms in which model APIs and frameworks write them. */
@NullMarked
package dev.runtree.otlp.message;

import org.jspecify.annotations.NullMarked;
