package dev.runtree.agent;

import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.hook.BackgroundHooks;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls background hooks once, after the answer, where there is no database to keep their events for. */
final class HooksAtOnce implements BackgroundHooks, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HooksAtOnce.class);

    private final Caller caller;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HooksAtOnce(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void add(BackgroundEvent event) {
        threads.execute(() -> {
            try {
                caller.call(event, 1);
            } catch (Exception e) {
                LOG.warn("The background hook {} of {} failed", event.hook(), event.on(), e);
            }
        });
    }

    /** Waits for those that were begun. */
    @Override
    public void close() {
        threads.close();
    }
}
