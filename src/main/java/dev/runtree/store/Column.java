package dev.runtree.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column that is written.
 *
 * @param type the PostgreSQL type that its text is cast to
 * @param text the value in PostgreSQL's text form
 */
record Column<R>(String name, String type, Function<R, @Nullable String> text) {}
