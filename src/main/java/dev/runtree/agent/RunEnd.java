package dev.runtree.agent;

import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.secret.Retold;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.model.RunStatus;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends: its span, and what is given out, say the same. Of one that is lost to another process nothing is written but
 * the end of what was opened here anew.
 */
final class RunEnd {
    private final RunPlace place;
    private final RunSpan span;
    private final Output output;

    /** Makes what is given out. */
    interface Output {
        /** @param stored completes when it is committed */
        RunOutput of(RunStatus status, String content, @Nullable String error, CompletableFuture<Void> stored);
    }

    RunEnd(RunPlace place, RunSpan span, Output output) {
        this.place = place;
        this.span = span;
        this.output = output;
    }

    RunOutput well(String content) {
        return over(RunStatus.OK, content, null, () -> span.end(content));
    }

    RunOutput failed(String type, String line) {
        return over(RunStatus.ERROR, "", line, () -> span.fail(type, line, null));
    }

    /** By one of its hooks or guardrails, with an answer of theirs or none. */
    RunOutput stopped(StopRun stop) {
        var answer = stop.answer();
        if (answer == null) {
            return failed("stopped", "stopped by a hook: " + stop.reason());
        }
        span.step().set("runtree.stopped", stop.reason());
        return well(answer);
    }

    /** By somebody, or because its time was over. */
    RunOutput broken(RunStopped stop) {
        return place.thread().signal().isLate()
                ? failed("timeout", stop.reason())
                : over(RunStatus.CANCELLED, "", stop.reason(), () -> span.cancelled(stop.reason()));
    }

    /** By an error of the program. */
    RunOutput thrown(Throwable problem) {
        var told = place.told(problem);
        var line = Ends.line(told);
        return over(RunStatus.ERROR, "", line, () -> span.fail(Retold.typeOf(told), line, told));
    }

    private RunOutput over(
            RunStatus status, String content, @Nullable String error, Supplier<CompletableFuture<Void>> end) {
        var isOurs = place.scope().hold().end(place.run().runId(), status);
        // Of a run that is lost, what was opened here anew is ended here as well, and what was there before is not.
        var stored = end.get();
        return isOurs
                ? output.of(status, content, error, stored)
                : output.of(RunStatus.CANCELLED, "", Hold.TAKEN, stored);
    }
}
