/**
 * What a trace says again and again: finding the pieces of its JSON that may repeat, and telling which of them are worth
 * storing once. Pure; {@code store} reads and writes the rows.
 */
@NullMarked
package dev.runtree.store.contents;

import org.jspecify.annotations.NullMarked;
