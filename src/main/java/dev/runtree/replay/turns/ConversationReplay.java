package dev.runtree.replay.turns;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.replay.CannotReplay;
import dev.runtree.replay.RunReader;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.replay.many.AnswerChange;
import dev.runtree.replay.many.Told;
import dev.runtree.store.RunQueries;
import dev.runtree.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Replays a conversation: its turns one after the other, each as a run of its own, all of them in a new session. A turn that comes
 * to no answer is the last one: those behind it would go on from what nobody has said.
 */
public final class ConversationReplay {
    private final TurnWay way;
    private final RunQueries queries;
    private final String session;

    public ConversationReplay(TurnWay way, RunQueries queries) {
        this.way = way;
        this.queries = queries;
        this.session = way.conversation().newSession();
    }

    /** The id of the session that the replayed turns belong to. */
    public String session() {
        return session;
    }

    /**
     * Makes it, on this thread.
     *
     * @param recorder of replays; left open
     * @param to given what came of each turn as it comes
     * @param cancellation ends the turn that is being made; those behind it are not begun
     */
    public List<TurnResult> make(Recorder recorder, Consumer<TurnResult> to, Cancellation cancellation) {
        var results = new ArrayList<TurnResult>();
        String over = null;
        for (var turn : way.conversation().turns()) {
            over = over == null ? way.over(cancellation).orElse(null) : over;
            var result = over == null ? made(turn, recorder, cancellation) : new TurnResult.NotMade(turn, over);
            if (over == null && result.problem() != null) {
                over = "not begun: turn " + turn.number() + " came to no answer";
            }
            results.add(result);
            to.accept(result);
        }
        return results;
    }

    private TurnResult made(Turn turn, Recorder recorder, Cancellation cancellation) {
        try {
            var ended = way.replay(turn, session, recorder, cancellation);
            var stored = queries.run(ended.run()).fetch().orElse(null);
            if (stored == null) {
                return new TurnResult.NotMade(
                        turn,
                        "kept on this disk until the database takes it again: run "
                                + ended.run().runId());
            }
            var replay = new RunReader(queries, stored).fetch();
            way.made(turn, replay);
            var before = Told.of(turn.record());
            var now = Told.of(replay);
            return new TurnResult.Made(
                    turn,
                    stored.run(),
                    AnswerChange.of(before.answer(), ended.problem() == null ? now.answer() : null),
                    before.callsTheSame(now),
                    ended.modelCalls(),
                    ended.cost(),
                    ended.problem());
        } catch (CannotFork | CannotReplay | StoreException e) {
            return new TurnResult.NotMade(turn, String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException cause) {
                return new TurnResult.NotMade(turn, String.valueOf(cause.getMessage()));
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
