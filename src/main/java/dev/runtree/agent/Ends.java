package dev.runtree.agent;

import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.SpanFrame;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.RunStatus;
import java.util.stream.Stream;

/** How steps end that do not end by themselves. */
final class Ends {
    private Ends() {}

    /** Ends a step whose run was ended: by somebody, or because its time was over. */
    static void stopped(StepSpan step, Cancellation signal, RunStopped stop) {
        if (signal.isLate()) {
            step.fail("timeout", stop.reason(), null);
        } else {
            step.cancelled(stop.reason());
        }
    }

    /** Ends runs that had paused and do not go on: what is open of them, and their hooks hear of it. */
    static void abandoned(Engine engine, Hold hold, Stream<Frame> frames, String why) {
        frames.flatMap(Frame::all).forEach(frame -> {
            abandonedSpans(hold, frame.openSpans(), why);
            if (!hold.isLost()) {
                engine.ended(frame, RunOutput.of(frame, RunStatus.CANCELLED, why));
            }
        });
    }

    /** Ends steps that were left open, the inner ones first. */
    static void abandonedSpans(Hold hold, Stream<SpanFrame> spans, String why) {
        for (var span : spans.toList().reversed()) {
            hold.reopen(span).cancelled(why);
        }
    }

    /** What a failure says, in one line. */
    static String line(Throwable problem) {
        var message = problem.getMessage();
        return message == null || message.isBlank()
                ? problem.getClass().getName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
