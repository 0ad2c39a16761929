package dev.runtree.bench;

/** How long the signals to watch take; the slowest single one is the figure, since the window asks for them side by side. */
final class WatchBenchmark implements Section {
    private static final int TIMES = 40;
    private static final double TARGET_MILLIS = 60;

    private final Sizes sizes;
    private final Month month;

    WatchBenchmark(Sizes sizes, Month month) {
        this.sizes = sizes;
        this.month = month;
    }

    @Override
    public String name() {
        return "watch";
    }

    @Override
    public void run(Report report) throws Exception {
        var worst = 0.0;
        var slowest = "";
        for (var asked : Watching.of(month.rolledUp(report).database())) {
            var took = asked.ask(TIMES);
            report.line("%-44s %s", asked.name(), took);
            if (!asked.name().startsWith("all five") && took.millis(0.5) > worst) {
                worst = took.millis(0.5);
                slowest = asked.name();
            }
        }
        report.figure(new Report.Figure(
                Report.text("signals to watch at %,d spans", sizes.rows()),
                "p50 <= 60 ms",
                Report.text("slowest p50 %.1f ms (%s)", worst, slowest),
                Report.NONE,
                Report.text("%.2f", worst / TARGET_MILLIS)));
    }
}
