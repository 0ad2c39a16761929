package dev.runtree.bench;

import dev.runtree.bench.load.Latencies;
import dev.runtree.model.Run;
import dev.runtree.ui.run.TreeOnStage;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** A run that is larger than those for which there are goals: that it can be opened, what it takes, and that it can be used. */
final class LargeTree {
    private static final int TIMES = 5;
    private static final double THREE_ROWS = 78;

    private final Report report;
    private final TreeOnStage window;
    private final Run run;
    private final String rows;

    LargeTree(Report report, TreeOnStage window, Run run) {
        this.report = report;
        this.window = window;
        this.run = run;
        this.rows = Report.text("%,d rows", run.spanCount());
    }

    void run(Path runtree, Path home, Run small) throws Exception {
        var heap = TreeHeap.of(runtree, home, small.id(), run.id());
        figure(
                Report.text("heap for an open run of %,d spans", run.spanCount()),
                Report.text("%.0f MB", heap.megabytes()));
        figure("open it, from click to painted tree, database included", () -> {
            window.close();
            return window.open(run);
        });
        if (window.rows() != run.spanCount()) {
            throw new IllegalStateException(window.rows() + " rows of " + run.spanCount() + " are there");
        }
        figure(
                "collapse and expand all, " + rows,
                () -> window.time(window::collapseAll) + window.time(window::expandAll));
        figure("filter the tree by name, " + rows, () -> {
            window.time(() -> window.filter(""));
            return window.time(() -> window.filter("tool"));
        });
        window.time(() -> window.filter(""));
        figure("select a row, " + rows, () -> window.time(() -> window.selectRow(50)));
        figure("scroll the tree, " + rows, () -> window.time(() -> window.scroll(THREE_ROWS)));
    }

    private void figure(String what, LongSupplier work) {
        work.getAsLong();
        var took = new Latencies();
        for (var i = 0; i < TIMES; i++) {
            took.add(work.getAsLong());
        }
        figure(what, Report.text("p50 %.1f ms, at most %.1f ms", took.millis(0.5), took.millis(1)));
    }

    private void figure(String what, String value) {
        report.figure(new Report.Figure(what, Report.NONE, value, Report.NONE, Report.NONE));
    }
}
