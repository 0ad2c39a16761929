package dev.runtree.bench.load;

import java.util.SplittableRandom;

/** Where everything that is made comes from: the same seed makes the same spans, in whatever order they are asked for. */
public record Seed(long value) {
    private static final long ODD = 0x9E3779B97F4A7C15L;

    /** As large as a trace may become. */
    private static final int SPANS_OF_TRACE = 1 << 24;

    /** Of the trace with this number. Ids look as random as those of SDKs, so that indexes grow as they do with them. */
    long traceHigh(long trace) {
        return mixed(1, trace);
    }

    long traceLow(long trace) {
        return mixed(2, trace);
    }

    SpanId spanId(long trace, int span) {
        return new SpanId(traceHigh(trace), traceLow(trace), mixed(3, trace * SPANS_OF_TRACE + span));
    }

    /** For what is said in one place of one trace. */
    SplittableRandom random(long trace, int place) {
        return new SplittableRandom(mixed(4, trace * SPANS_OF_TRACE + place));
    }

    /** Never 0, which OTLP does not take for an id; different numbers make different results. */
    private long mixed(int use, long number) {
        var mixed = mix(mix(value * 31 + use) + number);
        return mixed == 0 ? ODD : mixed;
    }

    private static long mix(long value) {
        var z = value * ODD;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
