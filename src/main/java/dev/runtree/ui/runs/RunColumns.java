package dev.runtree.ui.runs;

/** Where the columns of two lines end, counted from the right edge of the row; the name has the rest. In pixels. */
final class RunColumns {
    private static final double DURATION_ROOM = 64;

    static final double STATUS = 10;
    static final double NAME = 30;
    static final double STARTED = 12;
    static final double DURATION = STARTED + 72;
    static final double DURATION_WIDTH = 62;
    static final double TOKENS = DURATION + DURATION_ROOM;
    private static final double TOKENS_WIDTH = 54;

    /** In rows that are narrower tokens and cost are left out. */
    private static final double ROOM_FOR_TOKENS = 400;

    /** In rows that are narrower durations are left out, too. */
    private static final double ROOM_FOR_DURATION = 310;

    static final double GAP = 8;
    static final double BAR = 4;

    /** Of what is left of the user's column, the user and the model get no more than this part. */
    static final double WORDS = 0.42;

    /** Beside a long name, the user gets at least this part. */
    static final double USER_LEAST = 0.26;

    private RunColumns() {}

    static boolean hasTokens(double width) {
        return width >= ROOM_FOR_TOKENS;
    }

    static boolean hasDuration(double width) {
        return width >= ROOM_FOR_DURATION;
    }

    /** Where the user's column ends in a row of this width, counted from its right edge. */
    static double user(double width) {
        double started = hasDuration(width) ? DURATION + DURATION_ROOM : DURATION;
        return hasTokens(width) ? TOKENS + TOKENS_WIDTH : started;
    }
}
