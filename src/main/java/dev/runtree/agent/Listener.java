package dev.runtree.agent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells events to whoever listens. A listener that fails is told nothing more; the run goes on. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private @Nullable Consumer<AgentEvent> target;

    Listener(@Nullable Consumer<AgentEvent> target) {
        this.target = target;
    }

    /** Whether anybody listens. */
    boolean isHeard() {
        return target != null;
    }

    /** One for other threads: what it is told is told on the thread of the run whose inbox this is. */
    Listener through(Inbox inbox) {
        return isHeard() ? new Listener(event -> inbox.post(() -> tell(event))) : new Listener(null);
    }

    void tell(AgentEvent event) {
        if (target == null) {
            return;
        }
        try {
            target.accept(event);
        } catch (RuntimeException e) {
            LOG.warn(
                    "A listener failed at {}; it is told no more of this run",
                    event.getClass().getSimpleName(),
                    e);
            target = null;
        }
    }
}
