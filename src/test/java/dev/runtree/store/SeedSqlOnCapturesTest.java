package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.RunReader;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jooq.Record;
import org.jooq.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The promised SQL on what three SDKs recorded: agno, OpenInference for OpenAI, and plain OpenTelemetry with gen_ai. */
class SeedSqlOnCapturesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Pattern STATEMENT = Pattern.compile("^SELECT\\b.*?;", Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> CAPTURES =
            List.of("agno-toolerror.pb", "openinference-openai-agent.pb", "gen-ai-agent.pb");

    private static List<String> statements = List.of();

    @BeforeAll
    static void importCaptures() throws IOException {
        statements = STATEMENT
                .matcher(new String(resource("/seed/observability.md"), StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .toList();
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            for (var capture : CAPTURES) {
                writer.write(new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, resource("/otlp/" + capture), Source.IMPORT)
                        .spans());
            }
        }
    }

    /** The text asks for the last hour; when the captures were made is long ago, so the hour is moved to them. */
    @Test
    void theSlowestToolsAreThoseOfTheCaptures() {
        var asked = statements.getFirst();
        assertThat(ask(asked)).isEmpty();
        var rows = ask(asked.replace("NOW() - INTERVAL '1 hour'", "'2000-01-01'"));
        assertThat(rows)
                .extracting(row -> row.get("span_name", String.class), row -> row.get("calls", Integer.class))
                .containsExactlyInAnyOrder(tuple("tool.get_weather", 2), tuple("tool.flaky_lookup", 1));
    }

    @Test
    void theRunsOfAUserHaveTheirTokens() {
        assertThat(ask(statements.getLast().replace("user-123", "user-42")))
                .extracting(
                        row -> row.get("status", String.class),
                        row -> row.get("total_tokens", Integer.class),
                        row -> String.valueOf(row.get("model", String.class)).startsWith("gpt-4o-mini"))
                .containsExactlyInAnyOrder(tuple("ok", 240, true), tuple("ok", 240, true));
        assertThat(ask(statements.getLast().replace("user-123", "user-7")))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.get("total_tokens", Integer.class)).isEqualTo(240));
    }

    /** Each made two calls, of 82 in and 17 out and of 120 in and 21 out; the agent's span says the sum again. */
    @Test
    void noCallIsCountedTwice() {
        var rows = ask("SELECT model, sum(total_tokens) AS tokens FROM agno_sessions GROUP BY model");
        assertThat(rows.stream().mapToLong(row -> row.get("tokens", Long.class)).sum())
                .isEqualTo(3 * 240);
    }

    @Test
    void oneToolOfThreeFailed() {
        var rows = ask("SELECT span_name, avg((status = 'error')::int)::float8 AS rate FROM agno_spans"
                + " WHERE span_name LIKE 'tool.%' GROUP BY span_name");
        assertThat(rows)
                .extracting(row -> row.get("span_name", String.class), row -> row.get("rate", Double.class))
                .containsExactlyInAnyOrder(tuple("tool.get_weather", 0.0), tuple("tool.flaky_lookup", 1.0));
    }

    @Test
    void aReplayFromTheRecordChangesNoAnswer() {
        var questions = List.of(
                statements.getFirst().replace("NOW() - INTERVAL '1 hour'", "'2000-01-01'"),
                statements.getFirst(),
                statements.getLast().replace("user-123", "user-42"),
                statements.getLast().replace("user-123", "user-7"),
                "SELECT model, sum(total_tokens) AS tokens, sum(cost) AS cost FROM agno_sessions"
                        + " WHERE total_tokens IS NOT NULL GROUP BY model ORDER BY model",
                "SELECT user_id, count(*) AS runs FROM agno_sessions WHERE user_id IS NOT NULL GROUP BY 1 ORDER BY 1",
                "SELECT session_id, count(*) AS runs FROM agno_sessions WHERE session_id IS NOT NULL GROUP BY 1 ORDER"
                        + " BY 1",
                "SELECT sum(input_tokens) AS read, sum(output_tokens) AS written, sum(cost) AS cost FROM agno_spans",
                "SELECT span_name, count(*) AS calls, avg((status = 'error')::int)::float8 AS rate FROM agno_spans"
                        + " WHERE span_name LIKE 'tool.%' OR span_name LIKE 'llm.%' GROUP BY 1 ORDER BY 1");
        var before = questions.stream().map(sql -> ask(sql).format()).toList();
        var queries = new RunQueries(DB.database());
        var runs = queries.runs(RunFilter.ALL, null, 100).fetch().runs();
        try (var recorder = Recorder.ofReplays(DB.database(), Prices.none())) {
            for (var run : runs) {
                var trace = queries.run(run.id()).fetch().orElseThrow();
                var recorded = new RunReader(queries, trace).fetch();
                new RecordedReplay(queries, recorder, trace, recorded, at -> {}).fetch();
            }
        }
        assertThat(queries.runs(RunFilter.parse("source:replay"), null, 100)
                        .fetch()
                        .runs())
                .hasSize(runs.size());
        assertThat(questions.stream().map(sql -> ask(sql).format()).toList()).isEqualTo(before);
    }

    private static Result<Record> ask(String sql) {
        return DB.database().dsl().fetch(sql);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(SeedSqlOnCapturesTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
