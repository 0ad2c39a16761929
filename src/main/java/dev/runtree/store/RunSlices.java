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
    private final FilterSql.Split filter;
    private final RunOrder order;
    private final long giveUp;
    private @Nullable Place place;
    private int size;
    private long begun;
    private boolean isBegun;
    private boolean isLast;
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
        this.size = filter.asksSteps() ? FIRST_WITH_STEPS : FIRST;
        this.giveUp = System.nanoTime() + patience.toNanos();
    }

    /** Goes to the next slice, if there is one and patience is left. */
    boolean next() throws SQLException {
        if (isLast || (isBegun && System.nanoTime() > giveUp)) {
            return false;
        }
        if (filter.isIndexed()) {
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
            if (filter.asksSteps()) {
                // Each run's steps by their trace: nothing else knows which days to look into.
                reading.set("enable_hashjoin", "off");
                reading.set("enable_mergejoin", "off");
            }
        }
        isBegun = true;
        var end = reading.first(
                Sql.of("SELECT start_time FROM runtree_runs WHERE ")
                        .plus(behind(filter.indexed()))
                        .plus(order.sql() + " OFFSET ? LIMIT 1", size),
                row -> PgTime.nanos(row.getObject(1, OffsetDateTime.class), 0));
        where = behind(filter.whole());
        isLast = end.isEmpty();
        place = null;
        if (end.isPresent()) {
            where = order.upTo(where, end.get());
            place = new Place(end.get(), null);
        }
        grow();
        return true;
    }

    private void grow() {
        var now = System.nanoTime();
        if (!filter.asksSteps()) {
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

    /** Behind what the next slice begins; {@code null} behind the last. */
    @Nullable Place end() {
        return place;
    }

    private Sql behind(Sql sql) {
        return place == null ? sql : order.behind(sql, place);
    }
}
