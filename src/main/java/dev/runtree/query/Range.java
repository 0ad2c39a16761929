package dev.runtree.query;

import org.jspecify.annotations.Nullable;

/**
 * Values between two bounds, each in the words of the user: {@code 1.5s}, {@code 2h}, {@code 2026-11-20}.
 *
 * @param from {@code null} is open
 * @param to {@code null} is open
 */
public record Range(@Nullable Bound from, @Nullable Bound to) implements Match {

    public record Bound(String text, boolean inclusive) {}

    static Range exactly(String text) {
        return new Range(new Bound(text, true), new Bound(text, true));
    }

    @Override
    public String print() {
        if (from == null) {
            return to == null ? ".." : to.inclusive() ? ".." + to.text() : "<" + to.text();
        }
        if (to == null) {
            return from.inclusive() ? from.text() + ".." : ">" + from.text();
        }
        return from.equals(to) ? from.text() : from.text() + ".." + to.text();
    }
}
