package dev.runtree.model.watch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many approvals nobody had decided, over time and now.
 *
 * @param depths of the course, one for each stretch
 * @param waiting how many there are now, whenever they were asked for
 * @param oldest some of them, the one that waits longest first
 * @param now how long people took in the range
 * @param before in the period before, which is as long
 */
public record QueueDepth(
        Course course, List<Depth> depths, long waiting, List<Asked> oldest, Decided now, Decided before) {
    public QueueDepth {
        depths = List.copyOf(depths);
        oldest = List.copyOf(oldest);
    }

    /** The most that waited at once in the range. */
    public long peak() {
        return depths.stream().mapToLong(Depth::most).max().orElse(0);
    }

    /** How many waited at the end of a stretch, and the most at once within it. */
    public record Depth(long last, long most) {}

    /**
     * One that waits.
     *
     * @param runId of the run that waits
     */
    public record Asked(
            String id,
            String runId,
            @Nullable String tool,
            @Nullable String by,
            @Nullable String user,
            Instant at) {}

    /**
     * What people decided.
     *
     * @param median how long half of them waited at most, in nanoseconds; {@code null} when none was decided
     */
    public record Decided(long count, @Nullable Long median) {}
}
