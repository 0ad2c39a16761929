package dev.runtree.cli;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Figures;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Trace;
import dev.runtree.replay.Lack;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.edit.EditFile;
import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.LiveReplay;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.Outcome;
import dev.runtree.replay.live.StepNamed;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The part of {@code replay} that leaves the record: forks, edits, and live models and tools. */
final class ReplayFork {
    private final Program program;
    private final LiveOptions options;
    private final boolean json;
    private final Trace trace;
    private final RecordedRun record;
    private final ForkPlan plan;

    /** @param trace what the record was read from */
    ReplayFork(Program program, LiveOptions options, boolean json, Trace trace, RecordedRun record) {
        this.program = program;
        this.options = options;
        this.json = json;
        this.trace = trace;
        this.record = record;
        this.plan = new ForkPlan(record);
    }

    /** Writes the step to be edited into a file, which must not be there. */
    void writeEdit(Path file) {
        var step = leaving(null);
        var text = EditFile.template(
                file,
                step.span().id().spanId(),
                plan.editable(step),
                List.of(
                        "Step " + step.number() + " (" + step.span().plainName() + ") of the run "
                                + record.run().runId() + ".",
                        "Change what is to be another one; what is left as it is, or taken out, stays as recorded."));
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(file + " is there already. Name another file, or remove it.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (json) {
            var line = new Json(program.out());
            line.startObject()
                    .text("file", file.toString())
                    .text("run_id", record.run().runId())
                    .number("step", (long) step.number())
                    .text("span_id", step.span().id().spanId())
                    .endObject()
                    .endLine();
        } else {
            program.out()
                    .line(step.told() + " is in " + file + ". Change it, then: runtree replay "
                            + record.run().runId() + " --edit " + file + " --live-model");
        }
    }

    /** Refuses what a replay from the record alone cannot do: an edit changes what its answers were given to. */
    void checkRecorded() {
        var edit = options.edit() == null ? null : EditFile.open(options.edit());
        var step = leaving(edit);
        if (edit != null && !edit.read(plan.editable(step)).equals(plan.editable(step))) {
            throw new Failure("The edit of " + step.told()
                    + " changes what the model sees, so that recorded answers are none to it. Add --live-model"
                    + " or --live.");
        }
    }

    private RecordedStep leaving(@Nullable EditFile edit) {
        var from = options.from();
        var inFile = edit == null ? null : edit.step().orElse(null);
        var named = from != null ? from : inFile;
        var step = plan.leaving(named == null ? null : StepNamed.in(record, named));
        if (edit != null
                && inFile != null
                && !plan.leaving(StepNamed.in(record, inFile)).equals(step)) {
            throw edit.otherStep("the file changes the step " + inFile + ", and --from names " + step.told() + " "
                    + step.span().id().spanId());
        }
        return step;
    }

    /** Replays it live, and prints what happens. */
    void run(Database database, RunQueries queries) {
        if (record.lacks().has(Lack.Kind.STEPS_REMOVED)) {
            throw new Failure(String.join(". ", record.lacks().lines()) + ".");
        }
        var edit = options.edit() == null ? null : EditFile.open(options.edit());
        var leaving = leaving(edit);
        EditableStep edited = edit == null ? null : edit.read(plan.editable(leaving));
        var fork = plan.fork(leaving, edited);
        var agent = options.agent();
        try (var live = agent == null ? LiveTools.none() : LiveTools.of(AgentFile.read(agent, options.model()))) {
            var cancellation = new Cancellation();
            var questions = new ReplayQuestions(program, cancellation, json, options.yes());
            var settings = new ToolSettings(
                    live, options.runsTools(), !options.strict(), questions::allowed, questions::missing);
            var steps = options.maxSteps();
            var bounds =
                    new Bounds(steps == null ? Bounds.stepsFor(fork) : steps, options.maxCost(), options.maxTime());
            var replay = LiveReplay.prepare(fork, options.model(), Models.here(), settings, bounds, program.prices());
            var printer = new ReplayPrinter(program, json);
            before(fork, replay, bounds, edit != null, printer);
            Ending.cancels(cancellation);
            try (var recorder = Recorder.ofReplays(database, program.prices())) {
                var outcome = replay.run(queries, trace, recorder, printer::tell, cancellation);
                after(outcome, queries, printer);
            }
        }
    }

    private void before(Fork fork, LiveReplay replay, Bounds bounds, boolean hasEdit, ReplayPrinter printer) {
        var leaves = fork.leaves();
        var what = hasEdit ? fork.isEdited() ? ", which is edited" : ", in which the edit changes nothing" : "";
        if (leaves != null) {
            printer.note("Leaves the record at " + leaves.told() + what + "; "
                    + switch (fork.kept()) {
                        case 0 -> "nothing before it is needed.";
                        case 1 -> "1 step comes from it.";
                        default -> Figures.counted(fork.kept(), "step") + " come from it.";
                    });
        }
        printer.note(
                replay.models().isEmpty()
                        ? "No model is asked: what the tool gives is the answer."
                        : "Asks " + String.join(", then ", replay.models()) + " at most "
                                + Figures.counted(bounds.steps(), "time") + ".");
        if (!json) {
            record.lacks().lines().forEach(line -> printer.note("The record lacks: " + line));
        }
        replay.notes().forEach(note -> printer.note(note + "."));
        program.out().flush();
    }

    private void after(Outcome outcome, RunQueries queries, ReplayPrinter printer) {
        printer.newLine();
        if (outcome.status() == RunStatus.OK) {
            printer.answer(outcome.answer());
        }
        stored(outcome);
        var id = outcome.run().runId();
        if (json) {
            var line = new Json(program.out());
            RunJson.write(line, stored(outcome, queries).run());
            line.endLine();
        } else {
            printer.note("Replay " + id + ": " + Figures.counted(outcome.modelCalls(), "model call")
                    + (outcome.cost().signum() == 0 ? "" : ", " + Figures.cost(outcome.cost())) + ".");
        }
        if (outcome.status() == RunStatus.CANCELLED) {
            throw new Failure("The replay was cancelled " + outcome.problem() + ". See: runtree show " + id);
        } else if (outcome.status() != RunStatus.OK) {
            throw new Failure("The replay stopped: " + outcome.problem() + LiveOptions.allowing(outcome.type())
                    + ". See: runtree show " + id);
        }
        program.terminal().progress("runtree diff " + record.run().runId() + " " + id);
    }

    private static void stored(Outcome outcome) {
        try {
            outcome.stored().join();
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new Failure("The model answered, but the replay could not be stored: " + Told.line(cause), cause);
        }
    }

    private static Trace stored(Outcome outcome, RunQueries queries) {
        var id = outcome.run().runId();
        try {
            return queries.run(outcome.run())
                    .fetch()
                    .orElseThrow(() -> new Failure("The replay " + id
                            + " is kept on this disk until the database takes it again. Then: runtree show " + id));
        } catch (StoreException e) {
            throw new Failure(
                    "The replay " + id + " is done and kept on this disk, and is stored when the database is back: "
                            + Told.line(e),
                    e);
        }
    }
}
