package dev.runtree.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and says what came out in the words of the goals, each beside its reference of the same run. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        System.out.println(Machine.describe());
        decode();
        IngestBenchmark.run();
    }

    private static void decode() throws RunnerException {
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
        System.out.printf(
                Locale.ROOT,
                "decode + normalise: %,.0f spans/s on one core (%.1f us a span of %,d bytes of attributes and events;"
                        + " protobuf's own parse %.1f us, ratio %.1f; %d spans in %s)%n",
                1e6 / all,
                all,
                captures.attributeBytes() / captures.spans(),
                parse,
                all / parse,
                captures.spans(),
                captures.folder());
    }
}
