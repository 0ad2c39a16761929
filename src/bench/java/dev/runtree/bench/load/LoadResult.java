package dev.runtree.bench.load;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What became of a load. Counts are spans unless they say otherwise. */
public final class LoadResult {
    private static final double BYTES_OF_MEBIBYTE = 1 << 20;

    final AtomicLong bodies = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong givenUp = new AtomicLong();
    final AtomicLong retries = new AtomicLong();
    final AtomicLong waitedAsTold = new AtomicLong();
    final Latencies latencies = new Latencies();
    final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    volatile long nanos;

    /** Spans that were sent at least once, without those of later attempts. */
    public long sent() {
        return sent.get();
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    /** By the receiver, with its whole body or alone. */
    public long refused() {
        return refused.get();
    }

    /** The answer that never came, or was "later" until patience ended. */
    public long givenUp() {
        return givenUp.get();
    }

    /** From the first sending to the last answer. */
    public Duration took() {
        return Duration.ofNanos(nanos);
    }

    public double spansPerSecond() {
        return acknowledged() * 1e9 / nanos;
    }

    /** From the first time that a body was sent to its acknowledgement. */
    public Latencies latencies() {
        return latencies;
    }

    /** What the receiver last said against a body; {@code null} when it took all. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    /** Two lines, and a third if there was trouble. */
    @Override
    public String toString() {
        var seconds = nanos / 1e9;
        var mebibytes = bytes.get() / BYTES_OF_MEBIBYTE;
        return String.format(
                        Locale.ROOT,
                        "sent %,d spans in %,d bodies (%,.1f MiB): acknowledged %,d, refused %,d, given up %,d;"
                                + " %.1f s, %,.0f spans/s, %.1f MiB/s%n",
                        sent(),
                        bodies.get(),
                        mebibytes,
                        acknowledged(),
                        refused(),
                        givenUp(),
                        seconds,
                        spansPerSecond(),
                        mebibytes / seconds)
                + String.format(
                        Locale.ROOT,
                        "acknowledged after %s; %,d retries, of which %,d waited as Retry-After told",
                        latencies,
                        retries.get(),
                        waitedAsTold.get())
                + (trouble() == null ? "" : String.format("%nthe last trouble: %s", trouble()));
    }
}
