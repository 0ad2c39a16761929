package dev.runtree.receive;

import dev.runtree.receive.ImportReport.Skipped;

/** The outcomes that more than one reader has. */
final class Outcomes {
    static final Skipped METRICS = new Skipped("OTLP metrics, which Runtree does not keep");

    private Outcomes() {}
}
