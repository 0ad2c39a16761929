package dev.runtree.bench;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@link DecodeBenchmark} in a figure. */
final class DecodeSection implements Section {
    @Override
    public String name() {
        return "decode";
    }

    @Override
    public void run(Report report) throws RunnerException {
        var captures = Captures.read();
        var options = new OptionsBuilder()
                .include(DecodeBenchmark.class.getSimpleName())
                .jvmArgsPrepend("-Dcaptures=" + captures.folder())
                .build();
        Map<String, Double> micros = new TreeMap<>();
        for (var result : new Runner(options).run()) {
            micros.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore() / captures.spans());
        }
        var all = micros.getOrDefault("decodeAndNormalise", Double.NaN);
        var parse = micros.getOrDefault("parseProtobuf", Double.NaN);
        report.line(
                "%d spans of %,d bytes of attributes and events, in %s",
                captures.spans(), captures.attributeBytes() / captures.spans(), captures.folder());
        report.figure(new Report.Figure(
                "decode + normalise, one core",
                Report.NONE,
                Report.text("%,.0f spans/s (%.1f us a span)", 1e6 / all, all),
                Report.text("protobuf's own parse %.1f us", parse),
                Report.text("%.1f", all / parse)));
    }
}
