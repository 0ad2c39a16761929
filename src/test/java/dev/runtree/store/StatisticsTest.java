package dev.runtree.store;

import static dev.runtree.store.SummedTraces.START;
import static dev.runtree.store.SummedTraces.recorded;
import static dev.runtree.store.SummedTraces.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.model.rollup.ModelTotals;
import dev.runtree.model.rollup.RunTotals;
import dev.runtree.model.rollup.ToolTotals;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What dashboards are told is what plain SQL over the rows says, whatever the range. */
class StatisticsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant FIRST = Instant.ofEpochSecond(0, START);
    private static final String MICROS = "coalesce(sum(round(extract(epoch FROM %s) * 1000000)), 0)::bigint";

    private static SpanWriter writer;
    private static Statistics statistics;

    @BeforeAll
    static void write() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        statistics = new Statistics(DB.database());
        writer.write(SummedTraces.tenDays(1_500));
        writer.write(longTrace());
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    /** One with more uses of models than are listed, over three hours. */
    private static List<RecordedSpan> longTrace() {
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(span(900, 1, null, SpanKind.AGENT, "agent-0").time(START, START + 3 * 3_600_000_000_000L)));
        for (var i = 2; i < 150; i++) {
            var start = START + i * 60_000_000_000L;
            spans.add(recorded(span(900, i, 1, SpanKind.LLM, "model-0")
                    .time(start, start + 1_000_000)
                    .model("model-0", "provider-0")
                    .usage(Usage.of(i, 1))));
        }
        return spans;
    }

    /** Odd bounds, hours, days, ranges inside an hour and of nothing. */
    private static List<Scope> ranges() {
        var scopes = new ArrayList<Scope>();
        var random = new Random(3);
        for (var i = 0; i < 12; i++) {
            var since = FIRST.plus(random.nextLong(9 * 86_400L * 1_000_000), ChronoUnit.MICROS);
            var length = (long) Math.exp(random.nextDouble() * Math.log(8 * 86_400L * 1_000_000));
            scopes.add(Scope.of(since, since.plus(length, ChronoUnit.MICROS)));
        }
        var day = FIRST.truncatedTo(ChronoUnit.DAYS);
        scopes.add(Scope.of(day, day.plus(11, ChronoUnit.DAYS)));
        scopes.add(Scope.of(day.plus(1, ChronoUnit.HOURS), day.plus(4, ChronoUnit.DAYS)));
        scopes.add(Scope.of(
                day.plus(1_000, ChronoUnit.SECONDS),
                day.plus(5, ChronoUnit.DAYS).plusSeconds(4_000)));
        scopes.add(Scope.of(FIRST.plusSeconds(1_000), FIRST.plusSeconds(1_700)));
        scopes.add(Scope.of(FIRST.plusSeconds(5_000), FIRST.plusSeconds(4_000)));
        return scopes;
    }

    @Test
    void runsOverTimeAreThoseOfTheRows() {
        for (var scope : ranges()) {
            for (var asked : List.of(
                    scope,
                    scope.ofUser("user-3"),
                    scope.ofUser(""),
                    scope.ofEnvironment("production").ofName("agent-1"))) {
                var told = new TreeMap<String, List<BigDecimal>>();
                for (var at : statistics.runsOverTime(asked).fetch()) {
                    at.runs()
                            .totals()
                            .forEach((status, totals) ->
                                    told.put(at.time().getEpochSecond() + " " + status.word(), amounts(totals)));
                }
                assertThat(told).as("%s", asked).isEqualTo(runs(asked, time(asked) + " || ' ' || status"));
            }
        }
    }

    @Test
    void runsByNameAndByUserAreThoseOfTheRows() {
        for (var scope : ranges()) {
            var byName = new TreeMap<String, List<BigDecimal>>();
            for (var of : statistics.runsByName(scope.ofUser("user-2")).fetch()) {
                of.runs()
                        .totals()
                        .forEach((status, totals) -> byName.put(of.name() + " " + status.word(), amounts(totals)));
            }
            assertThat(byName).isEqualTo(runs(scope.ofUser("user-2"), "name || ' ' || status"));

            for (var asked : List.of(scope, scope.ofEnvironment("production"))) {
                var byUser = new TreeMap<String, List<BigDecimal>>();
                for (var of : statistics.runsByUser(asked).fetch()) {
                    of.runs()
                            .totals()
                            .forEach((status, totals) -> byUser.put(of.user() + " " + status.word(), amounts(totals)));
                }
                assertThat(byUser).isEqualTo(runs(asked, "coalesce(user_id, '') || ' ' || status"));
            }

            var byDay = new TreeMap<String, List<BigDecimal>>();
            for (var of : statistics.runsByUserAndDay(scope, 1_000).fetch()) {
                of.runs()
                        .totals()
                        .forEach((status, totals) -> byDay.put(
                                of.time().getEpochSecond() / 86_400 + of.user() + " " + status.word(),
                                amounts(totals)));
            }
            assertThat(byDay)
                    .isEqualTo(runs(
                            scope,
                            "floor(extract(epoch FROM start_time) / 86400)::bigint || coalesce(user_id, '') ||"
                                    + " ' ' || status"));
            var all = statistics.runsByUserAndDay(scope, 1_000).fetch();
            assertThat(all)
                    .isSortedAccordingTo(Comparator.comparing(Statistics.RunsForAt::time)
                            .reversed()
                            .thenComparing(Comparator.comparingLong((Statistics.RunsForAt of) ->
                                            of.runs().all().runs())
                                    .reversed())
                            .thenComparing(Statistics.RunsForAt::user));
            assertThat(statistics.runsByUserAndDay(scope, 5).fetch())
                    .isEqualTo(all.subList(0, Math.min(5, all.size())));
        }
    }

    @Test
    void theUseOfModelsIsThatOfTheRows() {
        for (var scope : ranges()) {
            for (var asked : List.of(scope, scope.ofUser("user-1"), scope.ofModel("model-0"))) {
                var byModel = new TreeMap<String, List<BigDecimal>>();
                for (var of : statistics.models(asked).fetch()) {
                    byModel.put(of.model() + " " + of.provider(), amounts(of.totals()));
                }
                assertThat(byModel).as("%s", asked).isEqualTo(models(asked, "s.model || ' ' || s.provider"));
                var byUser = new TreeMap<String, List<BigDecimal>>();
                for (var of : statistics.modelsByUser(asked).fetch()) {
                    byUser.put(of.user(), amounts(of.totals()));
                }
                assertThat(byUser).as("%s", asked).isEqualTo(models(asked, "coalesce(r.user_id, '')"));
            }
        }
    }

    @Test
    void callsOfToolsAreThoseOfTheRows() {
        for (var scope : ranges()) {
            for (var asked : List.of(scope, scope.ofTool("tool-1"))) {
                var told = new TreeMap<String, List<BigDecimal>>();
                for (var of : statistics.tools(asked).fetch()) {
                    of.calls()
                            .totals()
                            .forEach((status, totals) -> told.put(of.tool() + " " + status.word(), amounts(totals)));
                }
                assertThat(told)
                        .as("%s", asked)
                        .isEqualTo(sums("SELECT tool_name || ' ' || status, count(*), "
                                + MICROS.formatted("end_time - start_time")
                                + " FROM (SELECT substr(span_name, 6) AS tool_name, status, start_time, end_time FROM"
                                + " agno_spans WHERE span_name LIKE 'tool.%') tools WHERE"
                                + " " + range("start_time", asked)
                                + is("tool_name", asked.tool()) + " GROUP BY 1"));
            }
        }
    }

    @Test
    void percentilesAreWithinFivePercentOfTheRows() {
        var scope = Scope.of(FIRST.plusSeconds(100), FIRST.plus(9, ChronoUnit.DAYS));
        for (var share : new double[] {0.5, 0.95, 0.99}) {
            for (var of : statistics.runsByName(scope).fetch()) {
                var exact = one("SELECT extract(epoch FROM percentile_disc(" + share
                        + ") WITHIN GROUP (ORDER BY end_time - start_time)) * 1000000 FROM runtree_runs WHERE name = '"
                        + of.name()
                        + "' AND " + range("start_time", scope));
                assertThat(of.runs().all().percentile(share)).isCloseTo(exact, within(0.05 * exact));
            }
            for (var of : statistics.tools(scope).fetch()) {
                var exact = one("SELECT extract(epoch FROM percentile_disc(" + share
                        + ") WITHIN GROUP (ORDER BY end_time - start_time)) * 1000000 FROM agno_spans WHERE span_name"
                        + " = 'tool."
                        + of.tool() + "' AND end_time IS NOT NULL AND " + range("start_time", scope));
                assertThat(of.calls().all().percentile(share)).isCloseTo(exact, within(0.05 * exact));
            }
        }
        var inSql =
                one("SELECT extract(epoch FROM runtree_percentile(runtree_durations_total(durations), 0.95)) * 1000000"
                        + " FROM runtree_tool_days WHERE tool = 'tool-1'");
        var exact =
                one("SELECT extract(epoch FROM percentile_disc(0.95) WITHIN GROUP (ORDER BY end_time - start_time)) *"
                        + " 1000000 FROM agno_spans WHERE span_name = 'tool.tool-1' AND end_time IS NOT NULL");
        assertThat(inSql).isCloseTo(exact, within(0.05 * exact));
    }

    @Test
    void aRunThatGoesOnIsThereWithItsPresentStatusAndOnceItHasEndedWithItsDuration() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var scope =
                Scope.of(now.minus(Duration.ofDays(20)), now.plusSeconds(60)).ofName("open");
        var start = ChronoUnit.NANOS.between(Instant.EPOCH, now.minusSeconds(30));
        var agent = span(901, 1, null, SpanKind.AGENT, "open").time(start, null).status(SpanStatus.RUNNING, null);
        writer.write(List.of(recorded(agent)));
        var silent = ChronoUnit.NANOS.between(Instant.EPOCH, now.minus(Duration.ofDays(5)));
        writer.write(List.of(recorded(
                span(902, 1, null, SpanKind.AGENT, "open").time(silent, null).status(SpanStatus.RUNNING, null))));

        var open = statistics.runsByName(scope).fetch().getFirst().runs();
        assertThat(open.runs(RunStatus.RUNNING)).isEqualTo(1);
        assertThat(open.runs(RunStatus.OK)).as("the silent one").isEqualTo(1);
        assertThat(statistics.runsOverTime(scope).fetch()).hasSize(2);

        writer.write(List.of(recorded(agent.time(start, start + 2_000_000_000L).status(SpanStatus.ERROR, null))));

        var ended = statistics.runsByName(scope).fetch().getFirst().runs();
        assertThat(ended.runs(RunStatus.RUNNING)).isZero();
        assertThat(ended.runs(RunStatus.ERROR)).isEqualTo(1);
        assertThat(ended.failureRate()).isEqualTo(0.5);
        assertThat(ended.all().durationMicros().subtract(open.all().durationMicros()))
                .isEqualByComparingTo("2000000");
    }

    private static String time(Scope scope) {
        var unit = Statistics.isByHour(scope) ? 3_600 : 86_400;
        return "floor(extract(epoch FROM start_time) / " + unit + ")::bigint * " + unit;
    }

    private static Map<String, List<BigDecimal>> runs(Scope scope, String by) {
        return sums("SELECT " + by + ", count(*), " + MICROS.formatted("end_time - start_time")
                + ", coalesce(sum(total_tokens), 0), coalesce(sum(cost), 0), sum(unpriced_calls) FROM runtree_runs"
                + " WHERE "
                + range("start_time", scope) + is("user_id", scope.user()) + is("environment", scope.environment())
                + is("name", scope.name()) + " GROUP BY 1");
    }

    private static Map<String, List<BigDecimal>> models(Scope scope, String by) {
        return sums("SELECT " + by + ", count(*), count(*) FILTER (WHERE s.status = 'error'), sum(s.input_tokens),"
                + " sum(s.output_tokens), 0, 0, 0, coalesce(sum(s.cost), 0), count(*) FILTER (WHERE s.cost IS NULL)"
                + " FROM agno_spans s JOIN runtree_runs r USING (trace_id) WHERE s.kind = 'llm' AND "
                + range("s.start_time", scope) + is("r.user_id", scope.user()) + is("s.model", scope.model())
                + " GROUP BY 1");
    }

    private static String range(String column, Scope scope) {
        return column + " >= '" + scope.since() + "' AND " + column + " < '" + scope.until() + "'";
    }

    private static String is(String column, @Nullable String wanted) {
        return wanted == null ? "" : " AND coalesce(" + column + ", '') = '" + wanted + "'";
    }

    private static Map<String, List<BigDecimal>> sums(String sql) {
        var sums = new TreeMap<String, List<BigDecimal>>();
        for (Record row : DB.database().dsl().fetch(sql)) {
            var numbers = new ArrayList<BigDecimal>();
            for (var i = 1; i < row.size(); i++) {
                numbers.add(row.get(i, BigDecimal.class).stripTrailingZeros());
            }
            sums.put(row.get(0, String.class), numbers);
        }
        return sums;
    }

    private static double one(String sql) {
        return DB.database().dsl().fetch(sql).getFirst().get(0, Double.class);
    }

    private static List<BigDecimal> amounts(RunTotals totals) {
        return stripped(totals.amounts().numbers());
    }

    private static List<BigDecimal> amounts(ModelTotals totals) {
        return stripped(totals.amounts().numbers());
    }

    private static List<BigDecimal> amounts(ToolTotals totals) {
        return stripped(totals.amounts().numbers());
    }

    private static List<BigDecimal> stripped(List<BigDecimal> numbers) {
        return numbers.stream().map(BigDecimal::stripTrailingZeros).toList();
    }
}
