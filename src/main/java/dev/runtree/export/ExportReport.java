package dev.runtree.export;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was written.
 *
 * @param logs log records
 * @param inexact spans and log records that hold something which the format has no words for
 * @param zipped whether it is a zip of one file a trace, and one more for the log records of those that have some
 * @param logFile where the log records of a trace are that became a plain file; {@code null} where there are none
 * @param logsLeftOut log records that were not written, since a stream holds one body
 * @param withoutSteps traces that were left out, since retention has removed their steps
 */
public record ExportReport(
        int traces,
        long spans,
        long logs,
        long inexact,
        boolean zipped,
        @Nullable Path logFile,
        long logsLeftOut,
        int withoutSteps) {
    static final ExportReport NOTHING = new ExportReport(0, 0, 0, 0, false, null, 0, 0);

    ExportReport plusTrace(int moreSpans, int moreInexact) {
        return new ExportReport(
                traces + 1, spans + moreSpans, logs, inexact + moreInexact, zipped, logFile, logsLeftOut, withoutSteps);
    }

    ExportReport plusLogs(int moreLogs, int moreInexact) {
        return new ExportReport(
                traces, spans, logs + moreLogs, inexact + moreInexact, zipped, logFile, logsLeftOut, withoutSteps);
    }

    ExportReport asZip() {
        return new ExportReport(traces, spans, logs, inexact, true, logFile, logsLeftOut, withoutSteps);
    }

    ExportReport withLogFile(Path file) {
        return new ExportReport(traces, spans, logs, inexact, zipped, file, logsLeftOut, withoutSteps);
    }

    ExportReport withoutLogs(long count) {
        return new ExportReport(traces, spans, logs, inexact, zipped, logFile, count, withoutSteps);
    }

    ExportReport plusWithoutSteps() {
        return new ExportReport(traces, spans, logs, inexact, zipped, logFile, logsLeftOut, withoutSteps + 1);
    }
}
