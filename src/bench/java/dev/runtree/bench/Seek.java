package dev.runtree.bench;

import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunQueries;

/**
 * What a window does with a filter that no index answers: it asks for page after page until it has enough runs.
 *
 * @param firstMillis until the first run is there; NaN when there is none
 * @param silentMillis the longest that nothing was heard
 * @param wholeMillis until enough were there, or no more are
 * @param runs how many
 * @param isWhole whether it came to one of these ends
 */
record Seek(double firstMillis, double silentMillis, double wholeMillis, int runs, boolean isWhole) {
    private static final int ENOUGH = 100;
    private static final double MILLI = 1e6;

    static Seek of(RunQueries queries, String text, long mostMillis) {
        var filter = RunFilter.parse(text);
        var begun = System.nanoTime();
        var heard = begun;
        var first = Double.NaN;
        var silent = 0.0;
        var runs = 0;
        RunPage.Place next = null;
        do {
            var page = (filter.hasWords()
                            ? queries.said(filter, next, ENOUGH - runs)
                            : queries.runs(filter, next, ENOUGH - runs))
                    .fetch();
            var now = System.nanoTime();
            silent = Math.max(silent, (now - heard) / MILLI);
            heard = now;
            if (runs == 0 && !page.runs().isEmpty()) {
                first = (now - begun) / MILLI;
            }
            runs += page.runs().size();
            next = page.next();
        } while (next != null && runs < ENOUGH && (heard - begun) / MILLI < mostMillis);
        return new Seek(first, silent, (heard - begun) / MILLI, runs, next == null || runs == ENOUGH);
    }

    @Override
    public String toString() {
        return Report.text(
                "first run %s, %d runs %s %,.0f ms, longest silence %,.0f ms",
                Double.isNaN(firstMillis) ? "none" : Report.text("%,.0f ms", firstMillis),
                runs,
                isWhole ? "and all of it" : "in the first",
                wholeMillis,
                silentMillis);
    }
}
