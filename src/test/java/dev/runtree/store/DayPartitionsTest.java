package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DayPartitionsTest {
    /** The common pool has one thread on a machine of two cores. */
    private static final Executor THREADS = work -> Thread.ofPlatform().daemon().start(work);

    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final AtomicInteger TRACES = new AtomicInteger();
    private static final AtomicInteger TESTS = new AtomicInteger();

    /** A day of its own for each test, years apart. */
    private final Instant noon =
            Instant.parse("2030-03-10T12:00:00Z").plus(Duration.ofDays(400L * TESTS.getAndIncrement()));

    private final SettableClock clock = new SettableClock(noon);
    private final LocalDate today = LocalDate.ofInstant(noon, ZoneOffset.UTC);

    @Test
    void todayAndTheNextTwoDaysAreMadeAheadAndTwice() throws SQLException {
        var first = new DayPartitions(DB.database().dataSource(), clock);
        var second = new DayPartitions(DB.database().dataSource(), clock);
        var both = List.of(
                CompletableFuture.runAsync(() -> ahead(first), THREADS),
                CompletableFuture.runAsync(() -> ahead(second), THREADS));
        both.forEach(CompletableFuture::join);
        for (var day = 0; day <= 2; day++) {
            assertThat(isThere(today.plusDays(day))).as("day %d", day).isTrue();
        }
        assertThat(isThere(today.plusDays(3))).isFalse();
        first.ahead();
    }

    @Test
    void ofWhatWasSaidTheServerKeepsNoSamples() {
        ahead(new DayPartitions(DB.database().dataSource(), clock));
        var unsampled = "SELECT count(*) FROM pg_attribute WHERE attstattarget = 0 AND attrelid = '%s'::regclass";
        for (var table : DayTable.values()) {
            assertThat(number(unsampled.formatted(table.partition(today))))
                    .as(table.parent())
                    .isPositive()
                    .isEqualTo(number(unsampled.formatted(table.parent())));
        }
    }

    @Test
    void oldAndFarDaysStayInTheDefaultPartition() {
        try (var writer = writer()) {
            for (var at : List.of("1970-01-01T00:00:00Z", "2199-01-01T00:00:00Z")) {
                writer.write(List.of(span(Instant.parse(at))));
            }
            writer.write(List.of(span(noon.minus(Duration.ofDays(91)))));
            writer.write(List.of(span(noon.plus(Duration.ofDays(3)))));
            writer.write(List.of(span(noon.minus(Duration.ofDays(89)))));
        }
        assertThat(isThere(today.minusDays(91))).isFalse();
        assertThat(isThere(today.plusDays(3))).isFalse();
        assertThat(isThere(today.minusDays(89))).isTrue();
        assertThat(
                        number(
                                "SELECT count(*) FROM runtree_spans_default WHERE start_time IN ('1970-01-01Z', '2199-01-01Z')"))
                .isEqualTo(2);
    }

    @Test
    void whatCameWhileTheClockWasBackMovesWhenItsDayIsMade() throws SQLException {
        clock.set(noon.minus(Duration.ofDays(10)));
        var late = span(noon);
        try (var writer = writer()) {
            writer.write(List.of(late));
        }
        assertThat(isThere(today)).isFalse();
        clock.set(noon);
        ahead(new DayPartitions(DB.database().dataSource(), clock));
        assertThat(number("SELECT count(*) FROM " + DayTable.SPANS.partition(today)))
                .isEqualTo(1);
        assertThat(new RunQueries(DB.database()).payload(late.span().id()).fetch())
                .isPresent();
    }

    @Test
    void aLargeDefaultPartitionIsNotLookedThroughUnderTheLock() throws SQLException {
        var maker = new PartitionMaker(new Transactions(DB.database().dataSource()), -1);
        maker.make(today);
        assertThat(isThere(today)).isTrue();
        assertThat(number("SELECT count(*) FROM pg_constraint WHERE conrelid IN ('runtree_spans_default'::regclass, '"
                        + DayTable.SPANS.partition(today) + "'::regclass) AND contype = 'c'"))
                .as("nothing is left of the proof")
                .isZero();
    }

    @Test
    void whatAProcessLeftInTheMiddleDoesNotRefuseRowsForEver() throws SQLException {
        var day = today.plusDays(2);
        execute("ALTER TABLE runtree_spans_default ADD CONSTRAINT none_of_runtree_spans_x CHECK (start_time < "
                + DayTable.SPANS.from(day) + " OR start_time >= " + DayTable.SPANS.to(day) + ") NOT VALID");
        ahead(new DayPartitions(DB.database().dataSource(), clock));
        try (var writer = writer()) {
            writer.write(List.of(span(noon.plus(Duration.ofDays(2)))));
        }
        assertThat(number("SELECT count(*) FROM " + DayTable.SPANS.partition(day)))
                .isEqualTo(1);
    }

    @Test
    void writersAndReadersGoOnWhilePartitionsAreMade() throws SQLException {
        var ended = new AtomicBoolean();
        var written = new ArrayList<RecordedSpan>();
        var writing = CompletableFuture.runAsync(
                () -> {
                    try (var writer = writer()) {
                        while (!ended.get()) {
                            var days = TRACES.get() % 12;
                            var next = span(noon.plus(Duration.ofDays(days)));
                            writer.write(List.of(next));
                            written.add(next);
                        }
                    }
                },
                THREADS);
        var reading = CompletableFuture.runAsync(
                () -> {
                    while (!ended.get()) {
                        number("SELECT count(*) FROM runtree_spans");
                    }
                },
                THREADS);
        for (var day = 0; day < 12; day++) {
            clock.set(noon.plus(Duration.ofDays(day)));
            new DayPartitions(DB.database().dataSource(), clock, day % 2 == 0 ? -1 : 1 << 20).ahead();
        }
        ended.set(true);
        writing.join();
        reading.join();
        assertThat(written).isNotEmpty();
        for (var span : written) {
            assertThat(new RunQueries(DB.database()).payload(span.span().id()).fetch())
                    .isPresent();
        }
        assertThat(number("SELECT count(*) FROM runtree_spans_default WHERE start_time >= '" + noon
                        + "' AND start_time < '" + noon.plus(Duration.ofDays(11)) + "'"))
                .isZero();
    }

    @Test
    void aPartitionThatCannotBeMadeNowLosesNothing() throws SQLException {
        try (var connection = DB.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT count(*) FROM runtree_spans_default");
                var span = span(noon);
                try (var writer = writer()) {
                    writer.write(List.of(span));
                }
                assertThat(new RunQueries(DB.database())
                                .payload(span.span().id())
                                .fetch())
                        .isPresent();
                assertThat(isThere(today)).isFalse();
            }
            connection.rollback();
        }
        clock.set(noon.plus(Duration.ofMinutes(2)));
        ahead(new DayPartitions(DB.database().dataSource(), clock));
        assertThat(number("SELECT count(*) FROM " + DayTable.SPANS.partition(today)))
                .isEqualTo(1);
    }

    private SpanWriter writer() {
        return new SpanWriter(DB.database(), new SpanLogs(Prices.none()), clock);
    }

    private static RecordedSpan span(Instant start) {
        var nanos = start.getEpochSecond() * 1_000_000_000L;
        return new RecordedSpan(
                Span.builder(
                                new SpanId("%032x".formatted(TRACES.incrementAndGet()), "%016x".formatted(1)),
                                "a",
                                SpanKind.AGENT)
                        .time(nanos, nanos + 5)
                        .build(),
                Payload.EMPTY);
    }

    private static void ahead(DayPartitions partitions) {
        try {
            partitions.ahead();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isThere(LocalDate day) {
        return number("SELECT count(*) FROM pg_inherits WHERE inhrelid IN (to_regclass('"
                        + DayTable.SPANS.partition(day) + "'), to_regclass('" + DayTable.CONTENTS.partition(day)
                        + "'))")
                == 2;
    }

    private static long number(String sql) {
        return DB.database().dsl().fetchSingle(sql).get(0, Long.class);
    }

    private static void execute(String sql) {
        DB.database().dsl().execute(sql);
    }
}
