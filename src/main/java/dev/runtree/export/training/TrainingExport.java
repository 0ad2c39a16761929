package dev.runtree.export.training;

import dev.runtree.export.CannotExport;
import dev.runtree.export.NewFile;
import dev.runtree.export.training.CallsAhead.Step;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.redact.Redaction;
import dev.runtree.store.CallQueries;
import dev.runtree.store.Database;
import dev.runtree.store.Questions;
import dev.runtree.store.RunQueries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what models were asked and answered in stored runs as training data. Some hundred runs are read at a time and written
 * line by line; what stays in memory is the conversation at hand and some bytes for each session and line, to know them again.
 */
public final class TrainingExport {
    private final CallQueries calls;
    private final RunQueries queries;
    private final Questions questions = new Questions();
    private final TrainingChoices choices;
    private final @Nullable Redaction redaction;
    private final Consumer<TrainingReport> progress;
    private final Tally tally;
    private final LineForm form;
    private final Seen lines = new Seen();

    /**
     * For one export.
     *
     * @param redaction what is written goes through it; {@code null} for none
     * @param progress is told now and then what was written until then; what it throws ends the export
     * @param leftOut is told of each that was left out
     */
    public TrainingExport(
            Database database,
            TrainingChoices choices,
            @Nullable Redaction redaction,
            Consumer<TrainingReport> progress,
            Consumer<LeftOut> leftOut) {
        this.calls = new CallQueries(database);
        this.queries = new RunQueries(database);
        this.choices = choices;
        this.redaction = redaction;
        this.progress = progress;
        this.tally = new Tally(leftOut);
        this.form = LineForm.of(choices, redaction);
    }

    /**
     * Writes what there is in the runs that match, into a file that is there only when it is whole; into two beside it when the
     * choices split it.
     *
     * @param isReplacing whether a file of that name may be replaced
     * @throws CannotExport when no run matches, or nothing of them can be written, or the file cannot
     */
    public TrainingReport toFile(RunFilter filter, Path file, boolean isReplacing) {
        return toFile(picked(filter), noneMatch(filter), file, isReplacing);
    }

    /**
     * As {@link #toFile(RunFilter, Path, boolean)}, of these runs alone: a conversation has those turns of its session that are
     * among them.
     */
    public TrainingReport toFile(Collection<Run> runs, Path file, boolean isReplacing) {
        return toFile(
                PickedRuns.of(queries, calls, questions, runs, bySession()),
                "The runs are there no more: nothing was written.",
                file,
                isReplacing);
    }

    private TrainingReport toFile(PickedRuns picked, String none, Path file, boolean isReplacing) {
        try (var files = TrainingFiles.of(choices, file, isReplacing, form)) {
            write(picked, files);
            refuseNothing(none);
            progress();
            return tally.report(choices.limit()).withFiles(files.finish());
        } catch (IOException e) {
            throw NewFile.failed(file, e);
        } catch (UncheckedIOException e) {
            throw NewFile.failed(file, Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * As {@link #toFile(RunFilter, Path, boolean)}, to a stream.
     *
     * @param to stays open
     * @throws IOException when the stream cannot be written
     */
    public TrainingReport toStream(RunFilter filter, OutputStream to) throws IOException {
        try (var files = TrainingFiles.of(to)) {
            write(picked(filter), files);
            refuseNothing(noneMatch(filter));
            files.finish();
            return tally.report(choices.limit());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private PickedRuns picked(RunFilter filter) {
        return new PickedRuns(queries, calls, questions, filter, bySession());
    }

    private boolean bySession() {
        return choices.per() == LineUnit.CONVERSATION;
    }

    private static String noneMatch(RunFilter filter) {
        return filter.equals(RunFilter.ALL)
                ? "There are no runs to export."
                : "No run matches \"" + filter.print() + "\". \"runtree ls\" lists the runs.";
    }

    private void refuseNothing(String none) {
        var report = tally.report(choices.limit());
        if (report.lines() > 0) {
            return;
        }
        if (report.runs() == 0) {
            throw new CannotExport(none);
        }
        throw new CannotExport("Nothing was written: of " + Figures.counted(report.runs(), "run")
                + " all was left out. " + String.join(", ", told(report)));
    }

    /** The files that choices make of a name: that one, or two beside it where they split it. */
    public static List<Path> files(TrainingChoices choices, Path file) {
        return TrainingFiles.paths(choices, file);
    }

    /** How often what was left out and why, most first, in words. */
    public static List<String> told(TrainingReport report) {
        return report.leftOut().entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                .map(entry ->
                        Figures.count(entry.getValue()) + " " + entry.getKey().advice())
                .toList();
    }

    private void write(PickedRuns picked, TrainingFiles files) {
        var judgement = new Judgement(choices);
        Map<SpanId, Long> groupOf = new HashMap<>();
        var gathering =
                new Gathering(choices, tally, run -> groupOf.getOrDefault(run, -1L), example -> write(example, files));
        try (var steps = new CallsAhead(picked, calls, questions, needsScores(), judgement::isWanted)) {
            var isTaken = false;
            var isAtEnd = false;
            while (!isAtEnd && !isDone()) {
                switch (steps.next(this::progress)) {
                    case Step.Batch(var groups, var scores) -> {
                        groupOf.clear();
                        groupOf.putAll(groups);
                        gathering.scores(scores);
                    }
                    case Step.Begins(var run, var hasSteps) -> isTaken = gathering.begins(run, hasSteps);
                    case Step.Call(var span, var _) -> {
                        if (isTaken) {
                            gathering.call(span);
                        }
                    }
                    case Step.Ends() -> progress();
                    case Step.Last(var _) -> isAtEnd = true;
                }
            }
        }
        gathering.end();
    }

    private void progress() {
        progress.accept(tally.report(choices.limit()));
    }

    private boolean isDone() {
        return tally.lines() >= choices.limit();
    }

    private boolean needsScores() {
        return choices.least() != null || form instanceof DataSetLine;
    }

    private void write(Example example, TrainingFiles files) {
        if (isDone()) {
            return;
        }
        var lack = example.lack();
        try {
            if (lack != null) {
                throw new Unfit(lack);
            }
            var orderly = redacted(example.with(Orderly.of(example.messages()), example.tools()));
            var line = line(orderly);
            if (!choices.duplicates() && !lines.add(Sameness.of(orderly, choices.reasoning()))) {
                throw new Unfit(Reason.DUPLICATE);
            }
            files.write(orderly, line);
            tally.line(orderly);
        } catch (Unfit unfit) {
            tally.leftOut(unfit.reason(), example.id(), example.session());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Example redacted(Example example) {
        return redaction == null ? example : new Redacted(redaction).example(example);
    }

    private byte[] line(Example example) throws IOException, Unfit {
        if (choices.format() == TrainingFormat.PARQUET) {
            return new byte[0];
        }
        var line = new ByteArrayOutputStream(1 << 12);
        try (var to = ExactJson.MAPPER.getFactory().createGenerator(line)) {
            form.write(example, to);
        }
        return line.toByteArray();
    }
}
