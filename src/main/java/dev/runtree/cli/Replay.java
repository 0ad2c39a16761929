package dev.runtree.cli;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Figures;
import dev.runtree.model.Trace;
import dev.runtree.replay.Lack;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.Replayed;
import dev.runtree.replay.RunReader;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.StoreException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Run a recorded run again, and store that as a run of its own: from its record, or with a model",
            "that is asked again, from a step on and with something in it changed. A whole conversation is",
            "run again turn by turn."
        })
final class Replay implements Runnable {
    /** What is known of so many steps is held in memory at once. */
    private static final int MOST_STEPS = 100_000;

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = "a run's id or the beginning of one, or a trace's id; of several, each is asked again")
    private List<String> words = List.of();

    @Mixin
    private ManyOptions many = new ManyOptions();

    @Option(
            names = "--recorded",
            description = "models and tools answer what they answered then; nothing is asked of anybody (the default)")
    private boolean recorded;

    @Mixin
    private LiveOptions live = new LiveOptions();

    @Option(
            names = "--json",
            description = "print what the record lacks as one JSON object, and the replay's run as another one")
    private boolean json;

    Replay(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        live.check(recorded);
        many.check(words, live);
        try (Database database = common.openTraces(program)) {
            var queries = new RunQueries(database);
            if (many.session() != null) {
                new ReplaySession(program, live, json).run(database, many.session());
                return;
            }
            if (many.isMany(words, live)) {
                new ReplayMany(program, live, many, json).run(database, words);
                return;
            }
            var trace = find(queries, words.getFirst());
            var record = new RunReader(queries, trace, at -> progress(at, trace, "read")).fetch();
            if (live.isLive() || live.namesStep()) {
                var fork = new ReplayFork(program, live, json, trace, record);
                if (live.writeEdit() != null) {
                    fork.writeEdit(live.writeEdit());
                    return;
                } else if (live.isLive()) {
                    if (json) {
                        lacksAsJson(record);
                    }
                    fork.run(database, queries);
                    return;
                }
                fork.checkRecorded();
            }
            lacks(record);
            print(replayed(database, queries, trace, record), queries);
        }
    }

    /** The run; of a whole trace its first top-level run. */
    private Trace find(RunQueries queries, String word) {
        var found = new NamedRun(queries).find(word);
        if (found.spans().size() > MOST_STEPS) {
            throw new Failure(
                    "\"" + word + "\" has " + Figures.counted(found.spans().size(), "step")
                            + ", and no more than " + Figures.count(MOST_STEPS)
                            + " can be replayed. Name a run beneath it.");
        }
        return queries.run(found.run().id()).fetch().orElse(found);
    }

    private void progress(int at, Trace trace, String done) {
        if (at > 0 && at % 5_000 == 0) {
            program.terminal()
                    .progress(Figures.count(at) + " of "
                            + Figures.counted(trace.spans().size(), "step") + " " + done);
        }
    }

    /** Said before anything is replayed. */
    private void lacks(RecordedRun record) {
        if (!record.lacks().grave().isNone()) {
            return;
        }
        if (json) {
            lacksAsJson(record);
            return;
        }
        if (record.lacks().isNone()) {
            return;
        }
        var out = program.out();
        out.line("The record lacks:");
        record.lacks().lines().forEach(line -> out.line("  " + Width.oneLine(line)));
        out.line("");
        out.flush();
    }

    private Replayed replayed(Database database, RunQueries queries, Trace trace, RecordedRun record) {
        try (var recorder = Recorder.ofReplays(database, program.prices())) {
            return new RecordedReplay(queries, recorder, trace, record, at -> progress(at, trace, "replayed")).fetch();
        }
    }

    private void lacksAsJson(RecordedRun record) {
        var line = new Json(program.out());
        line.startObject().text("replay_of", record.run().runId()).key("lacks").startArray();
        for (Lack lack : record.lacks().all()) {
            line.startObject()
                    .text("kind", lack.kind().word())
                    .number("step", (long) lack.step())
                    .text("text", lack.text())
                    .endObject();
        }
        line.endArray().endObject().endLine();
    }

    private void print(Replayed replayed, RunQueries queries) {
        var stored = stored(replayed, queries);
        if (json) {
            var line = new Json(program.out());
            RunJson.write(line, stored.run());
            line.endLine();
            return;
        }
        new TreeText(program.terminal(), stored, new Payloads(List.of())).print();
        var out = program.out();
        out.line("");
        replayed.notes().forEach(note -> out.line(Width.oneLine(note.text())));
        out.line(Figures.counted(replayed.modelCalls(), "model call") + " and "
                + Figures.counted(replayed.toolCalls(), "tool call") + ", all answered from the record of "
                + replayed.replayOf());
        program.terminal()
                .progress("runtree diff " + replayed.replayOf() + " "
                        + replayed.run().runId());
    }

    private static Trace stored(Replayed replayed, RunQueries queries) {
        try {
            return queries.run(replayed.run())
                    .fetch()
                    .orElseThrow(
                            () -> new Failure("The replay " + replayed.run().runId()
                                    + " is kept on this disk until the database takes it again. Then: runtree show "
                                    + replayed.run().runId()));
        } catch (StoreException e) {
            throw new Failure(
                    "The replay " + replayed.run().runId()
                            + " is done and kept on this disk, and is stored when the database is back: "
                            + Told.line(e),
                    e);
        }
    }
}
