package dev.runtree.replay.turns;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Figures;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.CannotReplay;
import dev.runtree.replay.Lack;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.LiveReplay;
import dev.runtree.replay.live.ReplayEvent;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.replay.many.Allowance;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Each turn by asking a model again, which is shown of the turns before it what their replays came to. What users said stays. A
 * turn in which no model was asked is replayed from its record.
 */
public final class LiveTurns implements TurnWay {
    private final Conversation conversation;
    private final RunQueries queries;
    private final @Nullable String model;
    private final Models models;
    private final Prices prices;
    private final ToolSettings tools;
    private final Allowance allowance;
    private final Consumer<ReplayEvent> listener;
    private final List<Asked> asked = new ArrayList<>();
    private final List<Exchange> now = new ArrayList<>();
    private final Set<String> asks = new LinkedHashSet<>();
    private final TurnNotes notes = new TurnNotes();

    /** @param shown {@code null} for a turn in which no model is asked */
    private record Asked(Turn turn, @Nullable Shown shown) {}

    /**
     * Works out how each turn is asked again; nothing is asked of anybody yet.
     *
     * @param model {@code provider:name} in place of the recorded ones; {@code null} for these
     * @param limits of all turns together, their time from now on
     * @param listener told what happens in a turn
     * @throws CannotReplay when a turn cannot be asked again
     */
    public LiveTurns(
            Conversation conversation,
            RunQueries queries,
            @Nullable String model,
            Models models,
            Prices prices,
            ToolSettings tools,
            ManyLimits limits,
            Consumer<ReplayEvent> listener) {
        this.conversation = conversation;
        this.queries = queries;
        this.model = model;
        this.models = models;
        this.prices = prices;
        this.tools = tools;
        this.allowance = new Allowance(limits);
        this.listener = listener;
        var before = new ArrayList<Exchange>();
        for (var turn : conversation.turns()) {
            asked.add(new Asked(turn, shown(turn, before)));
            before.add(Exchange.of(turn.record()));
        }
    }

    private @Nullable Shown shown(Turn turn, List<Exchange> before) {
        if (turn.record().lacks().has(Lack.Kind.STEPS_REMOVED)) {
            throw cannot(turn, String.join(". ", turn.record().lacks().grave().lines()), null);
        }
        if (turn.record().steps().stream().noneMatch(ModelCall.class::isInstance)) {
            if (!turn.record().lacks().grave().isNone()) {
                throw cannot(
                        turn, String.join(". ", turn.record().lacks().grave().lines()), null);
            }
            notes.add(turn.number(), "no model", " asked no model and is replayed from its record");
            return null;
        }
        try {
            var plan = new ForkPlan(turn.record());
            var first = plan.leaving(null);
            var fork = plan.fork(first, null);
            var replay = LiveReplay.prepare(
                    fork, model, models, tools, allowance.left().bounds(fork), prices);
            asks.addAll(replay.models());
            replay.notes().forEach(note -> notes.add(turn.number(), note, ": " + note));
            var shown = Shown.of(((Asking) plan.editable(first)).messages(), before);
            tell(turn.number(), shown, before);
            return shown;
        } catch (CannotFork e) {
            throw cannot(turn, e.why(), e);
        }
    }

    private CannotReplay cannot(Turn turn, String why, @Nullable Throwable cause) {
        var line = "Turn " + turn.number() + " of the session " + conversation.session() + " (the run "
                + turn.run().runId() + ") cannot be asked again. " + why;
        return cause == null ? new CannotReplay(line) : new CannotReplay(line, cause);
    }

    /** What of its history is not as one would think. */
    private void tell(int turn, Shown shown, List<Exchange> before) {
        var known = shown.turns();
        var within = shown.within(before);
        var answered = before.stream()
                .filter(exchange -> !exchange.answers().isEmpty())
                .count();
        if (!within.isEmpty()) {
            notes.add(
                    turn,
                    "within",
                    " was shown answers of turns before it in the midst of other texts: there they stay as recorded");
        }
        if (shown.unknown() > 0) {
            notes.add(
                    turn,
                    "unknown",
                    " was shown " + Figures.counted(shown.unknown(), "answer")
                            + " that no turn before it gave: what is of none stays as recorded");
        }
        if (within.isEmpty() && known.size() < answered) {
            notes.add(
                    turn,
                    known.isEmpty() ? "nothing" : "less",
                    known.isEmpty()
                            ? " was shown no answer of the turns before it, and is shown none again"
                            : " was shown the answers of " + known.size() + " of the " + answered
                                    + " turns before it, and is shown no more again");
        }
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public List<String> models() {
        return List.copyOf(asks);
    }

    @Override
    public List<String> notes() {
        return notes.lines();
    }

    @Override
    public Optional<String> over(Cancellation cancellation) {
        return allowance.over(cancellation);
    }

    @Override
    public Ended replay(Turn turn, String session, Recorder recorder, Cancellation cancellation) {
        var shown = asked.get(turn.number() - 1).shown();
        if (shown == null) {
            return RecordedTurns.fromRecord(turn, session, queries, recorder);
        }
        var fork = fork(turn, shown);
        var replay = LiveReplay.prepare(
                        fork, model, models, tools, allowance.left().bounds(fork), prices)
                .inSession(session);
        var outcome = replay.run(queries, turn.trace(), recorder, listener, cancellation);
        allowance.spend(outcome.cost());
        outcome.stored().join();
        return new Ended(outcome.run(), outcome.modelCalls(), outcome.cost(), outcome.problem());
    }

    private Fork fork(Turn turn, Shown shown) {
        var plan = new ForkPlan(turn.record());
        var first = plan.leaving(null);
        var recorded = (Asking) plan.editable(first);
        return plan.fork(first, new Asking(recorded.model(), recorded.parameters(), shown.with(now), recorded.tools()));
    }

    @Override
    public void made(Turn turn, RecordedRun replay) {
        now.add(Exchange.of(replay));
    }
}
