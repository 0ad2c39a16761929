package dev.runtree.receive.endpoint;

import dev.runtree.receive.endpoint.EndpointStatus.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of requests. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final int PARTLY = 200;

    private final Room room;
    private final Runnable changed;

    private long requests;
    private long spans;
    private long logs;
    private long refused;
    private @Nullable Sender lastSender;
    private @Nullable Instant lastStored;
    private @Nullable Refusal lastRefusal;

    /** @param changed is told after each request, by whatever thread answers it */
    Tally(Room room, Runnable changed) {
        this.room = room;
        this.changed = changed;
    }

    void stored(Taken taken) {
        synchronized (this) {
            requests++;
            spans += taken.spans();
            logs += taken.logs();
            if (taken.sender() != null) {
                lastSender = taken.sender();
                lastStored = Instant.now();
            }
            if (taken.rejected() > 0) {
                var reason = taken.reason() == null ? "not told" : taken.reason();
                var userAgent = taken.sender() == null ? null : taken.sender().userAgent();
                lastRefusal = new Refusal(Instant.now(), PARTLY, reason, userAgent);
            }
        }
        changed.run();
    }

    void refused(Refused refusal, @Nullable String userAgent) {
        synchronized (this) {
            // Once, however often it is tried again.
            if (lastRefusal == null || !lastRefusal.reason().equals(refusal.getMessage())) {
                LOG.info(
                        "Refused a request of {} with {}: {}",
                        userAgent,
                        refusal.why().http(),
                        refusal.getMessage());
            }
            requests++;
            refused++;
            lastRefusal = new Refusal(Instant.now(), refusal.why().http().code(), refusal.getMessage(), userAgent);
        }
        changed.run();
    }

    synchronized EndpointStatus status() {
        return new EndpointStatus(requests, spans, logs, refused, lastSender, lastStored, lastRefusal, room.taken());
    }
}
