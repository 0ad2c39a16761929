package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runtree.model.Actor;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Traces in one database, and their sessions copied to another. */
@Timeout(120)
class TwoDatabasesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<String> SESSIONS =
            List.of("agno_sessions", "agno_team_sessions", "agno_workflow_sessions");

    private final TestServer server = TestServer.get();
    private final RuntreeHome home = server.home();
    private DatabaseTarget.Server traceTarget;
    private DatabaseTarget.Server primaryTarget;
    private Database traces;

    @BeforeEach
    void open() {
        traceTarget = server.freshDatabase();
        primaryTarget = server.emptyDatabase();
        traces = Database.open(traceTarget, home);
    }

    @AfterEach
    void close() {
        traces.close();
        server.drop(traceTarget);
        server.drop(primaryTarget);
    }

    @Test
    void thePromisedStatementsRunEachOnItsDatabase() throws Exception {
        var statements = promised();
        SomeRuns.write(traces, 0, 12);
        copyAll();
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            var asked = statements.getLast().replace("'user-123'", "'user-1'");
            assertThat(asked).contains("FROM agno_sessions").contains("user-1");
            assertThat(primary.dsl().fetch(asked))
                    .isEqualTo(traces.dsl().fetch(asked))
                    .hasSize(6);
            assertThat(primary.dsl().fetchValue("SELECT to_regclass('runtree_spans')"))
                    .isNull();
        }
        assertThat(traces.dsl().fetch(statements.getFirst())).isNotEmpty();
    }

    @Test
    void whatChangesAndWhatIsDeletedIsFollowed() throws Exception {
        SomeRuns.write(traces, 0, 1_200);
        try (var copier = new RunCopier(traces, primaryTarget, home)) {
            assertThat(copier.finish(LONG)).isNull();
            assertSame();
            write(span(7, SpanKind.TEAM, SpanStatus.RUNNING), span(8, SpanKind.WORKFLOW, SpanStatus.OK));
            assertThat(copier.finish(LONG)).isNull();
            assertSame();
            write(span(7, SpanKind.TEAM, SpanStatus.ERROR));
            traces.dsl().execute("DELETE FROM runtree_runs WHERE trace_id < ?", SomeRuns.traceId(100));
            assertThat(copier.finish(LONG)).isNull();
            assertSame();
        }
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            assertThat(primary.dsl().fetchValue("SELECT status FROM agno_team_sessions"))
                    .isEqualTo("error");
            assertThat(primary.dsl().fetchValue("SELECT count(*)::int FROM agno_sessions"))
                    .isEqualTo(1_100);
            assertThat(primary.dsl().fetchValue("SELECT count(*)::int FROM agno_workflow_sessions"))
                    .isEqualTo(1);
        }
        assertThat(traces.dsl().fetchValue("SELECT count(*)::int FROM runtree_copy_queue"))
                .isEqualTo(0);
    }

    @Test
    void writersDoNotWaitForAPrimaryThatIsAwayAndItCatchesUp() throws Exception {
        copyAll();
        var away = new DatabaseTarget.Server(
                primaryTarget.url().replaceFirst(":\\d+/", ":1/"), primaryTarget.user(), primaryTarget.password());
        try (var copier = new RunCopier(traces, away, home)) {
            SomeRuns.write(traces, 0, 30);
            assertThat(copier.finish(LONG))
                    .startsWith(
                            "The sessions are not copied to the primary database yet: Nobody answers at 127.0.0.1:1/")
                    .endsWith("The next Runtree goes on with it.");
        }
        copyAll();
        assertSame();
    }

    @Test
    void runsThatHadNotEndedAreLookedAtAgainWhenTimeHasEndedThem() throws Exception {
        write(span(1, SpanKind.AGENT, SpanStatus.RUNNING));
        copyAll();
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            assertThat(primary.dsl().fetchValue("SELECT status FROM agno_sessions"))
                    .isEqualTo("running");
            traces.dsl().execute("ALTER TABLE runtree_runs DISABLE TRIGGER USER");
            traces.dsl().execute("UPDATE runtree_runs SET last_sign = now() - interval '1 hour'");
            traces.dsl().execute("ALTER TABLE runtree_runs ENABLE TRIGGER USER");
            copyAll();
            assertThat(primary.dsl().fetchValue("SELECT status FROM agno_sessions"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void twoProcessesCopyAtOnceWithoutUndoingEachOther() throws Exception {
        try (var one = new RunCopier(traces, primaryTarget, home);
                var two = new RunCopier(traces, primaryTarget, home)) {
            for (var i = 0; i < 20; i++) {
                write(span(3, SpanKind.TEAM, i % 2 == 0 ? SpanStatus.RUNNING : SpanStatus.OK));
                SomeRuns.write(traces, i * 20, 20);
            }
            assertThat(one.finish(LONG)).isNull();
            assertThat(two.finish(LONG)).isNull();
            assertSame();
        }
    }

    @Test
    void aProcessThatIsKilledWhileItCopiesLeavesTheRestToTheNext() throws Exception {
        SomeRuns.write(traces, 0, 3_000);
        var copier = Command.copy(home, traceTarget, primaryTarget);
        try (var primary = Database.openAsIs(primaryTarget, home)) {
            while (rows(primary) == 0) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            copier.destroyForcibly().waitFor();
            var left = rows(primary);
            assertThat(left).isPositive();
        }
        write(span(5, SpanKind.TEAM, SpanStatus.OK));
        copyAll();
        assertSame();
    }

    @Test
    void aDatabaseIsOneOrTheOther() {
        SomeRuns.write(traces, 0, 1);
        try (var copier = new RunCopier(traces, traceTarget, home)) {
            assertThat(copier.finish(LONG)).contains("holds traces of its own, so it cannot be the primary database");
        }
        Database.openPrimary(primaryTarget, home).close();
        assertThatThrownBy(() -> Database.open(primaryTarget, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "is the primary database beside one for traces: name that one too, with --trace-db");
    }

    @Test
    void anEmptySchemaForTracesBecomesAPrimaryOne() throws Exception {
        Database.open(primaryTarget, home).close();
        SomeRuns.write(traces, 0, 3);
        copyAll();
        assertSame();
    }

    private void copyAll() {
        try (var copier = new RunCopier(traces, primaryTarget, home)) {
            assertThat(copier.finish(LONG)).isNull();
        }
    }

    @Test
    void approvalsAndAuditAreInThePrimary() throws Exception {
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            var told = new LinkedBlockingQueue<Boolean>();
            try (var changes = Changes.ofApprovals(primary, () -> told.add(true))) {
                assertThat(changes).isNotNull();
                assertThat(told.poll(20, TimeUnit.SECONDS)).as("at the start").isNotNull();
                var runs = new PausedRuns(primary);
                var run = WaitingRuns.run("ana");
                var asked = WaitingRuns.pause(runs, run, "book").getFirst();
                new ApprovalQueue(primary).reject(asked.id(), "bo", "no");
                assertThat(told.poll(20, TimeUnit.SECONDS)).isNotNull();
                var claimed = Objects.requireNonNull(runs.claim(run.runId()));
                assertThat(runs.finish(claimed.claim(), dev.runtree.model.RunStatus.OK))
                        .isTrue();
            }
            assertThat(new Erasure(primary)
                            .erase(new Erasure.Subject.User("ana"), "dpo", null)
                            .rows())
                    .isEqualTo(1);
            assertThat(new Audit(primary).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
        }
    }

    @Test
    void whatAPersonLeftGoesFromBothDatabases() throws Exception {
        try (var primary = Database.openPrimary(primaryTarget, home);
                var copier = new RunCopier(traces, primary)) {
            write(span(1, SpanKind.AGENT, SpanStatus.OK), span(2, SpanKind.TEAM, SpanStatus.OK));
            var sessions = new SessionStore(primary);
            remember(sessions, "user-1", runId(1));
            remember(sessions, "ben", new SpanId("%032x".formatted(7), "%016x".formatted(7)));
            var paused = new PausedRuns(primary);
            var going = WaitingRuns.run("user-1");
            var asked = WaitingRuns.pause(paused, going, "book").getFirst();
            var staying = WaitingRuns.run("ben");
            WaitingRuns.pause(paused, staying, "book");
            assertThat(copier.finish(LONG)).isNull();
            var deletion = new Deletion(new Databases(traces, primary));
            assertThat(deletion.remembered(new Deletion.User("user-1")).fetch()).isEqualTo(2);

            var receipt = deletion.delete(new Deletion.User("user-1"));

            assertThat(receipt.runs()).isEqualTo(2);
            assertThat(receipt.sessions()).isEqualTo(1);
            assertThat(receipt.waiting()).isEqualTo(1);
            assertThat(copier.finish(LONG)).isNull();
            assertThat(primary.dsl()
                            .fetch("SELECT DISTINCT user_id FROM runtree_turns UNION SELECT user_id"
                                    + " FROM runtree_sessions UNION SELECT user_id FROM runtree_paused_runs")
                            .getValues(0, String.class))
                    .containsExactly("ben");
            assertThat(new ApprovalQueue(primary)
                            .approval(asked.id())
                            .fetch()
                            .orElseThrow()
                            .isPending())
                    .isFalse();
            assertThat(rows(primary, "agno_sessions")).isEmpty();
            assertThat(primary.dsl().fetchValue("SELECT count(*)::int FROM runtree_audit WHERE action = 'delete'"))
                    .as("what the person left for later, and the runs")
                    .isEqualTo(2);
            assertThat(new Audit(primary).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
            assertThat(deletion.remembered(new Deletion.User("user-1")).fetch()).isZero();
        }
    }

    @Test
    void aRunThatIsNamedTakesWhatThePrimaryHasOfItAndNothingElse() throws Exception {
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            write(span(1, SpanKind.AGENT, SpanStatus.OK), span(2, SpanKind.AGENT, SpanStatus.OK));
            var sessions = new SessionStore(primary);
            remember(sessions, "user-1", runId(1));
            remember(sessions, "user-1", runId(2));
            new ParkedHooks(primary).park(parked(1));
            new ParkedHooks(primary).park(parked(2));

            new Deletion(new Databases(traces, primary)).delete(new Deletion.Runs(List.of(runId(1))));

            for (var table : List.of("runtree_turns", "runtree_parked_hooks")) {
                assertThat(primary.dsl().fetch("SELECT trace_id FROM " + table).getValues(0, String.class))
                        .as(table)
                        .containsExactly(runId(2).traceId());
            }
        }
    }

    @Test
    void nothingIsDeletedWhileThePrimaryIsAway() throws Exception {
        write(span(1, SpanKind.AGENT, SpanStatus.OK));
        Database.openPrimary(primaryTarget, home).close();
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            server.drop(primaryTarget);
            assertThatThrownBy(() -> new Deletion(new Databases(traces, primary)).delete(new Deletion.User("user-1")))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(rows(traces, "agno_sessions")).hasSize(1);
    }

    @Test
    void approvalsPastTheirDeadlineAreEndedInThePrimaryByWhoeverStays() {
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            var paused = new PausedRuns(primary);
            var run = WaitingRuns.run("ana");
            paused.pause(run, List.of(WaitingRuns.asked(run, "book", "{}", Duration.ZERO)));
            try (var _ = Upkeep.start(
                    new Databases(traces, primary), Clock.systemUTC(), Duration.ZERO, Duration.ofHours(1))) {
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(primary.dsl().fetchValue("SELECT status FROM agno_approvals"))
                                .isEqualTo("expired"));
            }
        }
    }

    @Test
    void howLongIsKeptIsNotedInTheAuditOfThePrimary() {
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            new Retention(new Databases(traces, primary)).set(new RetentionPolicy(7, null, null));
            assertThat(new Retention(traces).policy().days()).isEqualTo(7);
            assertThat(primary.dsl().fetchValue("SELECT action FROM runtree_audit"))
                    .isEqualTo("retention.set");
            assertThat(traces.dsl().fetchValue("SELECT count(*)::int FROM runtree_audit"))
                    .isEqualTo(0);
        }
    }

    private static void remember(SessionStore sessions, String user, SpanId run) {
        sessions.write(List.of(new SessionStore.Left(
                new SessionStore.Key("s", user),
                "a",
                run,
                Instant.now(),
                "{\"city\":\"Rome\"}",
                List.of(),
                "[\"I go to Rome\"]")));
    }

    private static ParkedHook parked(int number) {
        return ParkedHook.of("e" + number, "audit", "a", runId(number), 5, "no", "{}", Instant.now());
    }

    private static SpanId runId(int number) {
        return new SpanId("%032x".formatted(0xffff_0000L + number), "%016x".formatted(1));
    }

    private void assertSame() {
        try (var primary = Database.openPrimary(primaryTarget, home)) {
            for (var table : SESSIONS) {
                assertThat(rows(primary, table)).as(table).isEqualTo(rows(traces, table));
            }
        }
    }

    private static List<String> rows(Database database, String table) {
        return database.dsl()
                .fetch(
                        "SELECT to_jsonb(s) - 'cost' - 'tree_cost' || jsonb_build_object('cost', cost::text, 'tree', tree_cost::text)"
                                + " FROM " + table + " s ORDER BY id")
                .getValues(0, String.class);
    }

    private static int rows(Database primary) {
        var table = primary.dsl().fetchValue("SELECT to_regclass('agno_sessions')");
        return table == null
                ? 0
                : Objects.requireNonNull(primary.dsl()
                        .fetchOne("SELECT count(*) FROM agno_sessions")
                        .get(0, Integer.class));
    }

    private void write(RecordedSpan... spans) {
        try (var writer = new SpanWriter(traces, new SpanLogs(Prices.none()))) {
            writer.write(new ArrayList<>(List.of(spans)));
        }
    }

    private static RecordedSpan span(int number, SpanKind kind, SpanStatus status) {
        var start = Instant.now().getEpochSecond() * 1_000_000_000L;
        var builder = Span.builder(runId(number), "it", kind)
                .status(status, null)
                .actor(new Actor("a", "t", "w", "user-1", "s", null))
                .time(start, status == SpanStatus.RUNNING ? null : start + 1_000L);
        return new RecordedSpan(builder.build(), Payload.EMPTY);
    }

    private static List<String> promised() throws IOException {
        try (var text = Objects.requireNonNull(TwoDatabasesTest.class.getResourceAsStream("/seed/observability.md"))) {
            return Pattern.compile("^SELECT\\b.*?;", Pattern.DOTALL | Pattern.MULTILINE)
                    .matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }
    }
}
