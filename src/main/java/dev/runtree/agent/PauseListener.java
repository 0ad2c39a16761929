package dev.runtree.agent;

import dev.runtree.model.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds back that runs have paused until they are stored: who is told of a pause finds what is waited for. For one run as a
 * whole.
 */
final class PauseListener {
    private final Listener listener;
    private final List<AgentEvent.Ended> held = new ArrayList<>();

    PauseListener(@Nullable Consumer<AgentEvent> target) {
        this.listener = new Listener(target);
    }

    /** For the run. */
    Listener ofRun() {
        return listener.isHeard() ? new Listener(this::tell) : listener;
    }

    private synchronized void tell(AgentEvent event) {
        if (event instanceof AgentEvent.Ended end && end.output().status() == RunStatus.PAUSED) {
            held.add(end);
        } else {
            listener.tell(event);
        }
    }

    /** The pauses, as they are stored; that of the run itself with what came of it. */
    synchronized void release(RunOutput output) {
        for (var end : held) {
            var isOwn = end.run().runId().equals(output.runId());
            listener.tell(isOwn ? new AgentEvent.Ended(end.run(), output) : end);
        }
        held.clear();
    }
}
