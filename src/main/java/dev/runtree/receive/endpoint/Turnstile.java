package dev.runtree.receive.endpoint;

import java.time.Duration;

/** Counts the requests that are inside, and lets none in any more once it is closed. */
final class Turnstile {
    private int inside;
    private boolean closed;

    /** Whether one more may come in. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Lets nobody in, and returns when all have left, or after so long. */
    synchronized void close(Duration longest) {
        closed = true;
        var end = System.nanoTime() + longest.toNanos();
        try {
            for (var left = longest;
                    inside > 0 && left.isPositive();
                    left = Duration.ofNanos(end - System.nanoTime())) {
                wait(Math.max(1, left.toMillis()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
