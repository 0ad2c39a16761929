package dev.runtree.ui.aligned;

/**
 * Where things stand in a row, in whole pixels: the left run, the signs between, the right run. Both halves have the same columns,
 * counted from where the half begins; as it gets narrow they leave one after the other, the timeline first.
 *
 * @param half the width of either run
 * @param gutter the width between them
 * @param name the width of a name
 * @param duration the right edge of the column
 * @param tokens likewise; 0 where it has left
 * @param cost likewise
 * @param lane where the timeline begins; 0 where it has left
 */
record AlignedColumns(int half, int gutter, int name, int duration, int tokens, int cost, int lane) {
    private static final int DURATION = 78;
    private static final int TOKENS = 56;
    private static final int COST = 68;
    private static final int GAP = 12;
    private static final int LEAST_NAME = 190;
    private static final int LEAST_LANE = 90;
    private static final int SIGN = 42;
    private static final int SIGN_AND_DELTA = 104;

    /** From this width on there is room for how much longer a step took. */
    private static final int WIDE = 1_000;

    static AlignedColumns of(double width) {
        var gutter = width >= WIDE ? SIGN_AND_DELTA : SIGN;
        var half = (int) Math.max(0, (width - gutter) / 2);
        var figures = DURATION + TOKENS + COST;
        if (half >= LEAST_NAME + figures + GAP + LEAST_LANE) {
            var name = (int) Math.max(LEAST_NAME, (half - figures - GAP) * 0.56);
            return of(half, gutter, name, true, true, name + figures + GAP);
        }
        var hasCost = half >= LEAST_NAME + figures;
        var hasTokens = half >= LEAST_NAME + DURATION + TOKENS;
        var name = half - DURATION - (hasTokens ? TOKENS : 0) - (hasCost ? COST : 0) - GAP / 2;
        return of(half, gutter, Math.max(40, name), hasTokens, hasCost, 0);
    }

    private static AlignedColumns of(int half, int gutter, int name, boolean hasTokens, boolean hasCost, int lane) {
        var duration = name + DURATION;
        var tokens = hasTokens ? duration + TOKENS : 0;
        return new AlignedColumns(half, gutter, name, duration, tokens, hasCost ? tokens + COST : 0, lane);
    }

    boolean hasDelta() {
        return gutter > SIGN;
    }

    /** Where a run's half begins. */
    int from(Side side) {
        return side == Side.LEFT ? 0 : half + gutter;
    }
}
