package dev.runtree.ui.runs;

/** Where the columns of two lines end, counted from the right edge of the row; the name has the rest. In pixels. */
final class RunColumns {
    static final double STATUS = 10;
    static final double NAME = 30;
    static final double STARTED = 12;
    static final double DURATION = STARTED + 72;
    static final double DURATION_WIDTH = 62;
    static final double TOKENS = DURATION + 64;
    static final double USER = TOKENS + 54;
    static final double GAP = 8;
    static final double BAR = 4;

    /** Of what is left of the user's column, the user and the model get no more than this part. */
    static final double WORDS = 0.42;

    private RunColumns() {}
}
