package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.Annotation;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
    /** The common pool has one thread on a machine of two cores. */
    private static final Executor THREADS = work -> Thread.ofPlatform().daemon().start(work);

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

    private final SettableClock clock = new SettableClock(NOON);
    private DatabaseTarget.Server target;
    private Database database;
    private SpanWriter writer;
    private RunQueries queries;
    private Retention retention;
    private int spans;

    @BeforeEach
    void open() {
        target = TestServer.get().freshDatabase();
        database = Database.open(target, TestServer.get().home());
        writer = new SpanWriter(database, new SpanLogs(Prices.none()), clock);
        queries = new RunQueries(database);
        retention = new Retention(database, clock);
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
        TestServer.get().drop(target);
    }

    @Test
    void aDayGoesWhenItIsOldAndItsRunsStay() {
        var old = trace(NOON, 3);
        after(Duration.ofDays(1));
        var young = trace(NOON.plus(Duration.ofDays(1)), 2);
        after(Duration.ofDays(90));
        assertThat(retention.apply().days())
                .as("its last hour is not 90 days old")
                .isEmpty();
        after(Duration.ofHours(90 * 24 + 13));

        assertThat(retention.plan(retention.policy()).days())
                .extracting(RetentionPlan.Day::day)
                .containsExactly(DAY);
        var bytes = bytesOf(DAY);
        assertThat(retention.apply().days()).containsExactly(new RetentionReport.Day(DAY, 3, 0, bytes));
        assertThat(isThere(DAY)).isFalse();
        assertThat(spans(old)).isZero();
        assertThat(spans(young)).isEqualTo(2);
        assertThat(queries.run(top(old)).fetch().orElseThrow().run().spanCount())
                .isEqualTo(3);
        assertThat(removedAt(old)).isEqualTo(clock.instant());
        assertThat(removedAt(young)).isNull();
        assertThat(retention.apply().isEmpty()).isTrue();
    }

    @Test
    void anImportOfOldTracesStaysUntilItIsOldItself() {
        var imported = trace(NOON.minus(Duration.ofDays(80)), 2);
        var ancient = trace(NOON.minus(Duration.ofDays(800)), 2);
        after(Duration.ofDays(20));
        assertThat(retention.apply().isEmpty()).isTrue();
        assertThat(spans(imported)).isEqualTo(2);
        assertThat(spans(ancient)).isEqualTo(2);
        after(Duration.ofDays(91));
        var report = retention.apply();
        assertThat(report.days()).hasSize(1);
        assertThat(report.strays()).isEqualTo(2);
        assertThat(removedAt(imported)).isNotNull();
        assertThat(removedAt(ancient)).isNotNull();
    }

    @Test
    void keptRunsAndTracesThatGoOnMoveWithWhatTheyShare() {
        var starred = trace(NOON, 3);
        var going = trace(NOON, 2);
        write(span(going, Instant.parse("2026-03-11T00:30:00Z")));
        var plain = trace(NOON, 4);
        share(starred, DAY);
        share(plain, DAY);
        new Stars(database).keep(List.of(top(starred)));

        clock.set(Instant.parse("2026-06-09T01:00:00Z"));
        assertThat(retention.apply().days()).singleElement().satisfies(day -> {
            assertThat(day.spans()).isEqualTo(4);
            assertThat(day.kept()).isEqualTo(5);
        });
        assertThat(spans(starred)).isEqualTo(3);
        assertThat(spans(going)).isEqualTo(3);
        assertThat(spans(plain)).isZero();
        assertThat(number("SELECT count(*) FROM runtree_contents WHERE trace_id = '" + starred + "'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM runtree_contents WHERE trace_id = '" + plain + "'"))
                .isZero();

        after(Duration.ofDays(92));
        retention.apply();
        assertThat(spans(going)).as("its last day is old now").isZero();
        assertThat(removedAt(going)).isNotNull();
        assertThat(spans(starred)).isEqualTo(3);
        assertThat(removedAt(starred)).isNull();

        new Stars(database).leave(List.of(top(starred)));
        retention.apply();
        assertThat(spans(starred)).isZero();
        assertThat(number("SELECT count(*) FROM runtree_contents")).isZero();
    }

    @Test
    void theOldestDaysGoUntilTheRestFits() {
        for (var day = 0; day < 4; day++) {
            after(Duration.ofDays(day));
            for (var i = 0; i < 20; i++) {
                trace(clock.instant(), 50);
            }
        }
        var before = retention.plan(RetentionPolicy.DEFAULT);
        var two = before.bytes() - bytesOf(DAY) - 1;
        retention.set(new RetentionPolicy(90, two, null));

        assertThat(retention.apply().days())
                .extracting(RetentionReport.Day::day)
                .containsExactly(DAY, DAY.plusDays(1));
        assertThat(retention.plan(retention.policy()).bytes()).isLessThanOrEqualTo(two);
        assertThat(retention.apply().isEmpty()).isTrue();

        retention.set(new RetentionPolicy(90, 1_000L, null));
        var plan = retention.plan(retention.policy());
        assertThat(plan.days()).as("removing all days would not help").isEmpty();
        assertThat(plan.obstacle()).contains("by themselves");
    }

    @Test
    void logRecordsLeaveWithTheirTrace() {
        var old = trace(NOON, 1);
        log(old, NOON);
        var starred = trace(NOON, 1);
        log(starred, NOON);
        new Stars(database).keep(List.of(top(starred)));
        var alone = "%032x".formatted(0xffff);
        log(alone, NOON);
        var imported = "%032x".formatted(0xfffe);
        after(Duration.ofDays(50));
        log(imported, NOON.minus(Duration.ofDays(300)));
        after(Duration.ofDays(92));

        assertThat(retention.apply().logs()).isEqualTo(2);
        assertThat(logs(old)).isZero();
        assertThat(logs(alone)).isZero();
        assertThat(logs(starred)).isEqualTo(1);
        assertThat(logs(imported)).isEqualTo(1);
    }

    @Test
    void runsGoWhenATimeIsSetForThem() {
        var old = trace(NOON, 1);
        after(Duration.ofDays(60));
        var young = trace(clock.instant(), 1);
        var annotations = new Annotations(database);
        var subject = new Annotation.Subject(top(old), top(old));
        annotations.tag(List.of(subject), "odd");
        annotations.note(subject, "Look at this again", null);
        retention.set(new RetentionPolicy(30, null, null));
        retention.apply();
        assertThat(spans(old)).isZero();
        assertThat(queries.runs(RunFilter.parse("tag:odd note:again"), null, 9)
                        .fetch()
                        .runs())
                .as("what was said stays with the run")
                .hasSize(1);
        retention.set(new RetentionPolicy(30, null, 100));
        after(Duration.ofDays(102));
        assertThat(retention.apply().traces()).isEqualTo(1);
        assertThat(queries.trace(old).fetch()).isEmpty();
        assertThat(annotations.of(old).fetch()).isEmpty();
        assertThat(queries.trace(young).fetch()).isPresent();
        assertThatThrownBy(() -> new RetentionPolicy(30, null, 20)).hasMessageContaining("as long as their steps");
    }

    @Test
    void whatGoesLeavesTheSumsAndWhatIsKeptStaysInThem() {
        trace(NOON, 2);
        var starred = trace(NOON, 3);
        new Stars(database).keep(List.of(top(starred)));
        after(Duration.ofDays(60));
        trace(clock.instant(), 1);
        retention.set(new RetentionPolicy(30, null, 100));
        after(Duration.ofDays(102));
        assertThat(retention.apply().traces()).isEqualTo(1);
        for (var table : RollUpTable.ALL) {
            var what = table.sums().getFirst();
            if (what.equals("runs")) {
                assertThat(number("SELECT sum(runs)::bigint FROM " + table.table()))
                        .as(table.table())
                        .isEqualTo(2);
            }
            assertThat(number("SELECT count(*) FROM " + table.table() + " WHERE " + what + " = 0"))
                    .as("empty rows of " + table.table())
                    .isZero();
        }
        new Deletion(database).delete(new Deletion.Runs(List.of(top(starred))));
        assertThat(number("SELECT min(runs) FROM runtree_run_hours")).isZero();
    }

    @Test
    void aLateSpanOfATraceWithoutStepsChangesNoRun() {
        var old = trace(NOON, 3);
        var before = runs(old);
        after(Duration.ofDays(92));
        retention.apply();
        assertThat(runs(old)).isEqualTo(before);

        var late = span(old, NOON.plus(Duration.ofHours(30)));
        write(late);
        write(late);
        assertThat(runs(old)).isEqualTo(before);
        assertThat(queries.payload(late.span().id()).fetch()).contains(late);
        assertThat(spans(old)).isEqualTo(1);
        assertThat(removedAt(old)).isNotNull();
    }

    @Test
    void theDayTellsOfItsTracesAtOnceAlsoWhenTheyAreRememberedAndWhenItGoesAgain() {
        var old = trace(NOON, 3);
        var other = trace(NOON, 2);
        var runs = runs(old);
        retention.set(
                new RetentionPolicy(null, retention.plan(retention.policy()).bytes() - 1, null));
        after(Duration.ofDays(3));
        assertThat(retention.apply().days())
                .singleElement()
                .satisfies(day -> assertThat(day.spans()).isEqualTo(5));
        var first = clock.instant();
        assertThat(removedAt(old)).isEqualTo(first);

        write(span(old, NOON.plus(Duration.ofHours(1))));
        write(span(old, NOON.plus(Duration.ofDays(2))));
        assertThat(runs(old)).as("made from what is left they would be others").isEqualTo(runs);
        assertThat(removedAt(old)).isEqualTo(first);
        var late = trace(NOON, 4);
        write(span(late, NOON));
        assertThat(removedAt(late)).isNull();

        retention.set(new RetentionPolicy(30, null, null));
        after(Duration.ofDays(60));
        assertThat(retention.apply().isEmpty()).isFalse();
        assertThat(spans(late)).isZero();
        assertThat(removedAt(late)).isEqualTo(clock.instant());
        assertThat(removedAt(old)).isEqualTo(first);
        assertThat(removedAt(other)).isEqualTo(first);
    }

    @Test
    void aTraceThatIsImportedAgainIsWholeAgain() {
        var sent = List.of(
                span("%032x".formatted(77), NOON),
                span("%032x".formatted(77), NOON),
                span("%032x".formatted(77), NOON));
        writer.write(sent);
        var trace = sent.getFirst().span().id().traceId();
        var before = runs(trace);
        after(Duration.ofDays(92));
        retention.apply();
        writer.write(sent.subList(0, 1));
        assertThat(removedAt(trace)).isNotNull();
        writer.write(sent.subList(1, 3));
        assertThat(removedAt(trace)).isNull();
        assertThat(runs(trace)).isEqualTo(before);
        after(Duration.ofDays(93));
        retention.apply();
        assertThat(spans(trace)).as("it was written a day ago").isEqualTo(3);
    }

    @Test
    void aDayThatIsInUseStaysUntilTheNextTime() throws SQLException {
        var old = trace(NOON, 2);
        after(Duration.ofDays(92));
        try (var reading = database.dataSource().getConnection()) {
            reading.setAutoCommit(false);
            try (var statement = reading.createStatement()) {
                statement.execute("SELECT count(*) FROM runtree_spans");
            }
            assertThat(retention.apply().inUse()).containsExactly(DAY);
            assertThat(spans(old)).isEqualTo(2);
            assertThat(removedAt(old)).isNull();
            reading.rollback();
            reading.setAutoCommit(true);
        }
        assertThat(retention.apply().days()).hasSize(1);
    }

    @Test
    void writersGoOnWhileDaysAreRemovedByTwoProcesses() {
        for (var day = 0; day < 10; day++) {
            after(Duration.ofDays(day));
            trace(clock.instant(), 20);
        }
        after(Duration.ofDays(120));
        var ended = new AtomicBoolean();
        var written = new ArrayList<String>();
        var writing = CompletableFuture.runAsync(
                () -> {
                    while (!ended.get()) {
                        written.add(trace(clock.instant(), 3));
                    }
                },
                THREADS);
        try (var second = Database.open(target, TestServer.get().home())) {
            var other = new Retention(second, clock);
            var both = List.of(
                    CompletableFuture.supplyAsync(() -> retention.apply(), THREADS),
                    CompletableFuture.supplyAsync(() -> other.apply(), THREADS));
            var gone = new ArrayList<LocalDate>();
            both.forEach(report -> report.join().days().forEach(day -> gone.add(day.day())));
            assertThat(gone).doesNotHaveDuplicates().hasSize(10);
        } finally {
            ended.set(true);
            writing.join();
        }
        assertThat(written)
                .isNotEmpty()
                .allSatisfy(trace -> assertThat(spans(trace)).isEqualTo(3));
    }

    @Test
    void whatIsSetIsSeenByAllAndInTheAudit() {
        assertThat(retention.policy()).isEqualTo(RetentionPolicy.DEFAULT);
        var set = new RetentionPolicy(30, 20L << 30, 365);
        retention.set(set);
        retention.set(set);
        assertThat(new Retention(database).policy()).isEqualTo(set);
        retention.set(new RetentionPolicy(null, null, null));
        assertThat(retention.policy().days()).isNull();
        assertThat(number("SELECT count(*) FROM runtree_audit WHERE action = 'retention.set'"))
                .isEqualTo(2);
        assertThat(new Audit(database).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    @Test
    void upkeepMakesPartitionsAndRemovesOldDaysByItself() {
        trace(NOON, 1);
        after(Duration.ofDays(92));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (var upkeep = Upkeep.start(Databases.of(database), clock, Duration.ZERO, Duration.ofHours(1))) {
            assertThat(upkeep).isNotNull();
            await(() -> isThere(today.plusDays(2)) && !isThere(DAY));
        }
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void after(Duration time) {
        clock.set(NOON.plus(time));
    }

    /** An agent's run with steps, all within some microseconds. */
    private String trace(Instant at, int size) {
        var traceId = "%032x".formatted(0xabc000 + spans);
        var all = new ArrayList<RecordedSpan>();
        for (var i = 0; i < size; i++) {
            all.add(span(
                    traceId, at, all.isEmpty() ? null : all.getFirst().span().id()));
        }
        writer.write(all);
        return traceId;
    }

    private RecordedSpan span(String traceId, Instant at) {
        return span(traceId, at, null);
    }

    private RecordedSpan span(String traceId, Instant at, @Nullable SpanId parent) {
        var nanos = at.getEpochSecond() * 1_000_000_000L + 1000L * ++spans;
        return new RecordedSpan(
                Span.builder(
                                new SpanId(traceId, "%016x".formatted(spans)),
                                "a",
                                parent == null ? SpanKind.AGENT : SpanKind.TOOL)
                        .parent(parent == null ? null : parent.spanId())
                        .time(nanos, nanos + 500)
                        .build(),
                Payload.EMPTY);
    }

    private void write(RecordedSpan span) {
        writer.write(List.of(span));
    }

    private void log(String traceId, Instant at) {
        writer.write(
                List.of(),
                List.of(new LogRecord(
                        new SpanId(traceId, "%016x".formatted(1)),
                        at.getEpochSecond() * 1_000_000_000L,
                        "",
                        "{\"body\":\"x\"}",
                        null)));
    }

    private void share(String traceId, LocalDate day) {
        database.dsl()
                .execute(
                        "INSERT INTO runtree_contents VALUES (?, gen_random_uuid(), ?::date, '\"said\"')",
                        traceId,
                        day.toString());
    }

    private List<Run> runs(String traceId) {
        return queries.runs(RunFilter.parse("id:" + traceId + "*"), null, 100)
                .fetch()
                .runs();
    }

    private SpanId top(String traceId) {
        return queries.named(traceId).fetch().getFirst().id();
    }

    private long spans(String traceId) {
        return number("SELECT count(*) FROM runtree_spans WHERE trace_id = '" + traceId + "'");
    }

    private long logs(String traceId) {
        return number("SELECT count(*) FROM runtree_log_records WHERE trace_id = '" + traceId + "'");
    }

    private @Nullable Instant removedAt(String traceId) {
        var shown = queries.trace(traceId).fetch().orElseThrow().stepsRemovedAt();
        var inSql = database.dsl()
                .fetchSingle("SELECT runtree_steps_removed_at(?)", traceId)
                .get(0, OffsetDateTime.class);
        assertThat(inSql == null ? null : inSql.toInstant())
                .as("what SQL says of " + traceId)
                .isEqualTo(shown);
        return shown;
    }

    private boolean isThere(LocalDate day) {
        return number("SELECT count(to_regclass('" + DayTable.SPANS.partition(day) + "'))") > 0;
    }

    private long bytesOf(LocalDate day) {
        return number("SELECT pg_total_relation_size('" + DayTable.SPANS.partition(day)
                + "') + pg_total_relation_size('" + DayTable.CONTENTS.partition(day) + "')");
    }

    private long number(String sql) {
        return database.dsl().fetchSingle(sql).get(0, Long.class);
    }
}
