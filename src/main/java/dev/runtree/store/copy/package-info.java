/**
 * Whole tables in the text form of {@code COPY}: from a server into a file, out of one into a server, or from one server to
 * another. Knows nothing of what is in them.
 */
@NullMarked
package dev.runtree.store.copy;

import org.jspecify.annotations.NullMarked;
