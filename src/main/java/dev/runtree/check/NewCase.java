package dev.runtree.check;

import dev.runtree.check.expect.Observed;
import dev.runtree.export.RedactedRecords;
import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonPrint;
import dev.runtree.model.Figures;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.pricing.Prices;
import dev.runtree.redact.Redaction;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RunReader;
import dev.runtree.replay.edit.EditFile;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.StepNamed;
import dev.runtree.store.RunQueries;
import dev.runtree.yaml.YamlFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a case of a run: a file beside it with what was recorded, and expectations that say what the run did. */
public final class NewCase {
    private static final String RECORDED = "recorded.";

    /** What is known of so many steps is held in memory at once. */
    private static final int MOST_STEPS = 20_000;

    private final RunQueries queries;
    private final Prices prices;
    private final @Nullable RedactedRecords redacted;

    /**
     * What is wanted of a case.
     *
     * @param file that it is written into
     * @param isReplacing whether files of its names may be replaced
     * @param model to be asked in place of the recorded one; {@code null} for that
     * @param from the step at which it leaves the record; {@code null} where the edit names it, for a fork where that one left, and
     *     else for the first model call
     * @param edit a file that changes that step; {@code null} for none
     * @param isOneCall whether the record is that step alone, a model call
     */
    public record Wanted(
            Path file,
            boolean isReplacing,
            Mode mode,
            @Nullable String model,
            @Nullable String from,
            @Nullable Path edit,
            boolean isOneCall) {}

    /** @param redaction what is written goes through it; {@code null} for as it was sent */
    public NewCase(RunQueries queries, Prices prices, @Nullable Redaction redaction) {
        this.queries = queries;
        this.prices = prices;
        this.redacted = redaction == null ? null : new RedactedRecords(redaction);
    }

    /**
     * The case as it would be written.
     *
     * @param trace a run with the spans of its subtree, as {@link RunQueries#run} gives it
     * @throws CannotCheck when no case can be made of the run
     * @throws dev.runtree.yaml.BadFile when the edit has a mistake
     */
    public CaseDraft draft(Trace trace, Wanted wanted) {
        if (trace.spans().size() > MOST_STEPS) {
            throw new CannotCheck("The run has "
                    + Figures.counted(trace.spans().size(), "step") + ", and no more than "
                    + Figures.count(MOST_STEPS) + " make a case. Name a run beneath it.");
        }
        var recorded = new RunReader(queries, trace).fetch();
        if (!recorded.lacks().grave().isNone()) {
            throw new CannotCheck("No case can be made of this run. "
                    + String.join(". ", recorded.lacks().grave().lines()));
        }
        var from = from(recorded, wanted);
        var spans = spans(trace, from, wanted);
        var traces =
                traces(queries.sent(new Trace(trace.run(), trace.runs(), spans)).fetch());
        var logs = logs(trace, spans);
        var record = CaseRecord.read(traces, logs, prices);
        var names = names(wanted.file(), logs != null);
        var text = text(record, names, wanted, from);
        return new CaseDraft(
                wanted,
                names,
                logs == null ? List.of(traces) : List.of(traces, logs),
                spans.size(),
                record.recorded().lacks().lines(),
                text.head(),
                text.expect());
    }

    private static @Nullable RecordedStep from(RecordedRun recorded, Wanted wanted) {
        if (wanted.from() != null) {
            var named = StepNamed.in(recorded, wanted.from());
            var step = wanted.isOneCall() ? named : new ForkPlan(recorded).leaving(named);
            if (wanted.isOneCall() && !(step instanceof ModelCall)) {
                throw new CannotCheck("A case of one call is a model call, and " + step.told() + " is none");
            }
            return step;
        }
        if (wanted.edit() != null) {
            var inEdit = EditFile.open(wanted.edit()).step();
            return new ForkPlan(recorded)
                    .leaving(inEdit.map(step -> StepNamed.in(recorded, step)).orElse(null));
        }
        return wanted.mode() == Mode.RECORDED ? null : whereItLeft(recorded);
    }

    /** Of a replay that had left its record: the first model call that was live. Before it all is from the record, edits included. */
    private static @Nullable RecordedStep whereItLeft(RecordedRun recorded) {
        if (recorded.run().source() != Source.REPLAY) {
            return null;
        }
        var calls = recorded.steps().stream()
                .filter(ModelCall.class::isInstance)
                .sorted(Comparator.comparingLong(step -> step.span().startNanos()))
                .toList();
        var live = calls.stream().filter(step -> !isFromRecord(step)).findFirst();
        return live.isPresent() && recorded.steps().stream().anyMatch(NewCase::isFromRecord) ? live.get() : null;
    }

    private static boolean isFromRecord(RecordedStep step) {
        return step.span().spanName().startsWith(RECORDED);
    }

    private static List<Span> spans(Trace trace, @Nullable RecordedStep from, Wanted wanted) {
        return wanted.isOneCall() && from != null ? List.of(from.span()) : trace.spans();
    }

    /** As OTLP, laid out so that changes of it can be told line by line. */
    private byte[] traces(List<RecordedSpan> sent) {
        var out = new ByteArrayOutputStream();
        try {
            OtlpWriter.write(Encoding.JSON, redacted == null ? sent : redacted.spans(sent), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return laidOut(out);
    }

    /** {@code null} where there are none. */
    private byte @Nullable [] logs(Trace trace, List<Span> spans) {
        var ids = spans.stream().map(Span::id).collect(Collectors.toSet());
        var found = new ArrayList<LogRecord>();
        var pages = queries.logs(trace.run().id().traceId());
        for (var page = pages.next(); !page.isEmpty(); page = pages.next()) {
            page.stream().filter(log -> ids.contains(log.span())).forEach(found::add);
        }
        if (found.isEmpty()) {
            return null;
        }
        var out = new ByteArrayOutputStream();
        try (var writer = OtlpWriter.logs(Encoding.JSON, out)) {
            writer.add(redacted == null ? found : redacted.logs(found));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return laidOut(out);
    }

    private static byte[] laidOut(ByteArrayOutputStream json) {
        var index = JsonIndex.of(json.toString(StandardCharsets.UTF_8));
        return index.mistake() != null
                ? json.toByteArray()
                : (JsonPrint.pretty(index, 0) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> names(Path file, boolean hasLogs) {
        var name = Case.plainName(file);
        var traces = file.resolveSibling(name + ".otlp.json");
        return hasLogs ? List.of(traces, file.resolveSibling(name + ".otlp.logs.json")) : List.of(traces);
    }

    /** Of the record as it is read back, so that what is expected is in it. */
    private static CaseTemplate.Text text(
            CaseRecord record, List<Path> files, Wanted wanted, @Nullable RecordedStep from) {
        var run = record.trace().run();
        var recorded = record.recorded();
        var time = run.durationNanos();
        var observed = Observed.of(run, recorded, time == null ? Duration.ZERO : Duration.ofNanos(time));
        var names =
                files.stream().map(path -> String.valueOf(path.getFileName())).toList();
        var edit = wanted.edit() == null ? null : edit(wanted.edit());
        var text = new CaseTemplate(wanted, names, run).of(observed, from, edit);
        var read = Case.of(wanted.file(), YamlFile.parse(wanted.file().toString(), text.head() + text.expect()));
        if (read.edit() != null && from != null && wanted.edit() != null) {
            var plan = new ForkPlan(recorded);
            var step = StepNamed.in(recorded, from.span().id().spanId());
            var meant = EditFile.open(wanted.edit()).read(plan.editable(step));
            if (!read.edit().read(plan.editable(step)).equals(meant)) {
                throw new CannotCheck(
                        wanted.edit() + " cannot be put into a case as it is written; make the case without it"
                                + " and write its keys under edit: by hand");
            }
        }
        return text;
    }

    private static String edit(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
