package dev.runtree.agent.background;

import dev.runtree.agent.hook.BackgroundEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a hook once, and does not wait for it for ever. */
final class HookCall {
    private static final Logger LOG = LoggerFactory.getLogger(HookCall.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private HookCall() {}

    interface Work {
        void run() throws Exception;
    }

    /**
     * @param limit after which it is interrupted and has failed
     * @return why it failed; {@code null} when it went well
     * @throws InterruptedException when this thread is interrupted; the hook then is too
     */
    static @Nullable Throwable make(BackgroundEvent event, Duration limit, Work work) throws InterruptedException {
        var end = new CompletableFuture<Void>();
        var thread = Thread.ofVirtual().name("runtree-hook " + event.hook()).start(() -> {
            try {
                work.run();
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            return overdue(thread, event, limit);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    private static Throwable overdue(Thread thread, BackgroundEvent event, Duration limit) throws InterruptedException {
        var told = limit.toString().substring(2).toLowerCase(Locale.ROOT);
        thread.interrupt();
        if (!thread.join(GRACE)) {
            LOG.warn("The hook {} takes longer than {} and does not let itself be interrupted", event.hook(), told);
        }
        return new TimeoutException("the hook took longer than " + told);
    }

    static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
