package dev.runtree.cli;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.CannotGoOn;
import dev.runtree.agent.Definition;
import dev.runtree.agent.RunOutput;
import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.model.RunStatus;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.ApprovalQueue.Outcome;
import dev.runtree.store.Database;
import dev.runtree.store.PausedRun;
import dev.runtree.store.PausedRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * After a decision: goes on with the run here when a file describes its agent and is what it was, and says who will
 * otherwise.
 */
final class GoOn {
    private final Program program;
    private final CommonOptions options;
    private final Database primary;
    private final boolean quiet;

    /** @param quiet whether nothing is to be told of the run */
    GoOn(Program program, CommonOptions options, Database primary, boolean quiet) {
        this.program = program;
        this.options = options;
        this.primary = primary;
        this.quiet = quiet;
    }

    /** @param later whether the run is to be left to others in any case */
    void after(Outcome.Decided decided, boolean later) {
        var run = decided.now().topRunId();
        if (run == null) {
            return;
        }
        if (!decided.isRunReady()) {
            tellWhatIsLeft(run);
            return;
        }
        var paused = new PausedRuns(primary).run(run).fetch().orElse(null);
        if (paused == null) {
            line("Its run goes on already, in another process.");
            return;
        }
        var agent = later ? null : agent(paused);
        if (later || agent == null) {
            line(later ? others(paused) : reason(paused) + others(paused));
        } else {
            goOn(run, agent);
        }
    }

    /** Ends a run whose approvals were cancelled. */
    void end(String run) {
        var paused = new PausedRuns(primary).run(run).fetch().orElse(null);
        with(paused == null ? null : agent(paused), os -> {
            try {
                if (os.goOn(run, null) == null) {
                    line("Its run ends as soon as a process that has its agent lets go of it, or takes it up.");
                }
            } catch (CannotGoOn e) {
                line("Its run could not be ended here: " + e.getMessage());
            }
        });
    }

    private void tellWhatIsLeft(String run) {
        var left = new ApprovalQueue(primary)
                .list(ApprovalFilter.PENDING.ofRun(run), 100, null)
                .fetch()
                .approvals()
                .size();
        if (left > 0) {
            line("Its run waits for " + Figures.counted(left, "more decision") + ".");
        } else if (new PausedRuns(primary).run(run).fetch().isPresent()) {
            line("Its run is still at work on other steps, and goes on with this one when they have ended.");
        }
    }

    /** As the file describes it; {@code null} when it is not what it was when the run paused. */
    private static @Nullable AgentFile agent(PausedRun run) {
        var digest = run.definitionDigest();
        if (run.definition() == null || digest == null || !Files.isReadable(Path.of(run.definition()))) {
            return null;
        }
        var file = AgentFile.read(Path.of(run.definition()), Definition.modelOf(digest));
        return file.definition().digest().equals(digest) ? file : null;
    }

    private static String reason(PausedRun run) {
        if (run.definition() == null) {
            return "";
        }
        return (Files.isReadable(Path.of(run.definition()))
                        ? "The file has changed since the run paused: "
                        : "The file is gone: ")
                + run.definition() + ". ";
    }

    private static String others(PausedRun run) {
        var of = run.definition() == null ? "an application" : "a process";
        return "Its run goes on in " + of + " that has " + run.name()
                + (run.definition() == null ? "" : " as it was")
                + ": one that is open takes it up now, another when it starts.";
    }

    private void goOn(String run, AgentFile file) {
        with(file, os -> {
            var printer = new AnswerPrinter(program);
            var output = os.goOn(run, quiet ? null : printer::tell);
            if (output == null) {
                line("Its run goes on already, in another process.");
            } else {
                if (!quiet) {
                    printer.end(output);
                }
                told(output);
            }
        });
    }

    private void with(@Nullable AgentFile file, Consumer<AgentOs> work) {
        try (Database traces = options.openTraces(program);
                var _ = options.copying(traces, program)) {
            var builder = AgentOs.builder()
                    .db(primary)
                    .traceDb(traces)
                    .copies(false)
                    .prices(program.prices())
                    .takesUp(false);
            if (file != null) {
                builder.files(file);
            }
            try (var os = builder.build()) {
                work.accept(os);
            }
        }
    }

    private void told(RunOutput output) {
        if (output.status() != RunStatus.PAUSED) {
            if (output.failed()) {
                throw new Failure("The run failed: " + output.error() + ". See: runtree show " + output.runId());
            }
            program.terminal().progress("runtree show " + output.runId());
            return;
        }
        waits(output.runId());
    }

    /** Says what a run waits for, and how to decide. */
    void waits(String run) {
        for (Approval asked : new ApprovalQueue(primary)
                .list(ApprovalFilter.PENDING.ofRun(run), 100, null)
                .fetch()
                .approvals()) {
            line("The run waits for a decision about " + asked.tool() + " "
                    + Width.oneLine(String.valueOf(asked.arguments())) + ": runtree approvals approve "
                    + asked.id().substring(0, Math.min(8, asked.id().length())));
        }
    }

    private void line(String text) {
        if (!quiet) {
            program.out().line(text);
        }
    }
}
