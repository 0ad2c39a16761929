package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.store.Facets.Facet;
import dev.runtree.store.Facets.Value;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("TimeInStaticInitializer") // runs of one moment
class FacetsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long START = Instant.now().minusSeconds(9_000).getEpochSecond() * 1_000_000_000L;

    /** Three trips of a team with a member whose tool fails in two of them, and 1,100 runs of another agent before. */
    @BeforeAll
    static void fill() {
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            for (var trip = 1; trip <= 3; trip++) {
                writer.write(trip(trip, trip < 3));
            }
        }
        DB.database()
                .dsl()
                .execute(
                        "INSERT INTO runtree_runs (trace_id, span_id, run_id, type, start_time, end_time, last_sign, status,"
                                + " name, agent_id, user_id, model, span_count, error_count, source)"
                                + " SELECT md5(n::text), 'aa', md5(n::text) || '-aa', 'agent', at, at, at, 'ok', 'many', 'many', 'eve',"
                                + " 'm-' || n % 3, 1, 0, 'otlp' FROM (SELECT n, now() - make_interval(hours => 5, secs => n) AS at"
                                + " FROM generate_series(1, 1100) n) runs");
        new Annotations(DB.database()).tag(List.of(new Subject(id(1, 1), id(1, 1))), "odd");
    }

    @Test
    void countsWhatTheRunsThatMatchSay() {
        var facets = new Facets(DB.database());
        var found = facets.of(RunFilter.parse("user:ana")).fetch();
        var counts = found.counts();

        assertThat(counts.runs()).isEqualTo(6);
        assertThat(counts.more()).isFalse();
        assertThat(counts.values().get(Facet.NAME))
                .containsExactly(new Value("team", "desk", 3), new Value("agent", "flights", 3));
        assertThat(counts.values().get(Facet.STATUS)).containsExactly(new Value("status", "ok", 6));
        assertThat(counts.values().get(Facet.TAG)).containsExactly(new Value("tag", "odd", 1));
        assertThat(facets.failedTools(found.failed()).fetch().values())
                .as("in the runs that called it and in those above them")
                .containsExactly(new Value("", "search", 4));
    }

    @Test
    void everyValueFindsAsManyRunsAsItsCountSays() {
        var found = new Facets(DB.database()).of(RunFilter.parse("user:ana")).fetch();
        var queries = new RunQueries(DB.database());
        for (var values : found.counts().values().values()) {
            for (var value : values) {
                var filter = RunFilter.parse("user:ana " + value.key() + ":" + value.value());
                assertThat(queries.count(filter, 100).fetch().runs())
                        .as(filter.print())
                        .isEqualTo(value.runs());
            }
        }
        assertThat(queries.count(RunFilter.parse("user:ana span:(tool:search step.status:error)"), 100)
                        .fetch()
                        .runs())
                .isEqualTo(4);
    }

    @Test
    void aTraceOfVeryManyStepsHidesNoOtherTrace() {
        var facets = new Facets(DB.database());
        var failed = facets.of(RunFilter.parse("user:ana")).fetch().failed();
        var steps = "UPDATE agno_traces SET span_count = span_count + ? WHERE trace_id = ?";
        DB.database().dsl().execute(steps, 20_000, id(2, 1).traceId());
        try {
            assertThat(facets.failedTools(failed).fetch())
                    .isEqualTo(new Facets.FailedTools(List.of(new Value("", "search", 2)), 1));
        } finally {
            DB.database().dsl().execute(steps, -20_000, id(2, 1).traceId());
        }
    }

    @Test
    void onlyTheNewestAreLookedAtAndItIsSaid() {
        var counts = new Facets(DB.database()).of(RunFilter.ALL).fetch().counts();
        assertThat(counts.runs()).isEqualTo(Facets.RUNS);
        assertThat(counts.more()).isTrue();
        assertThat(counts.values().get(Facet.NAME)).contains(new Value("agent", "many", 994));

        assertThat(new Facets(DB.database())
                        .of(RunFilter.parse("user:nobody"))
                        .fetch()
                        .counts()
                        .values())
                .isEmpty();
    }

    @Test
    void wordsAreLeftOutSinceTheyAreLookedForInTheListAlone() {
        var counts = new Facets(DB.database())
                .of(RunFilter.parse("user:ana said-in-a-payload"))
                .fetch()
                .counts();
        assertThat(counts.runs()).isEqualTo(6);
    }

    @Test
    void whatReadersGaveIsOfferedForAFilter() {
        var queries = new RunQueries(DB.database());
        assertThat(queries.values(RunKey.TAG, "", RunFilter.ALL, "od", 10).fetch())
                .containsExactly(new ValueCount("odd", 1));

        var run = new Subject(id(2, 1), id(2, 1));
        var score = new Annotation.Score("helpful", new BigDecimal("0.5"), null, null, null, Instant.EPOCH);
        new Annotations(DB.database()).score(run, score, null);
        assertThat(queries.values(RunKey.SCORE, "", RunFilter.ALL, "", 10).fetch())
                .containsExactly(new ValueCount("helpful", 1));
        assertThat(queries.values(RunKey.SCORE, "", RunFilter.ALL, "wrong", 10).fetch())
                .isEmpty();
    }

    private static List<RecordedSpan> trip(int number, boolean fails) {
        var spans = new ArrayList<Span>();
        spans.add(Span.builder(id(number, 1), "desk", SpanKind.TEAM)
                .actor(new Actor(null, "desk", null, "ana", "s", null))
                .time(START + number, START + number + 900)
                .build());
        spans.add(Span.builder(id(number, 2), "flights", SpanKind.AGENT)
                .parent(id(number, 1).spanId())
                .actor(new Actor("flights", null, null, "ana", "s", null))
                .time(START + number + 1, START + number + 800)
                .build());
        for (var call = 3; call < 5; call++) {
            spans.add(Span.builder(id(number, call), "search", SpanKind.TOOL)
                    .parent(id(number, 2).spanId())
                    .toolName("search")
                    .status(fails ? SpanStatus.ERROR : SpanStatus.OK, fails ? "no" : null)
                    .time(START + number + call, START + number + call + 10)
                    .build());
        }
        return spans.stream().map(span -> new RecordedSpan(span, Payload.EMPTY)).toList();
    }

    private static SpanId id(int trace, int span) {
        return new SpanId("%032x".formatted(0xface0 + trace), "%016x".formatted(span));
    }
}
