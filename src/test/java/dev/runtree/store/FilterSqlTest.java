package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of the filter against real rows: by the list, and by the statement that is shown for it. */
class FilterSqlTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long NOON = 1_795_176_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private static final List<RecordedSpan> SPANS = new ArrayList<>();
    private static RunQueries queries;

    /** A team with two members, of which one calls a tool that fails; a lone agent; loose calls; one with awkward words. */
    @BeforeAll
    static void write() {
        span(1, 1, 0, "desk", SpanKind.TEAM, 60, span -> span.actor(actor("desk", "ana", "trip")));
        span(1, 2, 1, "flights", SpanKind.AGENT, 30, span -> span.actor(actor("flights", "ana", "trip")));
        span(
                1,
                3,
                2,
                "gpt-4.1-mini",
                SpanKind.LLM,
                9,
                span -> span.model("gpt-4.1-mini", "openai").usage(Usage.of(1_200, 100)));
        span(
                1,
                4,
                2,
                "search_flights",
                SpanKind.TOOL,
                2,
                span -> span.toolName("search_flights").status(SpanStatus.ERROR, "DATE_IN_PAST: it's before today"),
                "{\"gen_ai.tool.call.arguments\":\"{\\\"depart_date\\\":\\\"2026-04-12\\\",\\\"city\\\":\\\"M\\\\u00fcnchen\\\"}\","
                        + "\"gen_ai.tool.call.result\":\"refused\",\"retries\":3,\"http.method\":\"GET\"}");
        span(1, 5, 1, "hotels", SpanKind.AGENT, 20, span -> span.actor(actor("hotels", "ana", "trip")));
        span(
                1,
                6,
                5,
                "search_hotels",
                SpanKind.TOOL,
                1,
                span -> span.toolName("search_hotels"),
                "{\"input.value\":\"{\\\"city\\\":\\\"Berlin\\\"}\",\"output.value\":\"Aurora\",\"retries\":1}");
        span(
                2,
                1,
                0,
                "visa",
                SpanKind.AGENT,
                10,
                span -> span.actor(actor("visa", "o'neil\\", "s 2"))
                        .environment("prod")
                        .tags(List.of("vip", "a\"b")));
        span(
                2,
                2,
                1,
                "gpt-4.1",
                SpanKind.LLM,
                5,
                span -> span.model("gpt-4.1", "openai").usage(Usage.of(10, 5)));
        span(2, 3, 1, "search_flights", SpanKind.TOOL, 8, span -> span.toolName("search_flights"));
        span(3, 1, 0, "gpt-4.1", SpanKind.LLM, 1, span -> span.model("gpt-4.1", "openai"));
        span(3, 2, 9, "lookup", SpanKind.TOOL, 1, span -> span.toolName("lookup"));
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(SPANS);
        }
        queries = new RunQueries(DB.database());
    }

    private static Actor actor(String agent, String user, String session) {
        return new Actor(agent, null, null, user, session, null);
    }

    private static void span(
            int trace, int id, int parent, String name, SpanKind kind, int seconds, UnaryOperator<SpanBuilder> more) {
        span(trace, id, parent, name, kind, seconds, more, "{}");
    }

    private static void span(
            int trace,
            int id,
            int parent,
            String name,
            SpanKind kind,
            int seconds,
            UnaryOperator<SpanBuilder> more,
            String attributes) {
        var start = NOON - trace * 3_600L * SECOND + id * SECOND;
        var span = Span.builder(new SpanId("%032x".formatted(trace), "%016x".formatted(id)), name, kind)
                .parent(parent == 0 ? null : "%016x".formatted(parent))
                .status(SpanStatus.OK, null)
                .time(start, start + seconds * SECOND);
        var none = Payload.EMPTY;
        SPANS.add(new RecordedSpan(
                more.apply(span).build(),
                new Payload(
                        attributes,
                        none.events(),
                        none.links(),
                        "{\"service.name\":\"desk-" + trace + "\"}",
                        none.scope(),
                        none.otlp(),
                        null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "user:ana | desk flights hotels",
                "user:\"o'neil\\\\\" | visa",
                "user:\"\" | lookup|",
                "session:\"s 2\" | visa",
                "session:t* | desk flights hotels",
                "agent:flights | flights",
                "agent:* type:team | desk",
                "team:* | desk",
                "workflow:* | ",
                "type:call | lookup",
                "status:ok | desk flights hotels visa lookup",
                "status:error | ",
                "errors:>0 | desk flights",
                "tokens:>1k | desk flights",
                "tokens:10..20 | visa",
                "cost:>0 | ",
                "duration:>15s | desk flights hotels",
                "duration:..12s | visa lookup",
                "since:2026-11-20T10:30Z | desk flights hotels",
                "until:2026-11-20T10:30Z | visa lookup",
                "since:2026-11-20T09:30Z..2026-11-20T10:30Z | visa",
                "tag:vip | visa",
                "tag:a* | visa",
                "source:otlp | desk flights hotels visa lookup",
                "env:prod | visa",
                "name:VIS* | visa",
                "id:00000000000000000000000000000002 | visa",
                "model:gpt-4.1-mini | desk flights",
                "model:gpt* | desk flights visa lookup",
                "-model:gpt* | hotels",
                "tool:search_flights | desk flights visa",
                "-tool:search_flights | hotels lookup",
                "tool:lookup | lookup",
                "kind:tool kind:agent | desk flights hotels visa",
                "step.status:error | desk flights",
                "step.duration:>7.5s tool:search_flights | desk flights visa",
                "span:(tool:search_flights step.duration:>7.5s) | visa",
                "span:(tool:search* -step.status:error) | desk hotels visa",
                "span:(tool:search_hotels OR tool:lookup) | desk hotels lookup",
                "-span:(step.status:error) type:agent | hotels visa",
                "error:\"it's before\" | desk flights",
                "error:date_in* | desk flights",
                "arg:2026-04-12 | desk flights",
                "arg:münchen | desk flights",
                "arg:berlin | desk hotels",
                "result:refused OR result:aurora | desk flights hotels",
                "attr.http.method:GET | desk flights",
                "attr.http.method:G* | desk flights",
                "attr.retries:>=3 | desk flights",
                "attr.retries:1..2 | desk hotels",
                "span:(attr.retries:>0 tool:search_hotels) | desk hotels",
                "attr.service.name:desk-2 | visa",
                "attr.none:* | ",
                "(user:ana type:team) OR tag:vip | desk visa",
                "\"100%_?\\\\'\" | "
            })
    void findsTheRunsAndShowsSqlThatFindsThem(String filter, @Nullable String names) {
        var found = queries.runs(RunFilter.parse(filter), null, 100).fetch().runs();

        assertThat(found.stream().map(FilterSqlTest::named))
                .as(filter)
                .containsExactlyInAnyOrder(names == null ? new String[0] : names.split(" ", -1));
        assertThat(ids(queries.sql(RunFilter.parse(filter), 100).fetch()))
                .as(filter)
                .containsExactlyElementsOf(found.stream().map(Run::runId).toList());
    }

    private static String named(Run run) {
        return run.id().traceId().endsWith("3") ? "lookup" : run.name();
    }

    private static List<String> ids(String sql) {
        var ids = new ArrayList<String>();
        new SqlConsole(DB.database()).run(sql, false, new SqlConsole.Reader() {
            @Override
            public void columns(List<SqlConsole.Column> columns) {}

            @Override
            public void row(List<@Nullable String> values) {
                ids.add(String.valueOf(values.getFirst()));
            }
        });
        return ids;
    }

    @Test
    void hostileValuesFindNothingAndFailNothing() {
        for (var value : List.of(
                "\"\0\"",
                "\"\ud83d\"",
                "\"'; DROP TABLE runtree_runs; --\"",
                "\"" + "x'\\\\".repeat(300) + "\"",
                "%%",
                "_x_")) {
            for (var key : List.of(
                    "user", "tag", "name", "id", "tool", "error", "arg", "attr.x", "attr." + "\"\0'\"", "model")) {
                var filter = RunFilter.parse(key + ":" + value);
                assertThat(queries.runs(filter, null, 10).fetch().runs()).isEmpty();
                assertThat(ids(queries.sql(filter, 10).fetch())).isEmpty();
            }
        }
    }

    @Test
    void theShownStatementSaysWhatTheListDoes() {
        assertThat(queries.sql(RunFilter.parse("user:ana status:error"), 100).fetch())
                .contains("FROM runtree_runs", "WHERE user_id = 'ana'\n  AND (status <> 'ok'", "LIMIT 100")
                .doesNotContain("stretch of time");
        assertThat(queries.sql(RunFilter.parse("tool:search"), 100).fetch()).contains("stretch of time", "'search'");
        assertThat(queries.sql(RunFilter.parse("user:ana refund"), 100).fetch())
                .contains("-- The words are also looked for in payloads");
    }
}
