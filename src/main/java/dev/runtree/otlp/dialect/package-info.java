/** The vocabularies of attribute keys, a class each, and the order in which they are asked. */
@NullMarked
package dev.runtree.otlp.dialect;

import org.jspecify.annotations.NullMarked;
