package dev.runtree.replay.turns;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.SpanId;
import dev.runtree.replay.RecordedRun;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the turns of a conversation are replayed. Made for one conversation; for one thread. */
public sealed interface TurnWay permits RecordedTurns, LiveTurns {

    Conversation conversation();

    /** The models that are asked; none from the record. */
    List<String> models();

    /** What is to be known before it begins, a line each. */
    List<String> notes();

    /** Why no further turn is begun; empty while one may be. */
    Optional<String> over(Cancellation cancellation);

    /**
     * Replays a turn, behind those before it, and waits until it is stored or safe on disk.
     *
     * @param session that it belongs to
     */
    Ended replay(Turn turn, String session, Recorder recorder, Cancellation cancellation);

    /** What a turn has come to, before the next one is begun. */
    void made(Turn turn, RecordedRun replay);

    /**
     * A replay of a turn that is stored.
     *
     * @param modelCalls that were made live
     * @param cost of these in US dollars, as far as prices are known
     * @param problem why it came to no answer; {@code null} where it did
     */
    record Ended(
            SpanId run,
            int modelCalls,
            BigDecimal cost,
            @Nullable String problem) {}
}
