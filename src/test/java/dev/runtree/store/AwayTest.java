package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.spool.SpoolStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is submitted while a database that answers does not take spans. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
class AwayTest {
    private static final SpanLogs LOGS = new SpanLogs(Prices.none());

    private static int traces;

    @TempDir
    private Path folder;

    private RuntreeHome home;
    private DatabaseTarget.Server target;

    private final String trace = "%032x".formatted(0xa11a0 + ++traces);

    @BeforeEach
    void makeDatabase() {
        home = new RuntreeHome(folder);
        target = TestServer.get().freshDatabase();
    }

    @AfterEach
    void dropDatabase() {
        TestServer.get().drop(target);
    }

    @Test
    void read_only_it_gets_them_when_it_takes_them_again() throws Exception {
        var name = target.url().replaceAll(".*/|\\?.*", "");
        TestServer.get().execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        try (var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            writer.submit(spans(20)).get(20, TimeUnit.SECONDS);
            assertThat(writer.status().away()).contains("is read-only");
            assertThat(writer.status().spans()).isEqualTo(20);
            assertThatThrownBy(() -> writer.write(spans(1))).isInstanceOf(StoreException.class);
            TestServer.get().execute("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
            TestServer.get()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            await(() -> writer.status().isFine());
            assertThat(stored()).isEqualTo(20);
            assertThat(writer.status().returned()).isEqualTo(20);
            assertThat(home.spool().toFile().list()).hasSize(1);
        }
        assertThat(home.spool()).isEmptyDirectory();
    }

    @Test
    void what_it_refuses_is_kept_apart_and_holds_up_nothing() throws Exception {
        try (var blocker = OwnServer.connect(target);
                var statement = blocker.createStatement();
                var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            statement.execute("ALTER TABLE runtree_spans ADD CHECK (name <> 'name 7')");
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE runtree_spans");
            writer.submit(spans(20), List.of(log())).get(20, TimeUnit.SECONDS);
            assertThat(writer.status().away()).contains("has stored nothing for 2 seconds");
            blocker.commit();
            await(() -> writer.status().isFine());
            assertThat(writer.status().refused()).isEqualTo(1);
            assertThat(stored()).isEqualTo(19);
        }
        var status = SpoolStatus.of(home);
        assertThat(status.refused()).isEqualTo(1);
        try (var files = Files.list(status.aside())) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .contains("\"name\":\"name 7\"", "violates check constraint")
                            .doesNotContain("name 8"));
        }
    }

    @Test
    void what_is_slow_is_acknowledged_from_disk_and_committed_late_it_is_there_once() throws Exception {
        try (var blocker = OwnServer.connect(target);
                var statement = blocker.createStatement();
                var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE runtree_spans");
            var first = writer.submit(spans(20));
            first.get(20, TimeUnit.SECONDS);
            var begun = System.nanoTime();
            writer.submit(spans(30)).get(20, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            blocker.commit();
            await(() -> writer.status().isFine());
            assertThat(stored()).isEqualTo(30);
        }
    }

    @Test
    void closed_meanwhile_it_ends_soon_and_the_next_one_stores_what_is_left() throws Exception {
        try (var blocker = OwnServer.connect(target);
                var statement = blocker.createStatement()) {
            var database = Database.open(target, home);
            var writer = new SpanWriter(database, LOGS);
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE runtree_spans");
            var done = writer.submit(spans(20));
            var begun = System.nanoTime();
            writer.close();
            assertThat(done).isCompleted();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
            assertThat(SpoolStatus.of(home).spans()).isEqualTo(20);
            assertThat(writer.submit(spans(1))).isCompletedExceptionally();
            database.close();
        }
        try (var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            await(() -> SpoolStatus.of(home).spans() == 0 && writer.status().isFine());
        }
        assertThat(stored()).isEqualTo(20);
    }

    @Test
    void what_comes_while_the_tables_are_others_waits_until_they_are_known_again() throws Exception {
        try (var changer = OwnServer.connect(target);
                var statement = changer.createStatement();
                var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            statement.execute("ALTER TABLE runtree_spans RENAME COLUMN tool_name TO tool");
            writer.submit(spans(20)).get(20, TimeUnit.SECONDS);
            assertThat(writer.status().away()).contains("tool_name");
            statement.execute("ALTER TABLE runtree_spans RENAME COLUMN tool TO tool_name");
            await(() -> writer.status().isFine());
            assertThat(writer.status().refused()).isZero();
            assertThat(stored()).isEqualTo(20);
        }
    }

    /** While a large default partition is read through, which takes longer than a writer tries again. */
    @Test
    void what_comes_while_the_partition_of_its_day_is_being_made_waits_for_it() throws Exception {
        var longAgo = 1_500_000_000_000_000_000L;
        try (var maker = OwnServer.connect(target);
                var statement = maker.createStatement();
                var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            statement.execute("ALTER TABLE runtree_spans_default ADD CONSTRAINT none_of_runtree_spans_20170714"
                    + " CHECK (start_time < '2017-07-14Z' OR start_time >= '2017-07-15Z') NOT VALID");
            writer.submit(spans(20, longAgo)).get(20, TimeUnit.SECONDS);
            assertThat(writer.status().away()).isNotNull();
            statement.execute("ALTER TABLE runtree_spans_default DROP CONSTRAINT none_of_runtree_spans_20170714");
            await(() -> writer.status().isFine());
            assertThat(writer.status().refused()).isZero();
            assertThat(stored()).isEqualTo(20);
        }
    }

    @Test
    void what_waits_is_stored_although_memory_was_short_for_a_while() throws Exception {
        try (var blocker = OwnServer.connect(target);
                var statement = blocker.createStatement();
                var database = Database.open(target, home)) {
            var writer = new SpanWriter(database, LOGS);
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE runtree_spans");
            var done = writer.submit(spans(20), List.of(log()));
            writer.close();
            assertThat(done).isCompleted();
        }
        try (var database = Database.open(target, home);
                var writer = new SpanWriter(database, new ShortOfMemory(2))) {
            await(() -> SpoolStatus.of(home).spans() == 0 && writer.status().isFine());
        }
        assertThat(stored()).isEqualTo(20);
    }

    /** Joins as ever, after some failures. */
    private static final class ShortOfMemory implements LogJoin {
        private final AtomicInteger failures;

        ShortOfMemory(int failures) {
            this.failures = new AtomicInteger(failures);
        }

        @Override
        public boolean tells(LogRecord log) {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("for the test");
            }
            return LOGS.tells(log);
        }

        @Override
        public RecordedSpan joined(RecordedSpan span, List<LogRecord> logs) {
            return LOGS.joined(span, logs);
        }

        @Override
        public RecordedSpan begun(byte[] otlp) {
            return LOGS.begun(otlp);
        }
    }

    /** Whatever the clock says, spans are where they belong, and once. */
    @Test
    void a_clock_that_is_set_back_changes_nothing() throws Exception {
        var now = Instant.now();
        var today = now.getEpochSecond() * 1_000_000_000L;
        try (var database = Database.open(target, home)) {
            write(database, now, today);
            write(database, now.minus(Duration.ofDays(400)), today + 3 * 86_400_000_000_000L);
            write(database, now.plus(Duration.ofDays(2)), today + 3 * 86_400_000_000_000L);
            write(database, now.minus(Duration.ofDays(1)), today);
        }
        assertThat(stored()).isEqualTo(20);
        assertThat(ask("SELECT count(DISTINCT span_id) FROM runtree_spans WHERE trace_id = '" + trace + "'"))
                .isEqualTo(20);
        assertThat(ask("SELECT count(*) FROM runtree_runs WHERE trace_id = '" + trace + "'"))
                .isEqualTo(1);
    }

    private void write(Database database, Instant clock, long start) {
        try (var writer = new SpanWriter(database, LOGS, Clock.fixed(clock, ZoneOffset.UTC))) {
            writer.write(spans(20, start));
        }
    }

    @Test
    void many_at_once_are_each_acknowledged_and_there() throws Exception {
        try (var database = Database.open(target, home);
                var writer = new SpanWriter(database, LOGS)) {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (var span : spans(500)) {
                all.add(writer.submit(List.of(span)));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            await(() -> writer.status().isFine());
            assertThat(stored()).isEqualTo(500);
        }
    }

    private List<RecordedSpan> spans(int count) {
        return spans(count, 1_795_525_331_000_000_000L);
    }

    private List<RecordedSpan> spans(int count, long start) {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= count; i++) {
            var id = new SpanId(trace, "%016x".formatted(i));
            var span = Span.builder(id, "name " + i, i == 1 ? SpanKind.AGENT : SpanKind.TOOL)
                    .parent(i == 1 ? null : "%016x".formatted(1))
                    .status(SpanStatus.OK, null)
                    .time(start, start + 1_000)
                    .build();
            spans.add(new RecordedSpan(span, Payload.EMPTY));
        }
        return spans;
    }

    private LogRecord log() {
        return new LogRecord(new SpanId(trace, "%016x".formatted(2)), 1_795_525_331_000_000_000L, "", "{}", null);
    }

    private long stored() throws SQLException {
        return ask("SELECT count(*) FROM runtree_spans WHERE trace_id = '" + trace + "'");
    }

    private long ask(String sql) throws SQLException {
        try (var connection = OwnServer.connect(target);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
