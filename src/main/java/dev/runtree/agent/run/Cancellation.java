package dev.runtree.agent.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signal that ends what is going on: a run with all that it has started. Given once, it stays. Safe for use by several
 * threads.
 *
 * <p>Long work asks {@link #check} now and then, or says with {@link #onCancel} how it can be broken off. The thread of a
 * tool is interrupted as well.
 */
public final class Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final Set<Registration> registrations = ConcurrentHashMap.newKeySet();

    /** @param late whether time ran out, rather than somebody having had enough */
    private record Stop(String reason, boolean late) {}

    /** Takes back what was said to be done. */
    public final class Registration implements AutoCloseable {
        private final Runnable action;

        private Registration(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            registrations.remove(this);
        }
    }

    /**
     * Ends it, on this thread, for the first time only.
     *
     * @param reason why, in a few words: {@code by ana}
     */
    public void cancel(String reason) {
        end(new Stop(reason, false));
    }

    /**
     * Ends it because it took too long: the run is then one that failed.
     *
     * @param reason such as {@code the run took longer than 30 s}
     */
    public void expire(String reason) {
        end(new Stop(reason, true));
    }

    private void end(Stop told) {
        if (stop.compareAndSet(null, told)) {
            registrations.forEach(this::fire);
        }
    }

    private void fire(Registration registration) {
        if (registrations.remove(registration)) {
            try {
                registration.action.run();
            } catch (RuntimeException e) {
                LOG.warn("Something could not be broken off", e);
            }
        }
    }

    public boolean isCancelled() {
        return stop.get() != null;
    }

    /** Whether it ended because it took too long. */
    public boolean isLate() {
        var told = stop.get();
        return told != null && told.late();
    }

    /** Why it was ended; {@code null} as long as it is not. */
    public @Nullable String reason() {
        var told = stop.get();
        return told == null ? null : told.reason();
    }

    /** @throws RunStopped when it was ended */
    public void check() {
        var told = stop.get();
        if (told != null) {
            throw new RunStopped(told.reason());
        }
    }

    /** Does this when it is ended, at once when it has been; until the registration is closed. */
    public Registration onCancel(Runnable action) {
        var registration = new Registration(action);
        registrations.add(registration);
        if (isCancelled()) {
            fire(registration);
        }
        return registration;
    }

    /** One that ends with this one, and can be ended by itself. Let go of with {@link Child#close}. */
    public Child child() {
        return new Child(this);
    }

    /** A signal of its own that also hears its parent's. */
    public static final class Child implements AutoCloseable {
        private final Cancellation own = new Cancellation();
        private final Registration registration;

        private Child(Cancellation parent) {
            this.registration = parent.onCancel(() -> own.follow(parent));
        }

        public Cancellation signal() {
            return own;
        }

        @Override
        public void close() {
            registration.close();
        }
    }

    private void follow(Cancellation parent) {
        var told = parent.stop.get();
        if (told != null) {
            end(told);
        }
    }
}
