package dev.runtree.bench;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code CallerCostBenchmark} in figures: medians, and what Runtree adds to the reference. */
final class CallerCostSection implements Section {
    private static final double TARGET_MICROS = 2;

    @Override
    public String name() {
        return "caller";
    }

    @Override
    public void run(Report report) throws RunnerException {
        var options = new OptionsBuilder().include("\\.CallerCostBenchmark\\.").build();
        Map<String, Double> micros = new TreeMap<>();
        for (var result : new Runner(options).run()) {
            micros.put(
                    result.getPrimaryResult().getLabel() + " "
                            + result.getParams().getParam("recorder"),
                    result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        figure(report, micros, "startAndEnd", "starting and ending a span, runs of ten steps");
        figure(report, micros, "startAndEndTraces", "starting and ending a span, traces of one");
    }

    private static void figure(Report report, Map<String, Double> micros, String method, String what) {
        var ours = micros.getOrDefault(method + " runtree", Double.NaN);
        var none = micros.getOrDefault(method + " none", Double.NaN);
        report.figure(new Report.Figure(
                what,
                "<= 2 us beyond a no-op exporter",
                Report.text("%.2f us more (%.2f us)", ours - none, ours),
                Report.text("no-op exporter %.2f us", none),
                Report.text("%.2f", (ours - none) / TARGET_MICROS)));
    }
}
