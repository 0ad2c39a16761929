package dev.runtree.store;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What retention would remove now.
 *
 * @param days whose partitions would go, in the order in which they go
 * @param bytes that the tables of steps take now
 * @param obstacle why the size that was set cannot be kept; {@code null} when it can
 */
public record RetentionPlan(
        RetentionPolicy policy,
        List<Day> days,
        long bytes,
        @Nullable String obstacle) {
    public RetentionPlan {
        days = List.copyOf(days);
    }

    /**
     * A day that goes.
     *
     * @param spans about how many
     * @param forSize whether it goes because of the size that was set; else because of its age
     */
    public record Day(LocalDate day, long spans, long bytes, boolean forSize) {}

    /** What the tables of steps would take afterwards, in bytes. */
    public long bytesAfter() {
        return bytes - days.stream().mapToLong(Day::bytes).sum();
    }
}
