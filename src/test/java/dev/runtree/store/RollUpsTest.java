package dev.runtree.store;

import static dev.runtree.store.SummedTraces.START;
import static dev.runtree.store.SummedTraces.recorded;
import static dev.runtree.store.SummedTraces.rollUps;
import static dev.runtree.store.SummedTraces.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.Usage;
import dev.runtree.model.rollup.Contribution;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever becomes of traces, the roll-ups are those of what is stored. */
class RollUpsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int ORDERS = 8;
    private static final String CAPTURED = " BETWEEN '2026-01-01' AND '2027-01-01'";

    private static SpanWriter one;
    private static SpanWriter two;

    @BeforeAll
    static void open() {
        one = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        two = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
    }

    @AfterAll
    static void close() {
        one.close();
        two.close();
    }

    @BeforeEach
    void clear() {
        SummedTraces.clear(DB.database());
    }

    @Test
    void everyOrderSplitAndWriterSumsUpTheSame() throws IOException {
        var sent = SummedTraces.allKinds();
        one.write(sent);
        var fresh = rollUps(DB.database());
        assertRowsSumUpTo(fresh);
        for (var seed = 1; seed <= ORDERS; seed++) {
            clear();
            var random = new Random(seed);
            CompletableFuture.allOf(
                            sent(one, shuffled(sent, random), new Random(seed)),
                            sent(two, shuffled(sent, random), new Random(-seed)))
                    .join();
            assertThat(rollUps(DB.database())).as("seed %d", seed).isEqualTo(fresh);
        }
    }

    @Test
    void sendingAgainChangesNothing() throws IOException {
        var sent = SummedTraces.allKinds();
        one.write(sent);
        var once = rollUps(DB.database());

        two.write(sent);

        assertThat(rollUps(DB.database())).isEqualTo(once);
    }

    @Test
    void aLateWrapperIsNoOtherCallAndItsTokensAreNotCountedAgain() {
        var call = span(1, 2, 1, SpanKind.LLM, "gpt")
                .time(START, START + 1_000)
                .model("gpt", "openai")
                .usage(Usage.of(100, 10));
        var wrapper = span(1, 1, null, SpanKind.LLM, "wrapper")
                .time(START, START + 2_000)
                .model("wrapper", null)
                .usage(Usage.of(100, 10));
        one.write(List.of(recorded(call)));
        one.write(List.of(recorded(wrapper)));

        assertThat(
                        strings(
                                "SELECT model || ' ' || calls || ' ' || input_tokens FROM runtree_model_hours WHERE calls <> 0"))
                .containsExactly("gpt 1 100");
    }

    @Test
    void whatAnAgentAloneSaysItUsedIsCountedOnce() {
        var agent = span(1, 1, null, SpanKind.AGENT, "a")
                .time(START, START + 1_000)
                .model("gpt", null)
                .usage(Usage.of(70, 7));
        one.write(List.of(recorded(agent)));
        assertThat(strings("SELECT kind || ' ' || calls || ' ' || input_tokens FROM runtree_model_days"))
                .containsExactly("agent 0 70");

        var call = span(1, 2, 1, SpanKind.LLM, "gpt")
                .time(START, START + 1_000)
                .model("gpt", null)
                .usage(Usage.of(70, 7));
        one.write(List.of(recorded(call)));

        assertThat(strings("SELECT kind || ' ' || calls || ' ' || input_tokens FROM runtree_model_days WHERE calls <> 0"
                        + " OR input_tokens <> 0"))
                .containsExactly("llm 1 70");
    }

    @Test
    void stepsTakenFromARecordCountNothing() {
        var call = span(1, 1, null, SpanKind.LLM, "gpt")
                .spanName("recorded.llm.gpt")
                .time(START, START + 1_000)
                .usage(Usage.of(70, 7));
        var tool = span(1, 2, 1, SpanKind.TOOL, "search")
                .spanName("recorded.tool.search")
                .time(START, START + 1_000);

        one.write(List.of(recorded(call), recorded(tool)));

        assertThat(strings("SELECT model FROM runtree_model_hours")).isEmpty();
        assertThat(strings("SELECT tool FROM runtree_tool_hours")).isEmpty();
    }

    @Test
    void aRunIsCountedOnceItHasEnded() {
        var agent = span(1, 1, null, SpanKind.AGENT, "a").time(START, null).status(SpanStatus.RUNNING, null);
        one.write(List.of(recorded(agent)));
        assertThat(strings("SELECT name FROM runtree_run_hours")).isEmpty();

        one.write(List.of(recorded(agent.time(START, START + 5_000_000_000L).status(SpanStatus.OK, null))));

        assertThat(strings(
                        "SELECT name || ' ' || status || ' ' || runs || ' ' || duration_micros FROM runtree_run_hours"))
                .containsExactly("a ok 1 5000000");
    }

    @Test
    void aUserWhoIsNamedLateIsTheUserOfAllThatWasCounted() {
        one.write(List.of(recorded(span(1, 2, 1, SpanKind.LLM, "gpt")
                .time(START, START + 1_000)
                .model("gpt", null)
                .usage(Usage.of(5, 5)))));
        one.write(List.of(recorded(span(1, 1, null, SpanKind.AGENT, "a")
                .time(START, START + 2_000)
                .actor(new Actor(null, null, null, "ana", null, null)))));

        assertThat(strings("SELECT user_id || ' ' || calls FROM runtree_user_model_hours WHERE calls <> 0"))
                .containsExactly("ana 1");
        assertThat(strings("SELECT user_id || ' ' || runs FROM runtree_user_days WHERE runs <> 0"))
                .containsExactly("ana 1");
    }

    @Test
    void longNamesFitTheIndex() {
        var random = new Random(1);
        var name =
                random.ints(2_000, 0x4e00, 0x9fff).mapToObj(Character::toString).collect(Collectors.joining());
        one.write(List.of(recorded(span(1, 1, null, SpanKind.AGENT, name)
                .time(START, START + 1_000)
                .environment(name)
                .model(name, name)
                .usage(Usage.of(1, 1))
                .actor(new Actor(null, null, null, name, null, null)))));

        assertThat(strings("SELECT name FROM runtree_user_run_hours")).hasSize(1);
        assertThat(strings("SELECT model FROM runtree_user_model_hours")).hasSize(1);
    }

    @Test
    void noSumIsTooLarge() {
        var huge = 1_000_000_000_000_000L;
        var spans = new ArrayList<RecordedSpan>();
        for (var trace = 1; trace <= 10; trace++) {
            for (var i = 1; i <= 1_000; i++) {
                spans.add(recorded(span(trace, i, null, SpanKind.LLM, "m")
                        .time(START, Long.MAX_VALUE)
                        .usage(Usage.of(huge, huge))));
            }
        }
        one.write(spans);

        assertThat(strings("SELECT sum(input_tokens)::text FROM runtree_model_days"))
                .containsExactly("10000000000000000000");
    }

    @Test
    void whatIsDeletedIsTakenOut() throws IOException, SQLException {
        var kept = SummedTraces.allKinds();
        one.write(kept);
        var before = rollUps(DB.database());
        var others = SummedTraces.tenDays(20);
        two.write(others);
        var gone = others.stream()
                .map(span -> span.span().id().traceId())
                .distinct()
                .toList();

        new Transactions(DB.database().dataSource()).run(connection -> {
            TraceLocks.lock(connection, gone);
            RollUps.takeOut(connection, gone);
        });

        assertThat(rollUps(DB.database())).isEqualTo(before);
    }

    @Test
    void theTextOfAContributionIsReadBackAsItWas() throws IOException {
        var traces = SummedTraces.allKinds().stream()
                .map(RecordedSpan::span)
                .collect(Collectors.groupingBy(span -> span.id().traceId()));
        for (var spans : traces.values()) {
            var contribution = Contribution.of(TraceRuns.of(spans));
            var text = ContributionText.print(contribution);
            assertThat(ContributionText.parse(text)).isEqualTo(contribution);
            Collections.shuffle(spans, new Random(1));
            assertThat(ContributionText.print(Contribution.of(TraceRuns.of(spans))))
                    .isEqualTo(text);
        }
        assertThat(ContributionText.parse(ContributionText.print(Contribution.NONE)))
                .isEqualTo(Contribution.NONE);
    }

    private static List<RecordedSpan> shuffled(List<RecordedSpan> sent, Random random) {
        var shuffled = new ArrayList<>(sent);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static CompletableFuture<Void> sent(SpanWriter writer, List<RecordedSpan> all, Random random) {
        return CompletableFuture.runAsync(() -> {
            for (var from = 0; from < all.size(); ) {
                var to = Math.min(all.size(), from + 1 + random.nextInt(40));
                writer.write(all.subList(from, to));
                from = to;
            }
        });
    }

    /** By SQL that knows nothing of how they are made. */
    private static void assertRowsSumUpTo(String rollUps) {
        var runs = strings(
                "SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI\"Z\"') || '|' || type || '|' || name || '|' || coalesce(environment, '') || '|' || status"
                        + " || '| ' || n || ' ' || micros || ' ' || tokens || ' ' || trim_scale(cost) || ' ' || unpriced FROM ("
                        + "SELECT date_trunc('hour', start_time, 'UTC') AS hour, type, name, environment, status, count(*) AS n,"
                        + " sum(round(extract(epoch FROM coalesce(end_time, last_sign) - start_time) * 1000000)) AS micros,"
                        + " coalesce(sum(total_tokens), 0) AS tokens, coalesce(sum(cost), 0) AS cost, sum(unpriced_calls) AS unpriced"
                        + " FROM runtree_runs WHERE status NOT IN ('running', 'paused') GROUP BY 1, 2, 3, 4, 5) runs");
        assertThat(runs).isNotEmpty().allSatisfy(row -> assertThat(rollUps).contains(row));
        var tools = strings("SELECT day || '|' || tool || '|' || status || '| ' || n || ' ' || micros FROM ("
                + "SELECT date_trunc('day', start_time, 'UTC')::date AS day, substr(span_name, 6) AS tool, status, count(*) AS n,"
                + " coalesce(sum(round(extract(epoch FROM end_time - start_time) * 1000000)), 0) AS micros FROM agno_spans"
                + " WHERE span_name LIKE 'tool.%' GROUP BY 1, 2, 3) tools");
        assertThat(tools).isNotEmpty().allSatisfy(row -> assertThat(rollUps).contains(row));
        assertThat(strings("SELECT sum(runs)::text FROM runtree_user_hours"))
                .isEqualTo(
                        strings("SELECT count(*)::text FROM runtree_runs WHERE status NOT IN ('running', 'paused')"));
        // What the captures used: in the generated trees some of it lies in no run.
        assertThat(strings(
                        "SELECT sum(input_tokens + output_tokens) FILTER (WHERE kind NOT IN ('embedding', 'rerank')) || ' '"
                                + " || sum(cost) || ' ' || sum(unpriced_calls)::integer FROM runtree_model_hours WHERE hour"
                                + CAPTURED))
                .isEqualTo(strings(
                        "SELECT sum(total_tokens) || ' ' || coalesce(sum(cost), 0) || ' ' || sum(unpriced_calls)"
                                + " FROM runtree_runs WHERE start_time" + CAPTURED));
    }

    private static List<String> strings(String sql) {
        return DB.database().dsl().fetch(sql).stream()
                .map((Record row) -> row.get(0, String.class))
                .toList();
    }
}
