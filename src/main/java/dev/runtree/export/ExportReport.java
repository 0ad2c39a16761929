package dev.runtree.export;

/**
 * What was written.
 *
 * @param inexact spans that hold something which the format has no words for
 * @param zipped whether it is a zip of one file a trace
 */
public record ExportReport(int traces, long spans, long inexact, boolean zipped) {
    static final ExportReport NOTHING = new ExportReport(0, 0, 0, false);

    ExportReport plus(int moreSpans, int moreInexact) {
        return new ExportReport(traces + 1, spans + moreSpans, inexact + moreInexact, zipped);
    }

    ExportReport asZip() {
        return new ExportReport(traces, spans, inexact, true);
    }
}
