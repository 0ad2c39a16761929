package dev.runtree.store;

import static dev.runtree.store.SummedTraces.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.RunLatency.Spread;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is watched is what the statements say that stand beside it. */
class SignalsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant FIRST = Instant.ofEpochSecond(0, START);
    private static Signals signals;

    @BeforeAll
    static void write() {
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(SummedTraces.tenDays(1_500));
        }
        signals = new Signals(Databases.of(DB.database()));
    }

    /** By minutes from rows, by hours and by days, with odd ends. */
    private static List<Scope> ranges() {
        return List.of(
                Scope.of(FIRST.plusSeconds(7_003), FIRST.plusSeconds(7_003 + 6 * 3_600)),
                Scope.of(FIRST.plusSeconds(100_000), FIRST.plus(5, ChronoUnit.DAYS)),
                Scope.of(FIRST.minus(6, ChronoUnit.DAYS), FIRST.plus(11, ChronoUnit.DAYS)));
    }

    private static Result<Record> ask(Signal signal, Scope scope) {
        return DB.database().dsl().fetch(Signals.sql(signal, scope));
    }

    private static long number(Record row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    @Test
    void latency_by_stretches_and_in_all() {
        for (var range : ranges()) {
            for (var scope : List.of(range, range.ofUser("user-2"), range.ofEnvironment("production"))) {
                var told = signals.latency(scope).fetch();
                assertThat(told.course().size()).isBetween(17, Course.MOST + 1);
                var stretches = new TreeMap<Instant, Spread>();
                for (var i = 0; i < told.stretches().size(); i++) {
                    if (told.stretches().get(i).runs() > 0) {
                        stretches.put(told.course().start(i), told.stretches().get(i));
                    }
                }
                var rows = ask(Signal.LATENCY, scope);
                assertThat(rows).as("%s", scope).hasSameSizeAs(stretches.keySet());
                for (var row : rows) {
                    var at = Objects.requireNonNull(stretches.get(time(row, "stretch")));
                    assertThat(at.runs()).isEqualTo(number(row, "runs"));
                    assertThat(at.failed()).isEqualTo(number(row, "failed"));
                    for (var share : List.of("p50", "p90", "p99")) {
                        var exact = DB.database()
                                .dsl()
                                .fetchSingle(
                                        "SELECT extract(epoch FROM ?::interval) * 1e9", row.get(share, String.class))
                                .get(0, Double.class);
                        var nanos = share.equals("p50") ? at.p50() : share.equals("p90") ? at.p90() : at.p99();
                        assertThat((double) Objects.requireNonNull(nanos))
                                .isCloseTo(Objects.requireNonNull(exact), within(0.051 * exact + 1_000));
                    }
                }
                assertThat(told.now().runs())
                        .isEqualTo(rows.stream()
                                .mapToLong(row -> number(row, "runs"))
                                .sum());
                var before = ask(Signal.LATENCY, Signals.before(scope));
                assertThat(told.before().runs())
                        .isEqualTo(before.stream()
                                .mapToLong(row -> number(row, "runs"))
                                .sum());
            }
        }
    }

    private static Instant time(Record row, String column) {
        return Objects.requireNonNull(row.get(column, OffsetDateTime.class)).toInstant();
    }

    @Test
    void token_spend_by_model() {
        for (var range : ranges()) {
            for (var scope : List.of(range, range.ofUser("user-1"), range.ofModel("model-0"))) {
                var told = signals.spend(scope).fetch();
                var sum = ask(Signal.SPEND, scope).stream()
                        .map(row -> row.get("tokens", BigDecimal.class))
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (scope.model() == null) {
                    assertThat(told.now().tokens()).as("%s", scope).isEqualByComparingTo(sum);
                }
                assertThat(told.models()).allSatisfy(model -> {
                    assertThat(model.stretches()).hasSize(told.course().size());
                    assertThat(model.now().tokens())
                            .isEqualByComparingTo(model.stretches().stream()
                                    .map(spent -> spent.tokens())
                                    .reduce(BigDecimal.ZERO, BigDecimal::add));
                });
                assertThat(told.before())
                        .isEqualTo(signals.spend(Signals.before(scope)).fetch().now());
            }
        }
    }

    @Test
    void tool_failures_by_tool() {
        for (var range : ranges()) {
            for (var scope : List.of(range, range.ofTool("tool-1"))) {
                var told = signals.tools(scope).fetch();
                var rows = ask(Signal.TOOLS, scope);
                assertThat(told.tools())
                        .extracting(tool -> tool.tool() + " " + tool.now().ended() + " "
                                + tool.now().failed())
                        .containsExactlyInAnyOrderElementsOf(rows.stream()
                                .map(row -> row.get("tool") + " " + row.get("calls") + " " + row.get("failed"))
                                .toList());
                assertThat(told.now().ended())
                        .isEqualTo(told.stretches().stream()
                                .mapToLong(calls -> calls.ended())
                                .sum());
                assertThat(told.before())
                        .isEqualTo(signals.tools(Signals.before(scope)).fetch().now());
            }
        }
    }

    @Test
    void user_activity() {
        for (var range : ranges()) {
            for (var scope : List.of(range, range.ofEnvironment("production"))) {
                var told = signals.users(scope).fetch();
                var known = new TreeMap<String, Long>();
                ask(Signal.USERS, scope)
                        .forEach(row -> known.merge(
                                Objects.requireNonNullElse(row.get("user_id", String.class), ""),
                                number(row, "runs"),
                                Long::sum));
                assertThat(told.now().users())
                        .isEqualTo(known.keySet().stream()
                                .filter(user -> !user.isEmpty())
                                .count());
                assertThat(told.now().runs())
                        .isEqualTo(known.values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
                assertThat(told.top())
                        .hasSize(Math.min(known.size(), Signals.TOP))
                        .allSatisfy(user -> {
                            assertThat(user.runs()).isEqualTo(known.get(user.user()));
                            assertThat(user.stretches().stream()
                                            .mapToLong(Long::longValue)
                                            .sum())
                                    .isEqualTo(user.runs());
                        });
                assertThat(told.others().stream().mapToLong(Long::longValue).sum()
                                + told.top().stream()
                                        .mapToLong(user -> user.runs())
                                        .sum())
                        .isEqualTo(told.now().runs());
            }
        }
    }

    @Test
    void runs_by_name_day_by_day() {
        var scope = ranges().get(1);
        var told = new TreeMap<String, Long>();
        signals.runsByName(scope).fetch().forEach((named, runs) -> {
            assertThat(runs).hasSizeBetween(4, 13);
            told.merge(
                    named.type().word() + " " + named.name(),
                    runs.stream().mapToLong(Long::longValue).sum(),
                    Long::sum);
        });
        var known = new TreeMap<String, Long>();
        DB.database()
                .dsl()
                .fetch("SELECT type || ' ' || name, count(*) FROM runtree_runs WHERE start_time >= '" + scope.since()
                        + "' AND start_time < '" + scope.until() + "' GROUP BY 1")
                .forEach(row -> known.put(row.get(0, String.class), row.get(1, Long.class)));
        assertThat(told).isEqualTo(known);
    }

    /** A filter that no roll-up knows, and one for the same runs that they do. */
    private static Scope ofRows(String filter, Scope range) {
        var scope = SignalFilter.scope(RunFilter.parse(filter), range.since(), range.until());
        assertThat(scope.readsRows()).as(filter).isTrue();
        return scope;
    }

    @Test
    void what_no_roll_up_knows_is_answered_from_rows_as_the_roll_ups_would() {
        for (var range : ranges()) {
            var rows = ofRows("user:user-2 OR user:user-2", range);
            var rolledUp = range.ofUser("user-2");
            assertThat(signals.latency(rows).fetch())
                    .isEqualTo(signals.latency(rolledUp).fetch());
            assertThat(signals.users(rows).fetch())
                    .isEqualTo(signals.users(rolledUp).fetch());
            var all = ofRows("name:*", range);
            assertThat(signals.users(all).fetch())
                    .isEqualTo(signals.users(range).fetch());
            assertThat(signals.tools(all).fetch())
                    .isEqualTo(signals.tools(range).fetch());
            assertThat(signals.tools(ofRows("name:*", range).ofTool("tool-1")).fetch())
                    .isEqualTo(signals.tools(range.ofTool("tool-1")).fetch());
            assertThat(tokens(signals.spend(all).fetch()))
                    .isEqualByComparingTo(ask(Signal.SPEND, range).stream()
                            .map(row -> row.get("tokens", BigDecimal.class))
                            .filter(Objects::nonNull)
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    @Test
    void what_is_told_of_a_run_is_all_that_lies_beneath_it_and_once() {
        var start = FIRST.minus(Duration.ofDays(40));
        var nanos = ChronoUnit.NANOS.between(Instant.EPOCH, start);
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(SummedTraces.team(9_001, nanos));
        }
        var range = Scope.of(start.minusSeconds(10), start.plusSeconds(1_000));
        for (var filter : List.of("type:team OR type:workflow", "name:squad* -status:cancelled", "name:*")) {
            var rows = ofRows(filter, range);
            assertThat(signals.tools(rows).fetch().now().ended()).as(filter).isEqualTo(3);
            assertThat(tokens(signals.spend(rows).fetch())).as(filter).isEqualByComparingTo("60");
        }
        var ofMember = ofRows("name:scout*", range);
        assertThat(signals.tools(ofMember).fetch().now().ended()).isEqualTo(2);
        assertThat(tokens(signals.spend(ofMember).fetch())).isEqualByComparingTo("40");
        assertThat(signals.latency(ofMember).fetch().now().runs()).isEqualTo(1);
    }

    @Test
    void too_many_runs_to_gather_what_they_did_are_said_and_not_told_in_part() {
        var start = FIRST.minus(Duration.ofDays(80));
        DB.database()
                .dsl()
                .execute(
                        "INSERT INTO runtree_runs (trace_id, span_id, run_id, type, start_time, last_sign, status,"
                                + " name, span_count, error_count, source) SELECT 'many' || n, 's', 'many' || n, 'agent',"
                                + " ?::timestamptz, ?::timestamptz, 'ok', 'many', 1, 0, 'otlp' FROM generate_series(1, ?)"
                                + " n",
                        start.toString(),
                        start.toString(),
                        MatchingRuns.MOST + 1);
        var rows = ofRows("name:many*", Scope.of(start.minusSeconds(10), start.plusSeconds(10)));
        assertThat(signals.latency(rows).fetch().now().runs()).isEqualTo(MatchingRuns.MOST + 1);
        for (var signal : List.of(signals.spend(rows), signals.tools(rows))) {
            assertThatThrownBy(signal::fetch)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("More than 20,000 runs match")
                    .hasMessageContaining("choose a shorter range of time");
        }
    }

    private static BigDecimal tokens(TokenSpend spend) {
        return spend.now().tokens();
    }

    @Test
    void names_are_counted_in_upper_and_lower_case_as_lists_of_runs_find_them() {
        for (var range : ranges()) {
            assertThat(signals.latency(range.ofName("AGENT-1")).fetch())
                    .isEqualTo(signals.latency(range.ofName("agent-1")).fetch());
        }
    }

    @Test
    void approvals_wait_until_they_are_decided_or_lapse() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var scope = Scope.of(now.minus(Duration.ofHours(20)), now.plusSeconds(60));
        ask("before", "pending", now.minus(Duration.ofHours(30)), null, null);
        ask("decided", "approved", now.minus(Duration.ofHours(10)), now.minus(Duration.ofHours(8)), null);
        ask("slow", "rejected", now.minus(Duration.ofHours(9)), now.minus(Duration.ofHours(5)), null);
        ask("long ago", "approved", now.minus(Duration.ofHours(70)), now.minus(Duration.ofHours(60)), null);
        ask("lapsed", "pending", now.minus(Duration.ofHours(9)), null, now.minus(Duration.ofHours(7)));
        ask("other", "pending", now.minus(Duration.ofHours(2)), null, now.plusSeconds(5_000));

        var told = signals.approvals(scope).fetch();

        assertThat(told.waiting()).isEqualTo(2);
        assertThat(told.peak()).isEqualTo(4);
        assertThat(told.oldest()).extracting(QueueDepth.Asked::id).containsExactly("before", "other");
        assertThat(told.now())
                .isEqualTo(new QueueDepth.Decided(2, Duration.ofHours(3).toNanos()));
        assertThat(told.before()).isEqualTo(new QueueDepth.Decided(0, null));
        var rows = ask(Signal.APPROVALS, scope);
        for (var i = 0; i < rows.size(); i++) {
            assertThat(told.depths().get(i).last())
                    .as("until %s", rows.get(i).get("at"))
                    .isEqualTo(number(rows.get(i), "waiting"));
        }
        assertThat(signals.approvals(scope.ofTool("tool of other")).fetch().waiting())
                .isEqualTo(1);
    }

    private static void ask(
            String id, String status, Instant asked, @Nullable Instant resolved, @Nullable Instant expires) {
        DB.database()
                .dsl()
                .execute(
                        "INSERT INTO agno_approvals (id, run_id, session_id, status, source_type, approval_type,"
                                + " pause_type, tool_name, created_at, resolved_at, expires_at) VALUES (?, ?, 's', ?,"
                                + " 'agent', 'required', 'confirmation', ?, ?::timestamptz, ?::timestamptz,"
                                + " ?::timestamptz)",
                        id,
                        "run of " + id,
                        status,
                        "tool of " + id,
                        asked.atOffset(ZoneOffset.UTC),
                        resolved == null ? null : resolved.atOffset(ZoneOffset.UTC),
                        expires == null ? null : expires.atOffset(ZoneOffset.UTC));
    }
}
