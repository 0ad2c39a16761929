package dev.runtree.bench;

import dev.runtree.store.Database;
import java.util.List;
import java.util.function.Function;

/** What dashboards ask over a month. */
final class DashboardsBenchmark implements Section {
    private static final int TIMES = 40;
    private static final double TARGET_MILLIS = 60;

    private final Sizes sizes;
    private final Month month;
    private final Function<Database, List<NamedQuery>> dashboards;

    DashboardsBenchmark(Sizes sizes, Month month, Function<Database, List<NamedQuery>> dashboards) {
        this.sizes = sizes;
        this.month = month;
        this.dashboards = dashboards;
    }

    @Override
    public String name() {
        return "dashboards";
    }

    @Override
    public void run(Report report) throws Exception {
        var worst = 0.0;
        var slowest = "";
        for (var dashboard : dashboards.apply(month.rolledUp(report).database())) {
            var took = dashboard.ask(TIMES);
            report.line("%-44s %s", dashboard.name(), took);
            if (took.millis(0.95) > worst) {
                worst = took.millis(0.95);
                slowest = dashboard.name();
            }
        }
        report.figure(new Report.Figure(
                Report.text("dashboards over %d days at %,d spans", GeneratedRows.DAYS, sizes.rows()),
                "p95 <= 60 ms",
                Report.text("slowest p95 %.1f ms (%s)", worst, slowest),
                Report.NONE,
                Report.text("%.2f", worst / TARGET_MILLIS)));
    }
}
