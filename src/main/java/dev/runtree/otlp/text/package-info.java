/** JSON and text as producers write them: exact numbers, any length, cut off or broken. */
@NullMarked
package dev.runtree.otlp.text;

import org.jspecify.annotations.NullMarked;
