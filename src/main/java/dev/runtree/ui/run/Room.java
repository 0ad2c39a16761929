package dev.runtree.ui.run;

/**
 * How many spans of one run may be in memory. A run that is read anew is there twice for a moment.
 *
 * @param usual so many are read of themselves
 * @param most so many when the reader wants more
 */
record Room(int usual, int most) {
    /** What a span takes with all that is reckoned of it, and what was thrown away while it was read. */
    private static final int BYTES = 500;

    /** As much as a third of the memory holds; on demand, two thirds. */
    static Room ofMemory() {
        var third = (int) Math.min(Integer.MAX_VALUE / 2, Runtime.getRuntime().maxMemory() / 3 / BYTES);
        return new Room(third, 2 * third);
    }
}
