package dev.runtree.provenance;

import org.jspecify.annotations.Nullable;

/**
 * Where something of a result was used.
 *
 * @param tool whose argument it is; {@code null} in the words of an answer
 * @param quote the words around it there; the path is that of the argument
 */
public record Use(Place place, @Nullable String tool, Quote quote) {}
