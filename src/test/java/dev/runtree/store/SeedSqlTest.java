package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The SQL that is promised to work, read out of the text that promises it. */
class SeedSqlTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Pattern STATEMENT = Pattern.compile("^SELECT\\b.*?;", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String TRACE = "%032x".formatted(5);
    private static final long SECOND = 1_000_000_000L;

    private static List<String> statements = List.of();

    @BeforeAll
    static void writeRuns() throws IOException {
        try (var text = Objects.requireNonNull(SeedSqlTest.class.getResourceAsStream("/seed/observability.md"))) {
            statements = STATEMENT
                    .matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }
        var start = Instant.now().getEpochSecond() * SECOND - 60 * SECOND;
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(
                    recorded(span(1, 0, "helper", SpanKind.AGENT, start, 10)
                            .actor(new Actor("helper", null, null, "user-123", "s", null))),
                    recorded(span(2, 1, "m-1", SpanKind.LLM, start, 1)
                            .model("m-1", null)
                            .usage(Usage.of(100, 20))),
                    recorded(span(3, 1, "slow", SpanKind.TOOL, start + SECOND, 4)),
                    recorded(span(4, 1, "slow", SpanKind.TOOL, start + 5 * SECOND, 2)),
                    recorded(span(5, 1, "quick", SpanKind.TOOL, start + 7 * SECOND, 1)
                            .status(SpanStatus.ERROR, "no"))));
        }
    }

    @Test
    void theTextHoldsTwoStatements() {
        assertThat(statements).hasSize(2);
    }

    @Test
    void theSlowestToolsOfTheLastHour() {
        var rows = DB.database().dsl().fetch(statements.getFirst());
        assertThat(rows.getValues("span_name")).isEqualTo(List.of("tool.slow", "tool.quick"));
        assertThat(rows.getValues("calls", Long.class)).containsExactly(2L, 1L);
        assertThat(rows.getValues("avg_duration", String.class).getFirst()).contains("3");
    }

    @Test
    void theRunsOfAUser() {
        var rows = DB.database().dsl().fetch(statements.getLast());
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.get("id", String.class)).isEqualTo(id(1).runId());
            assertThat(row.get("agent_id", String.class)).isEqualTo("helper");
            assertThat(row.get("model", String.class)).isEqualTo("m-1");
            assertThat(row.get("status", String.class)).isEqualTo("ok");
            assertThat(row.get("total_tokens", Long.class)).isEqualTo(120L);
        });
    }

    @Test
    void theSignalsToWatch() {
        var ask = DB.database().dsl();
        assertThat(ask.fetchOne(
                                "SELECT extract(epoch FROM end_time - start_time)::int FROM agno_spans WHERE span_name LIKE 'agent.%'")
                        .get(0))
                .isEqualTo(10);
        assertThat(ask.fetchOne("SELECT sum(total_tokens)::int FROM agno_sessions GROUP BY model")
                        .get(0))
                .isEqualTo(120);
        assertThat(ask.fetchOne("SELECT count(*)::int FROM agno_spans WHERE status='error' AND span_name LIKE 'tool.%'")
                        .get(0))
                .isEqualTo(1);
        assertThat(
                        ask.fetch(
                                "SELECT user_id, created_at::date, count(*) FROM agno_sessions GROUP BY user_id, created_at::date"))
                .hasSize(1);
        assertThat(ask.fetchOne("SELECT count(*)::int FROM agno_approvals WHERE status='pending'")
                        .get(0))
                .isEqualTo(0);
        for (var view : List.of("agno_team_sessions", "agno_workflow_sessions")) {
            assertThat(ask.fetch(statements.getLast().replace("agno_sessions", view)))
                    .isEmpty();
        }
    }

    private static SpanBuilder span(int number, int parent, String name, SpanKind kind, long start, int seconds) {
        return Span.builder(id(number), name, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .status(SpanStatus.OK, null)
                .time(start, start + seconds * SECOND);
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }

    private static RecordedSpan recorded(SpanBuilder span) {
        return new RecordedSpan(span.build(), Payload.EMPTY);
    }
}
