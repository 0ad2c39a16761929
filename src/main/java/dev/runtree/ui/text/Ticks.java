package dev.runtree.ui.text;

/** Where hits stand among all rows, from 0 to 1. */
final class Ticks {
    private Ticks() {}

    static double place(TextPane pane, int row) {
        var viewport = pane.viewport();
        var total = viewport.total();
        return total == 0 ? 0 : viewport.before(row) / total;
    }

    /** @param most how many ticks there may be; of more hits some are left out, evenly */
    static double[] of(TextPane pane, Hits hits, int most) {
        var count = hits.count();
        var step = Math.max(1, count / most);
        var ticks = new double[(count + step - 1) / step];
        for (var i = 0; i < ticks.length; i++) {
            ticks[i] = place(pane, row(pane.rows(), hits.line(i * step)));
        }
        return ticks;
    }

    private static int row(Rows rows, int line) {
        return switch (rows) {
            case PlainRows plain -> line;
            case JsonRows json -> json.rowNear(line);
        };
    }
}
