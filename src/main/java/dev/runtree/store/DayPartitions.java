package dev.runtree.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of {@code runtree_spans} and of the contents that they share, one a UTC day, made ahead by {@link Upkeep} or
 * when the first span of the day comes. Days older than retention and days to come stay in the default partitions: wrong
 * clocks and old imports make no tables.
 *
 * <p>A partition is a matter of speed: when one cannot be made now, spans go to the default partition and move later.
 */
final class DayPartitions {
    /** Days for which there is a partition before anything comes. */
    private static final int AHEAD = 2;

    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    private static final long MUCH_BYTES = 64L << 20;
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofMinutes(1);
    private static final Duration LONG_BEFORE_TRYING_AGAIN = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DayPartitions.class);

    private final Clock clock;
    private final PartitionMaker maker;
    private final LastWrites lastWrites;
    private final Horizon horizon;

    /** Days with a partition, and days that it could not be made for, until when that is left at it. */
    private final Map<LocalDate, Instant> settled = new ConcurrentHashMap<>();

    DayPartitions(DataSource database, Clock clock) {
        this(database, clock, MUCH_BYTES);
    }

    DayPartitions(DataSource database, Clock clock, long muchBytes) {
        this.clock = clock;
        this.maker = new PartitionMaker(new Transactions(database, LIMIT), muchBytes);
        this.lastWrites = new LastWrites(database, clock);
        this.horizon = new Horizon(database, clock);
    }

    /** Makes what is missing for spans that start at these times, in transactions of its own. */
    void prepare(LongStream startNanos) throws SQLException {
        var today = today();
        var others = new TreeSet<LocalDate>();
        var missing = new TreeSet<LocalDate>();
        for (var day : days(startNanos)) {
            if (!day.equals(today)) {
                others.add(day);
            }
            if (!isSettled(day) && !day.isAfter(today.plusDays(AHEAD))) {
                missing.add(day);
            }
        }
        lastWrites.note(others);
        for (var day : missing) {
            if (!day.isBefore(today.minusDays(horizon.days()))) {
                make(day);
            }
        }
    }

    /**
     * Makes the partitions that another database has, for its rows to be copied into. Whatever their age, and without noting a
     * write: when they were last written is copied with them.
     *
     * @param days as {@code 20261125}
     */
    void makeAll(Collection<String> days) throws SQLException {
        for (var day : days) {
            make(LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
        }
    }

    /** Notes that log records of these times will be written, which have no partitions. */
    void prepareLogs(LongStream nanos) throws SQLException {
        var others = days(nanos);
        others.remove(today());
        lastWrites.note(others);
    }

    private static SortedSet<LocalDate> days(LongStream nanos) {
        return nanos.map(time -> Math.floorDiv(time, NANOS_OF_DAY))
                .distinct()
                .mapToObj(LocalDate::ofEpochDay)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Makes the partitions of today and the next days, so that no writer has to wait for them. */
    void ahead() throws SQLException {
        maker.tidy();
        var today = today();
        for (var day = today; !day.isAfter(today.plusDays(AHEAD)); day = day.plusDays(1)) {
            make(day);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private boolean isSettled(LocalDate day) {
        var until = settled.get(day);
        return until != null && clock.instant().isBefore(until);
    }

    private void make(LocalDate day) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            try {
                maker.make(day);
                settled.put(day, Instant.MAX);
                return;
            } catch (SQLException e) {
                switch (String.valueOf(e.getSQLState())) {
                    case "55P03" -> {
                        if (attempt == ATTEMPTS) {
                            leaveIt(day, BEFORE_TRYING_AGAIN, "the tables are in use", e);
                            return;
                        }
                        pause();
                    }
                    case "42501" -> {
                        leaveIt(day, BEFORE_TRYING_AGAIN, "the user does not own the tables", e);
                        return;
                    }
                    case "57014" -> {
                        leaveIt(day, LONG_BEFORE_TRYING_AGAIN, "the default one takes too long to look through", e);
                        return;
                    }
                    default -> throw e;
                }
            }
        }
    }

    private void leaveIt(LocalDate day, Duration pause, String why, SQLException e) {
        settled.put(day, clock.instant().plus(pause));
        LOG.warn("The partition of {} cannot be made now, since {}; its spans go to the default one", day, why, e);
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a lock", e);
        }
    }
}
