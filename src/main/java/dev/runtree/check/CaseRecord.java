package dev.runtree.check;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.replay.RecordSource;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RunReader;
import dev.runtree.store.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The recorded run of a case, read from its files. It is in no database, so that a check changes nothing of what is there. */
public final class CaseRecord implements RecordSource {
    private final Trace trace;
    private final Map<SpanId, RecordedSpan> spans;

    private CaseRecord(Trace trace, Map<SpanId, RecordedSpan> spans) {
        this.trace = trace;
        this.spans = spans;
    }

    /**
     * @param files OTLP in any form that is imported
     * @param run the beginning of a run's id; {@code null} for the first run that lies beneath no other
     * @param prices what calls cost whose producer does not tell
     * @throws CannotCheck when a file cannot be read, or there is no such run
     */
    public static CaseRecord read(List<Path> files, @Nullable String run, Prices prices) {
        var sent = new ArrayList<RecordedSpan>();
        var logs = new ArrayList<LogRecord>();
        var report = new FileImport(
                        new OtlpReader(prices),
                        (spans, records) -> {
                            sent.addAll(spans);
                            logs.addAll(records);
                        },
                        file -> {},
                        ImportLimits.DEFAULT)
                .run(files);
        for (var file : report.files()) {
            if (file instanceof FileReport(var name, Failed(var reason))) {
                throw new CannotCheck("The record " + name + ": " + reason);
            }
        }
        return of(sent, logs, run, prices, files.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    /**
     * As it is read from a file with these bytes.
     *
     * @param logs {@code null} for none
     */
    static CaseRecord read(byte[] traces, byte @Nullable [] logs, Prices prices) {
        return of(
                new OtlpReader(prices)
                        .traces(Encoding.JSON, traces, Source.IMPORT)
                        .spans(),
                logs == null ? List.of() : OtlpReader.logs(Encoding.JSON, logs).logs(),
                null,
                prices,
                "that is made");
    }

    private static CaseRecord of(
            List<RecordedSpan> sent, List<LogRecord> logs, @Nullable String run, Prices prices, String name) {
        var join = new SpanLogs(prices);
        var byTime = logs.stream()
                .sorted(Comparator.comparingLong(LogRecord::timeNanos))
                .collect(Collectors.groupingBy(LogRecord::span, HashMap::new, Collectors.toList()));
        var traces = new LinkedHashMap<String, Map<SpanId, RecordedSpan>>();
        for (var span : sent) {
            var id = span.span().id();
            traces.computeIfAbsent(id.traceId(), any -> new HashMap<>())
                    .put(id, joined(span, byTime.getOrDefault(id, List.of()), join));
        }
        var found = new ArrayList<CaseRecord>();
        traces.values().forEach(spans -> found.addAll(runs(spans, run)));
        if (found.size() == 1) {
            return found.getFirst();
        } else if (found.isEmpty()) {
            throw new CannotCheck(
                    run == null
                            ? "The record " + name + " holds no run"
                            : "The record " + name + " holds no run whose id begins with " + run);
        }
        throw new CannotCheck("The record " + name
                + " holds several runs: say which one is meant with run: and its id, "
                + found.stream().limit(5).map(one -> one.trace.run().runId()).collect(Collectors.joining(" or ")));
    }

    /** The span as it is stored together with its log records. */
    private static RecordedSpan joined(RecordedSpan span, List<LogRecord> logs, SpanLogs join) {
        if (logs.isEmpty()) {
            return span;
        }
        var telling = logs.stream().filter(join::tells).toList();
        var joined = telling.isEmpty() ? span : join.joined(span, telling);
        return new RecordedSpan(
                joined.span(),
                joined.payload()
                        .withLogs(logs.stream().map(LogRecord::json).collect(Collectors.joining(",", "[", "]"))));
    }

    /** The runs of a trace that are meant. */
    private static List<CaseRecord> runs(Map<SpanId, RecordedSpan> spans, @Nullable String word) {
        var derived =
                TraceRuns.of(spans.values().stream().map(RecordedSpan::span).toList());
        var all = derived.runs().stream().map(one -> ended(one.run())).toList();
        var meant = word == null
                ? List.of(ended(derived.top()))
                : all.stream().filter(run -> run.runId().startsWith(word)).toList();
        return meant.stream()
                .map(run -> new CaseRecord(
                        new Trace(run, beneath(run, all), TraceRuns.spansBeneath(derived.tree(), run.id())), spans))
                .toList();
    }

    /** A file grows no more: a run whose own span is missing there is over, as one is in a database after a while of silence. */
    private static Run ended(Run run) {
        return run.status() == RunStatus.RUNNING ? run.withStatus(RunStatus.OK) : run;
    }

    /** The run and those beneath it; each comes behind the one that it was started in. */
    private static List<Run> beneath(Run top, List<Run> all) {
        var ids = new HashSet<String>();
        ids.add(top.runId());
        return all.stream()
                .filter(run -> run.equals(top)
                        || (run.parentRunId() != null && ids.contains(run.parentRunId()) && ids.add(run.runId())))
                .toList();
    }

    /** The run with its spans. */
    public Trace trace() {
        return trace;
    }

    /** The run as its loop goes. */
    public RecordedRun recorded() {
        return new RunReader(this, trace, read -> {}).fetch();
    }

    @Override
    public Query<List<RecordedSpan>> payloads(Trace part) {
        return new Query<>() {
            @Override
            public List<RecordedSpan> fetch() {
                return part.spans().stream()
                        .map(span -> spans.get(span.id()))
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
            }

            @Override
            public void cancel() {
                // It is in memory: there is nothing to wait for.
            }
        };
    }
}
