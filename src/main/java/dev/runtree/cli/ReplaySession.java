package dev.runtree.cli;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Figures;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.ReplayEvent;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.turns.Conversation;
import dev.runtree.replay.turns.ConversationReplay;
import dev.runtree.replay.turns.LiveTurns;
import dev.runtree.replay.turns.RecordedTurns;
import dev.runtree.replay.turns.Turn;
import dev.runtree.replay.turns.TurnNotes;
import dev.runtree.replay.turns.TurnResult;
import dev.runtree.replay.turns.TurnWay;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.util.List;

/** The part of {@code replay} that goes through a whole conversation. */
final class ReplaySession {
    private final Program program;
    private final LiveOptions live;
    private final boolean json;

    ReplaySession(Program program, LiveOptions live, boolean json) {
        this.program = program;
        this.live = live;
        this.json = json;
    }

    void run(Database database, String session) {
        var conversation = Conversation.read(database, session, this::progress);
        var queries = new RunQueries(database);
        if (!live.isLive()) {
            make(database, queries, new RecordedTurns(conversation, queries), new Cancellation());
            return;
        }
        var agent = live.agent();
        var cancellation = new Cancellation();
        var questions = new ReplayQuestions(program, cancellation, json, live.yes());
        try (var tools = agent == null ? LiveTools.none() : LiveTools.of(AgentFile.read(agent, live.model()))) {
            var settings =
                    new ToolSettings(tools, live.runsTools(), !live.strict(), questions::allowed, questions::missing);
            var limits = new ManyLimits(live.maxSteps(), live.maxCost(), live.maxTime());
            var way = new LiveTurns(
                    conversation,
                    queries,
                    live.model(),
                    Models.here(),
                    program.prices(),
                    settings,
                    limits,
                    this::progress);
            make(database, queries, way, cancellation);
        }
    }

    private void progress(int read) {
        if (read % 100 == 0) {
            program.terminal().progress(Figures.counted(read, "turn") + " read");
        }
    }

    private void progress(ReplayEvent event) {
        if (event instanceof ReplayEvent.ModelEnded ended) {
            program.terminal()
                    .progress(ended.model() + " answered in "
                            + Figures.duration(ended.duration().toNanos()));
        }
    }

    private void make(Database database, RunQueries queries, TurnWay way, Cancellation cancellation) {
        var replay = new ConversationReplay(way, queries);
        var told = new TurnResults(program, json, way.conversation(), replay.session());
        told.before(way, lacks(way.conversation()), limits(way));
        Ending.cancels(cancellation);
        try (var recorder = Recorder.ofReplays(database, program.prices())) {
            var results = replay.make(recorder, told::tell, cancellation);
            told.after(results);
            check(results, cancellation);
        }
    }

    /** What records lack, where it keeps nothing from being replayed. */
    private static List<String> lacks(Conversation conversation) {
        var notes = new TurnNotes();
        for (Turn turn : conversation.turns()) {
            turn.record()
                    .lacks()
                    .all()
                    .forEach(
                            lack -> notes.add(turn.number(), lack.kind().word(), ": the record lacks: " + lack.text()));
        }
        return notes.lines();
    }

    private String limits(TurnWay way) {
        if (way.models().isEmpty()) {
            return "nothing is asked of anybody";
        }
        var cost = live.maxCost();
        var time = live.maxTime();
        return "asking " + String.join(", ", way.models()) + ", for "
                + (cost == null
                        ? "whatever they cost (--max-cost sets a limit)"
                        : "$" + cost.toPlainString() + " at most")
                + ", "
                + (time == null
                        ? "as long as they take (--max-time sets a limit)"
                        : "within " + Figures.duration(time.toNanos()));
    }

    private static void check(List<TurnResult> results, Cancellation cancellation) {
        var bad = results.stream().filter(result -> result.problem() != null).findFirst();
        if (bad.isEmpty()) {
            return;
        }
        var result = bad.get();
        var turn = "turn " + result.turn().number() + " of " + results.size();
        var see = result.run().map(run -> ". See: runtree show " + run.runId()).orElse("");
        throw new Failure(
                cancellation.isCancelled()
                        ? "The replay was cancelled " + cancellation.reason() + " at " + turn + see
                        : "The replay stopped at " + turn + ": " + result.problem() + see);
    }
}
