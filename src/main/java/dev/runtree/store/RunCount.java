package dev.runtree.store;

import dev.runtree.model.Figures;

/**
 * How many runs match a filter, as far as they were counted.
 *
 * @param more whether there are more, or may be: counting ends at a number, and when it takes long
 */
public record RunCount(int runs, boolean more) {
    public static final RunCount NONE = new RunCount(0, false);

    /** Such as {@code 12} or {@code 1,000+}. */
    public String text() {
        return Figures.count(runs) + (more ? "+" : "");
    }
}
