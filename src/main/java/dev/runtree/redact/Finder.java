package dev.runtree.redact;

import org.jspecify.annotations.Nullable;

/** Finds places in a text that have to go. */
@FunctionalInterface
interface Finder {
    /**
     * The first place at or after an index; {@code null} when there is none.
     *
     * @throws TooCostly when that cannot be told in reasonable time
     */
    @Nullable Place next(CharSequence text, int from);

    /**
     * A place in a text.
     *
     * @param key what makes two values the same one, such as the digits of a card
     */
    record Place(int start, int end, String key) {}
}
