package dev.runtree.store;

import dev.runtree.store.RunPage.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Goes through runs in an order. What indexes answer is one slice. For any other filter a slice is a stretch of time with some
 * thousand runs of those that an index finds, so that each statement is short, and what was found can be shown before all was
 * looked at.
 */
final class RunSlices {
    static final String NEWEST_FIRST = RunOrder.NEWEST_FIRST.sql();

    private static final int FIRST = 2_000;
    private static final int LARGEST = 50_000;

    /** Looking at the steps of a run takes as long as looking at dozens of runs, and at their payloads still longer. */
    private static final int FIRST_WITH_STEPS = 100;

    private static final long SHORT_NANOS = 150_000_000;

    private final Reading reading;
    private final RunOrder order;
    private final long start = System.nanoTime();
    private FilterSql.Split filter;
    private final long giveUp;
    private @Nullable Place place;
    private int size;
    private long begun;
    private boolean isBegun;
    private boolean isLast;
    private @Nullable Sql slice;
    private long looked;
    private int full;
    private Sql where = Sql.of("true");

    /** Newest first. */
    RunSlices(Reading reading, FilterSql.Split filter, @Nullable Place after, Duration patience) {
        this(reading, filter, RunOrder.NEWEST_FIRST, after, patience);
    }

    /** @param patience after which no further slice should be begun */
    RunSlices(Reading reading, FilterSql.Split filter, RunOrder order, @Nullable Place after, Duration patience) {
        this.reading = reading;
        this.filter = filter;
        this.order = order;
        this.place = after;
        this.size = filter.steps().any() ? FIRST_WITH_STEPS : FIRST;
        this.giveUp = start + patience.toNanos();
    }

    /** Goes to the next slice, if there is one and patience is left. */
    boolean next() throws SQLException {
        if (isLast || (isBegun && System.nanoTime() > giveUp)) {
            return false;
        }
        if (!isBegun) {
            filter = RareTools.narrowed(reading, filter);
        }
        if (filter.isIndexed() || filter.isFew()) {
            if (filter.steps().any()) {
                lookAtStepsByTrace();
            }
            where = behind(filter.whole());
            isLast = true;
            place = null;
            return true;
        }
        if (!isBegun) {
            // Else a slice that looks small to the planner is read from somewhere else and sorted.
            reading.set("enable_sort", "off");
            reading.set("enable_seqscan", "off");
            reading.set("enable_bitmapscan", "off");
            if (filter.steps().any()) {
                lookAtStepsByTrace();
            }
        }
        isBegun = true;
        var end = reading.first(
                Sql.of("SELECT start_time FROM runtree_runs WHERE ")
                        .plus(behind(filter.indexed()))
                        .plus(order.sql() + " OFFSET ? LIMIT 1", size),
                row -> PgTime.nanos(row.getObject(1, OffsetDateTime.class), 0));
        looked += full;
        full = end.isPresent() ? size : 0;
        slice = behind(filter.indexed());
        where = behind(filter.whole());
        isLast = end.isEmpty();
        place = null;
        if (end.isPresent()) {
            where = order.upTo(where, end.get());
            slice = order.upTo(slice, end.get());
            place = new Place(end.get(), null);
        }
        grow();
        return true;
    }

    /** Nothing else knows which days to look into. */
    private void lookAtStepsByTrace() throws SQLException {
        reading.set("enable_seqscan", "off");
        reading.set("enable_hashjoin", "off");
        reading.set("enable_mergejoin", "off");
    }

    private void grow() {
        var now = System.nanoTime();
        if (!filter.steps().any()) {
            size = Math.min(4 * size, LARGEST);
        } else if (begun != 0) {
            size = now - begun < SHORT_NANOS ? Math.min(2 * size, LARGEST) : Math.max(size / 2, FIRST_WITH_STEPS);
        }
        begun = now;
    }

    /** What holds for the matching runs of this slice. */
    Sql where() {
        return where;
    }

    /** Whether it has taken so long that what was found should be shown. */
    boolean tookLong() {
        return System.nanoTime() - start > SHORT_NANOS;
    }

    /**
     * About how many runs were looked at one by one; none where an index answers.
     *
     * @param last where it was ended within a slice; {@code null} when each was gone through
     */
    long looked(@Nullable Place last) throws SQLException {
        if (slice == null || (last == null && full > 0)) {
            return looked + full;
        }
        var of = Sql.of("SELECT count(*) FROM runtree_runs WHERE ").plus(slice);
        if (last != null) {
            of = of.plus(" AND NOT (").plus(order.behind(Sql.of("true"), last)).plus(")");
        }
        return looked + reading.list(of, row -> row.getLong(1)).getFirst();
    }

    /** Behind what the next slice begins; {@code null} behind the last. */
    @Nullable Place end() {
        return place;
    }

    private Sql behind(Sql sql) {
        return place == null ? sql : order.behind(sql, place);
    }
}
