package dev.runtree.ui.replay;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Run;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.replay.many.Attempt;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.ManyOutlook;
import dev.runtree.replay.many.ManyReplays;
import dev.runtree.replay.many.ReadRun;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Many replays as the reader has asked for them. Everything about them can be worked out on any thread.
 *
 * @param environment where keys and addresses of models are taken from
 */
public record ManyRequest(List<Run> runs, ManyChoices choices, Map<String, String> environment, Prices prices) {

    /** Nobody is asked in the middle of many replays: a call that was never recorded ends its replay. */
    private static final ToolSettings TOOLS = new ToolSettings(
            LiveTools.none(), false, true, (tool, arguments) -> false, call -> new MissingCall.Decision.Stop());

    public ManyRequest {
        runs = List.copyOf(runs);
    }

    /** Each of them. */
    List<Attempt> attempts() {
        return ManyReplays.attempts(runs, choices.models(), choices.times());
    }

    /** What is to be known before they begin. */
    ManyOutlook outlook(List<ReadRun> read) {
        return choices.isLive()
                ? ManyOutlook.live(read, choices.models(), choices.times(), choices.limits(), models(), prices, TOOLS)
                : ManyOutlook.recorded(read);
    }

    /** Makes them; on a thread that may wait. */
    void make(Database database, Consumer<AttemptResult> each, Cancellation cancellation) {
        try (var recorder = Recorder.ofReplays(database, prices)) {
            replays(new RunQueries(database), recorder).make(attempts(), each, cancellation);
        }
    }

    private ManyReplays replays(RunQueries queries, Recorder recorder) {
        return choices.isLive()
                ? new ManyReplays(
                        queries, recorder, models(), prices, TOOLS, choices.limits(), ManyReplays.Forking.WHOLE)
                : ManyReplays.recorded(queries, recorder);
    }

    private Models models() {
        return new Models(Path.of(""), environment);
    }
}
