package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many runs started when: those that match a filter in front of all there are.
 *
 * @param since when the first bucket begins
 * @param width of each bucket
 * @param isWhole whether all that match were counted
 * @param looked how many of the newest that match were counted, where that is not so
 * @param outliers the runs that took or cost far more than the others, earliest first
 */
public record RunCourse(
        Instant since, Duration width, List<Bucket> buckets, boolean isWhole, long looked, List<Outlier> outliers) {
    public static final RunCourse NONE =
            new RunCourse(Instant.EPOCH, Duration.ofHours(1), List.of(), true, 0, List.of());

    public RunCourse {
        buckets = List.copyOf(buckets);
        outliers = List.copyOf(outliers);
    }

    /**
     * The runs that started in a stretch of time.
     *
     * @param all whatever the filter says; at least {@code matching}
     * @param errors how many of the matching ones failed
     */
    public record Bucket(long all, long matching, long errors) {}

    /**
     * A run that stands out.
     *
     * @param isSlow whether it took far longer than the others
     * @param isDear whether it cost far more
     */
    public record Outlier(
            SpanId run,
            Instant start,
            boolean isSlow,
            boolean isDear,
            long millis,
            @Nullable BigDecimal cost) {}

    /** When a bucket begins; of one behind the last, when that ends. */
    public Instant start(int bucket) {
        return since.plus(width.multipliedBy(bucket));
    }

    public long matching() {
        return buckets.stream().mapToLong(Bucket::matching).sum();
    }

    public long all() {
        return buckets.stream().mapToLong(Bucket::all).sum();
    }
}
