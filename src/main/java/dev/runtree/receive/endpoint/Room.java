package dev.runtree.receive.endpoint;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that requests may fill between their first byte and their answer. Nobody waits for it: who finds none is refused. */
final class Room {
    /** What a request takes beside its bytes. Keeps a flood of tiny ones bounded, too. */
    private static final long REQUEST = 2_048;

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    long taken() {
        return taken.get();
    }

    /** @throws Refused when there is no room for one more request */
    Share enter() {
        var share = new Share();
        share.take(REQUEST);
        return share;
    }

    /** What one request takes. */
    final class Share {
        private long held;
        private boolean left;

        /** @throws Refused when there is not so much room; what was taken before stays taken */
        synchronized void take(long bytes) {
            if (left) {
                throw new Refused(Why.UNAVAILABLE, "The request has ended");
            }
            if (taken.addAndGet(bytes) > most) {
                taken.addAndGet(-bytes);
                throw new Refused(Why.BUSY, "Too much is waiting to be stored: send it again in a moment", RETRY);
            }
            held += bytes;
        }

        synchronized void giveBack(long bytes) {
            taken.addAndGet(-bytes);
            held -= bytes;
        }

        /** Gives everything back; a second time does nothing. */
        synchronized void leave() {
            taken.addAndGet(-held);
            held = 0;
            left = true;
        }
    }
}
