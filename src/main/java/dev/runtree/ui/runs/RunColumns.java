package dev.runtree.ui.runs;

/** Where the columns of the run list end, counted from its right edge; the name has the rest. In pixels. */
final class RunColumns {
    static final double STATUS = 10;
    static final double NAME = 30;
    static final double STARTED = 12;
    static final double DURATION = STARTED + 72;
    static final double DURATION_WIDTH = 62;
    static final double TOKENS = DURATION + 64;
    static final double USER = TOKENS + 54;
    static final double GAP = 8;

    private RunColumns() {}
}
