package dev.runtree.ui.replay;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.turns.Conversation;
import dev.runtree.replay.turns.ConversationReplay;
import dev.runtree.replay.turns.LiveTurns;
import dev.runtree.replay.turns.RecordedTurns;
import dev.runtree.replay.turns.TurnResult;
import dev.runtree.replay.turns.TurnWay;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replay of a conversation as the reader has asked for it. Everything about it can be worked out on any thread.
 *
 * @param isLive whether models are asked; otherwise everything is answered from the records
 * @param model {@code provider:name} in place of the recorded ones; {@code null} for these
 * @param limits of all turns together, but for the model calls, which are those of each
 * @param environment where keys and addresses of models are taken from
 */
public record TurnRequest(
        Conversation conversation,
        boolean isLive,
        @Nullable String model,
        ManyLimits limits,
        Map<String, String> environment,
        Prices prices) {

    /** Nobody is asked in the middle of it: a call that was never recorded ends the replay. */
    private static final ToolSettings TOOLS = new ToolSettings(
            LiveTools.none(), false, true, (tool, arguments) -> false, call -> new MissingCall.Decision.Stop());

    /**
     * How its turns are replayed; nothing is asked of anybody yet.
     *
     * @throws dev.runtree.replay.CannotReplay when a turn cannot be
     */
    TurnWay way(RunQueries queries) {
        return isLive
                ? new LiveTurns(
                        conversation,
                        queries,
                        model,
                        new Models(Path.of(""), environment),
                        prices,
                        TOOLS,
                        limits,
                        event -> {})
                : new RecordedTurns(conversation, queries);
    }

    /** Makes it; on a thread that may wait. */
    void make(Database database, Consumer<TurnResult> each, Cancellation cancellation) {
        var queries = new RunQueries(database);
        try (var recorder = Recorder.ofReplays(database, prices)) {
            new ConversationReplay(way(queries), queries).make(recorder, each, cancellation);
        }
    }
}
