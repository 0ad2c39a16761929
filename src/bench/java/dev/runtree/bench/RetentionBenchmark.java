package dev.runtree.bench;

import dev.runtree.store.Retention;
import dev.runtree.store.RetentionPolicy;
import java.sql.SQLException;

/** Deleting the oldest day by retention, a day of whole spans with runs of later days around it. */
final class RetentionBenchmark implements Section {
    private static final int DAYS_AGO = 20;
    private static final double TARGET_SECONDS = 1;

    private final Sizes sizes;

    RetentionBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder())) {
            var rows = new GeneratedRows(stand);
            rows.fillDay(report, DAYS_AGO, sizes.day());
            rows.fillDay(report, 1, sizes.day() / 100);
            vacuum(stand);
            var retention = new Retention(stand.database());
            // One byte too much, so the oldest day has to go; by their age days go a while after they were written.
            var bytes = retention.plan(new RetentionPolicy(null, null, null)).bytes();
            retention.set(new RetentionPolicy(null, bytes - 1, null));
            var begun = System.nanoTime();
            var removed = retention.apply();
            var seconds = (System.nanoTime() - begun) / 1e9;
            if (removed.days().size() != 1 || removed.days().getFirst().spans() < sizes.day() * 0.99) {
                throw new IllegalStateException("another day was to be removed: " + removed);
            }
            report.figure(new Report.Figure(
                    Report.text("delete a day of %,d spans by retention", sizes.day()),
                    "<= 1 s",
                    Report.text(
                            "%.2f s (%,d MiB)",
                            seconds, removed.days().getFirst().bytes() >> 20),
                    Report.NONE,
                    Report.text("%.2f", seconds / TARGET_SECONDS)));
        }
    }

    /** As a day is that is old enough to go. */
    private static void vacuum(Stand stand) throws SQLException {
        try (var connection = stand.connect();
                var statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) agno_traces, runtree_runs");
        }
    }
}
