/** A span as its producer said it, for the dialects to ask. */
@NullMarked
package dev.runtree.otlp.raw;

import org.jspecify.annotations.NullMarked;
