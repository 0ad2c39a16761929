package dev.runtree.replay.turns;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.replay.CannotReplay;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.many.Allowance;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.store.RunQueries;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Each turn from its record. */
public final class RecordedTurns implements TurnWay {
    private final Conversation conversation;
    private final RunQueries queries;
    private final Allowance allowance = new Allowance(ManyLimits.NONE);

    /** @throws CannotReplay when the record of a turn lacks what that needs */
    public RecordedTurns(Conversation conversation, RunQueries queries) {
        this.conversation = conversation;
        this.queries = queries;
        for (var turn : conversation.turns()) {
            var grave = turn.record().lacks().grave();
            if (!grave.isNone()) {
                throw new CannotReplay("Turn " + turn.number() + " of the session " + conversation.session()
                        + " (the run " + turn.run().runId() + ") cannot be replayed from its record. "
                        + String.join(". ", grave.lines()) + ".");
            }
        }
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public List<String> models() {
        return List.of();
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public Optional<String> over(Cancellation cancellation) {
        return allowance.over(cancellation);
    }

    @Override
    public Ended replay(Turn turn, String session, Recorder recorder, Cancellation cancellation) {
        return fromRecord(turn, session, queries, recorder);
    }

    static Ended fromRecord(Turn turn, String session, RunQueries queries, Recorder recorder) {
        var replayed = RecordedReplay.turn(queries, recorder, turn.trace(), turn.record(), session)
                .fetch();
        return new Ended(replayed.run(), 0, BigDecimal.ZERO, null);
    }

    @Override
    public void made(Turn turn, RecordedRun replay) {}
}
