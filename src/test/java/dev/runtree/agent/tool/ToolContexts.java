package dev.runtree.agent.tool;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.SpanId;

/** What tools are called with where no run is. */
public final class ToolContexts {
    private static final Recorder RECORDER = Recorder.off();

    private ToolContexts() {}

    public static ToolContext none() {
        var id = new SpanId("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
        return new ToolContext(
                id.runId(), "c1", "ana", "s-1", new SessionState(), new Cancellation(), RECORDER.beneath(id), null);
    }
}
