package dev.runtree.ui.run;

/**
 * Where the columns of the tree stand, in whole pixels. As the pane narrows the cost leaves first, then the tokens;
 * name, duration and lane stay.
 *
 * @param name the width of the name column, from 0
 * @param duration the right edge of the durations
 * @param tokens the right edge of the tokens; 0 when they have left
 * @param cost the right edge of the costs; 0 when they have left
 * @param lane where the timeline begins
 * @param end where it ends
 */
record Columns(int name, int duration, int tokens, int cost, int lane, int end) {
    private static final int DURATION = 68;
    private static final int TOKENS = 52;
    private static final int COST = 66;
    private static final int GAP = 10;
    private static final int LEAST_NAME = 190;
    private static final int LEAST_LANE = 110;

    static Columns of(double width) {
        var end = (int) Math.max(0, width - 8);
        for (var shown = 2; shown > 0; shown--) {
            var rest = rest(end, shown);
            if (rest >= LEAST_NAME + LEAST_LANE) {
                return of(end, shown, rest);
            }
        }
        return of(end, 0, Math.max(0, rest(end, 0)));
    }

    private static int rest(int end, int shown) {
        return end - DURATION - GAP - (shown > 0 ? TOKENS : 0) - (shown > 1 ? COST : 0);
    }

    private static Columns of(int end, int shown, int rest) {
        var name = Math.min(480, (int) Math.max(rest * 0.56, Math.min(rest, LEAST_NAME)));
        var duration = name + DURATION;
        var tokens = shown > 0 ? duration + TOKENS : 0;
        var cost = shown > 1 ? tokens + COST : 0;
        var lane = Math.max(duration, Math.max(tokens, cost)) + GAP;
        return new Columns(name, duration, tokens, cost, Math.min(lane, end), end);
    }

    int laneWidth() {
        return end - lane;
    }
}
