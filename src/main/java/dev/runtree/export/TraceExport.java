package dev.runtree.export;

import dev.runtree.model.LogRecord;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.query.RunFilter;
import dev.runtree.redact.Redaction;
import dev.runtree.store.RunQueries;
import dev.runtree.store.TraceLogs;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole traces as they were sent: one as a plain file, several as a zip of one file a trace. Log records, which came
 * apart from their spans, have a file of their own beside their trace's. Holds the spans of one trace in memory at a time,
 * and a page of its log records.
 */
public final class TraceExport {
    /** What the name of a file of log records has before its suffix. */
    private static final String LOGS = ".logs";

    private final RunQueries queries;
    private final ExportFormat format;
    private final Consumer<ExportReport> progress;
    private final @Nullable RedactedRecords redacted;

    /** @param progress is told after each trace what was written until then; what it throws ends the export */
    public TraceExport(RunQueries queries, ExportFormat format, Consumer<ExportReport> progress) {
        this(queries, format, progress, null);
    }

    /** @param redaction what goes out goes through it, and it can tell afterwards what it replaced */
    public TraceExport(
            RunQueries queries, ExportFormat format, Consumer<ExportReport> progress, @Nullable Redaction redaction) {
        this.queries = queries;
        this.format = format;
        this.progress = progress;
        this.redacted = redaction == null ? null : new RedactedRecords(redaction);
    }

    /**
     * Writes the traces of all runs that match, into a file that is there only when it is whole.
     *
     * @param limit how many traces at most
     * @param isReplacing whether a file of that name may be replaced
     * @throws CannotExport when no run matches, or retention has removed the steps of all that do, or the file or the one for its log records cannot be written
     */
    public ExportReport toFile(RunFilter filter, int limit, Path file, boolean isReplacing) {
        var traces = new MatchingTraces(queries, filter, limit);
        return toFile(traces, first(traces, filter), file, isReplacing);
    }

    /**
     * As {@link #toFile(RunFilter, int, Path, boolean)}, of traces by their ids.
     *
     * @param traceIds one or more
     */
    public ExportReport toFile(Collection<String> traceIds, Path file, boolean isReplacing) {
        var traces = new MatchingTraces(queries, traceIds);
        return toFile(traces, Objects.requireNonNull(traces.next(), "no trace to export"), file, isReplacing);
    }

    private ExportReport toFile(MatchingTraces traces, String first, Path file, boolean isReplacing) {
        var second = traces.next();
        if (second == null) {
            refuseWithoutSteps(first);
        }
        try (var target = NewFile.at(file, isReplacing)) {
            if (second == null && !isZip(file)) {
                return plain(first, file, target, isReplacing);
            }
            var report = zip(first, second, traces, target.stream());
            if (report.traces() == 0 && report.withoutSteps() > 0) {
                throw withoutSteps("those traces");
            }
            target.finish();
            return report;
        } catch (IOException e) {
            throw NewFile.failed(file, e);
        }
    }

    /** One trace in a file, and its log records in another beside it. */
    private ExportReport plain(String traceId, Path file, NewFile target, boolean isReplacing) throws IOException {
        var report = trace(traceId, target.stream(), ExportReport.NOTHING);
        var logs = queries.logs(traceId);
        var page = logs.next();
        if (page.isEmpty()) {
            target.finish();
            return report;
        }
        var beside = logFile(file);
        try (var logTarget = NewFile.at(beside, isReplacing)) {
            report = logs(page, logs, logTarget.stream(), report.withLogFile(beside));
            logTarget.finish();
            target.finish();
            return report;
        }
    }

    /** {@code trace.logs.json} for {@code trace.json}. */
    private static Path logFile(Path file) {
        var name = String.valueOf(file.getFileName());
        var dot = name.lastIndexOf('.');
        return file.resolveSibling(dot <= 0 ? name + LOGS : name.substring(0, dot) + LOGS + name.substring(dot));
    }

    /**
     * Writes the one trace that matches, without its log records.
     *
     * @param to stays open
     * @throws CannotExport when none matches, or more than one, or retention has removed the steps of it
     * @throws IOException when the stream cannot be written
     */
    public ExportReport toStream(RunFilter filter, int limit, OutputStream to) throws IOException {
        var traces = new MatchingTraces(queries, filter, limit);
        var first = first(traces, filter);
        if (traces.next() != null) {
            throw new CannotExport("Several traces match, and only one can be written to standard output."
                    + " Name a file with -o, or give --limit 1.");
        }
        refuseWithoutSteps(first);
        var report = trace(first, to, ExportReport.NOTHING);
        to.flush();
        return report.withoutLogs(queries.logs(first).count());
    }

    private static String first(MatchingTraces traces, RunFilter filter) {
        var first = traces.next();
        if (first == null) {
            throw new CannotExport(
                    filter.equals(RunFilter.ALL)
                            ? "There are no runs to export."
                            : "No run matches \"" + filter.print() + "\". \"runtree ls\" lists the runs.");
        }
        return first;
    }

    /** An empty file would look as if the trace had been empty. */
    private void refuseWithoutSteps(String traceId) {
        if (isWithoutSteps(traceId)) {
            throw withoutSteps("this trace");
        }
    }

    private static CannotExport withoutSteps(String whose) {
        return new CannotExport("The steps of " + whose + " were removed by retention: there is nothing to write.");
    }

    private boolean isWithoutSteps(String traceId) {
        var trace = queries.trace(traceId).fetch();
        return trace.isPresent()
                && trace.get().stepsRemovedAt() != null
                && trace.get().spans().isEmpty();
    }

    private ExportReport zip(String first, @Nullable String second, MatchingTraces traces, OutputStream to)
            throws IOException {
        var report = ExportReport.NOTHING.asZip();
        try (var zip = new ZipOutputStream(to)) {
            report = entry(first, zip, report);
            for (var traceId = second; traceId != null; traceId = traces.next()) {
                report = entry(traceId, zip, report);
            }
        }
        return report;
    }

    private ExportReport entry(String traceId, ZipOutputStream zip, ExportReport before) throws IOException {
        if (isWithoutSteps(traceId)) {
            return before.plusWithoutSteps();
        }
        zip.putNextEntry(new ZipEntry(traceId + format.suffix()));
        var report = trace(traceId, new Open(zip), before);
        zip.closeEntry();
        var logs = queries.logs(traceId);
        var page = logs.next();
        if (!page.isEmpty()) {
            zip.putNextEntry(new ZipEntry(traceId + LOGS + format.suffix()));
            report = logs(page, logs, new Open(zip), report);
            zip.closeEntry();
        }
        return report;
    }

    private ExportReport trace(String traceId, OutputStream to, ExportReport before) throws IOException {
        var trace = queries.trace(traceId).fetch();
        if (trace.isEmpty()) {
            // Deleted meanwhile: an empty body says so better than none.
            return before;
        }
        var sent = queries.sent(trace.get()).fetch();
        var spans = redacted == null ? sent : redacted.spans(sent);
        var report = before.plusTrace(spans.size(), OtlpWriter.write(format.encoding(), spans, to));
        progress.accept(report);
        return report;
    }

    /** Writes a page of log records and those behind it. */
    private ExportReport logs(List<LogRecord> first, TraceLogs more, OutputStream to, ExportReport before)
            throws IOException {
        var report = before;
        try (var writer = OtlpWriter.logs(format.encoding(), to)) {
            for (var page = first; !page.isEmpty(); page = more.next()) {
                report = report.plusLogs(page.size(), writer.add(redacted == null ? page : redacted.logs(page)));
                progress.accept(report);
            }
        }
        return report;
    }

    private static boolean isZip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** A stream that whoever writes into it can neither close nor flush early. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
