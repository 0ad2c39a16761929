package dev.runtree.agent;

import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.frame.Frames;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.agent.trace.SpanFrame;
import dev.runtree.model.RunStatus;
import dev.runtree.store.PausedRun.Asked;
import dev.runtree.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays down runs that wait for a decision: from then on they are rows, and nothing of them is held here. */
final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    private static final int STORED_WITHIN_SECONDS = 10;

    private final Engine engine;

    Pauses(Engine engine) {
        this.engine = engine;
    }

    /** What came of a run as a whole, which is stored first when it waits; of one that is lost it means nothing. */
    RunOutput output(Component component, Ran ran, Hold hold, PauseListener told) {
        var frame = ran.frame();
        if (frame == null) {
            return ran.output();
        }
        if (hold.isLost()) {
            hold.drop(frame);
            return ran.output();
        }
        var output = paused(component, ran.output(), frame, hold);
        if (!hold.isLost()) {
            told.release(output);
        }
        return output;
    }

    private RunOutput paused(Component component, RunOutput output, Frame frame, Hold hold) {
        if (frame.all().allMatch(each -> each.waiting().isEmpty())) {
            return failed(frame, output, hold, "the run waits for nothing that anybody could decide");
        }
        // Before the row is there: whoever takes the run up opens the same spans again, perhaps in this process.
        var stored = layDown(frame);
        try {
            if (hold.pause(Frames.write(frame), asked(component, frame, hold))) {
                await(stored);
                return output.withStored(stored);
            }
            return failed(frame, output, hold, "an approval is needed, and this process was not heard of for too long");
        } catch (StoreException e) {
            LOG.warn("The run {} could not be paused", frame.runId(), e);
            return failed(
                    frame, output, hold, "an approval is needed, and the run could not be paused: " + e.getMessage());
        }
    }

    private RunOutput failed(Frame frame, RunOutput output, Hold hold, String why) {
        if (!hold.end(frame.runId(), RunStatus.ERROR)) {
            hold.drop(frame);
            return output;
        }
        var failed = output.ended(RunStatus.ERROR, why, end(frame, hold, root -> root.fail("pause", why, null)));
        engine.ended(frame, failed);
        return failed;
    }

    /** Whoever is told of the pause may end this process: what the run did until now is stored then, or on disk. */
    private static void await(CompletableFuture<Void> stored) {
        try {
            stored.get(STORED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("What a paused run did is not stored yet", e);
        }
    }

    private CompletableFuture<Void> layDown(Frame frame) {
        var open = frame.all().flatMap(Frame::openSpans).map(SpanFrame::spanId).collect(Collectors.toSet());
        return engine.recorder().layDown(frame.span().traceId(), open);
    }

    private static List<Asked> asked(Component top, Frame frame, Hold hold) {
        var known = Components.byId(List.of(top));
        return frame.all()
                .flatMap(each -> each.waiting().stream().map(waiting -> {
                    var here = hold.asked(waiting.id());
                    var asking = known.getOrDefault(each.componentId(), top);
                    return here == null ? Approvals.asked(asking, each.runId(), waiting, null) : here;
                }))
                .toList();
    }

    /** How a run's own span ends. */
    interface End {
        CompletableFuture<Void> of(RunSpan root);
    }

    /**
     * Ends all spans of a run that does not go on, those of its steps as cancelled.
     *
     * @return completes when they are stored
     */
    CompletableFuture<Void> end(Frame frame, Hold hold, End how) {
        var open = new ArrayList<>(frame.all().flatMap(Frame::openSpans).toList());
        open.removeIf(span -> span.spanId().equals(frame.span().spanId()));
        var root = RunSpan.of(hold.reopen(frame.span()));
        for (var span : open.reversed()) {
            hold.reopen(span).cancelled("the run ended");
        }
        return how.of(root);
    }
}
