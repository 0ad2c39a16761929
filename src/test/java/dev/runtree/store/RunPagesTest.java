package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage.Place;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunPagesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static RunQueries queries;

    /** 12,000 runs, of which 1,000 start at the same moment, and one of 50 is of a model of its own. */
    @BeforeAll
    static void fill() {
        queries = new RunQueries(DB.database());
        DB.database()
                .dsl()
                .execute("INSERT INTO runtree_runs (trace_id, span_id, run_id, type, start_time, end_time, last_sign,"
                        + " status, name, user_id, session_id, model, span_count, error_count, source) SELECT"
                        + " md5(n::text), 'aa', md5(n::text) || '-aa', 'agent', at, at, at, CASE WHEN n % 40 = 0"
                        + " THEN 'error' WHEN n % 3000 = 7 THEN 'paused' ELSE 'ok' END, 'x', 'user-' || n % 10,"
                        + " 'Session-' || n, CASE WHEN n % 50 = 0 THEN 'rare' ELSE 'usual' END, 1, 0, 'otlp' FROM"
                        + " (SELECT n, now() - make_interval(secs => CASE WHEN n BETWEEN 3000 AND 3999 THEN 3000"
                        + " ELSE n END) AS at FROM generate_series(1, 12000) n) runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model:usual",
                "model:rare",
                "user:user-3",
                "status:error",
                "status:paused",
                "user:user-3 -model:rare",
                "user:user-1 OR user:user-2",
                "-user:user-1",
                "session:*99"
            })
    void everyRunComesOnceInOrder(String filter) {
        var runs = all(RunFilter.parse(filter), RunOrder.NEWEST_FIRST, 170);

        assertThat(runs)
                .isSortedAccordingTo((a, b) -> a.startNanos() != b.startNanos()
                        ? Long.compare(b.startNanos(), a.startNanos())
                        : a.id().compareTo(b.id()));
        assertThat(runs).doesNotHaveDuplicates().hasSize(expected(filter));
        assertThat(all(RunFilter.parse(filter), RunOrder.OLDEST_FIRST, 170)).isEqualTo(runs.reversed());
    }

    private static int expected(String filter) {
        return switch (filter) {
            case "" -> 12_000;
            case "model:usual" -> 11_760;
            case "model:rare" -> 240;
            case "user:user-3" -> 1_200;
            case "status:error" -> 300;
            case "status:paused" -> 4;
            case "user:user-3 -model:rare" -> 1_200;
            case "user:user-1 OR user:user-2" -> 2_400;
            case "-user:user-1" -> 10_800;
            case "session:*99" -> 120;
            default -> throw new IllegalArgumentException(filter);
        };
    }

    private static List<Run> all(RunFilter filter, RunOrder order, int page) {
        var runs = new ArrayList<Run>();
        Place place = null;
        do {
            var next = queries.runs(filter, order, place, page).fetch();
            assertThat(next.runs()).hasSizeLessThanOrEqualTo(page);
            runs.addAll(next.runs());
            place = next.next();
        } while (place != null);
        return runs;
    }

    @ParameterizedTest
    @ValueSource(ints = {170, 20_000})
    void tellsHowManyRunsWereLookedAtOneByOne(int limit) {
        var looked = 0L;
        Place place = null;
        do {
            var page = queries.runs(RunFilter.parse("model:rare"), place, limit).fetch();
            looked += page.looked();
            place = page.next();
        } while (place != null);

        // Of those that start at the same moment as the last one of a stretch, the others are not counted.
        assertThat(looked).isBetween(11_000L, 12_000L);
        assertThat(queries.runs(RunFilter.parse("status:error"), null, 100)
                        .fetch()
                        .looked())
                .isZero();
    }

    @Test
    void countsUpToACap() {
        assertThat(queries.count(RunFilter.parse("model:rare"), 1_000).fetch()).isEqualTo(new RunCount(240, false));
        assertThat(queries.count(RunFilter.parse("model:rare"), 100).fetch()).isEqualTo(new RunCount(100, true));
        assertThat(queries.count(RunFilter.ALL, 1_000).fetch().text()).isEqualTo("1,000+");
        assertThat(queries.count(RunFilter.parse("user:nobody"), 1_000).fetch()).isEqualTo(RunCount.NONE);
    }

    @Test
    void offersUsersAndSessionsMostRecentFirst() {
        assertThat(queries.users(RunFilter.ALL, "", 3).fetch()).containsExactly("user-1", "user-2", "user-3");
        assertThat(queries.users(RunFilter.ALL, "USER-7", 3).fetch()).containsExactly("user-7");
        assertThat(queries.sessions(RunFilter.parse("user:user-5"), "session-", 2)
                        .fetch())
                .containsExactly("Session-5", "Session-15");
        assertThat(queries.sessions(RunFilter.ALL, "session-11999", 2).fetch()).containsExactly("Session-11999");
    }

    @Test
    void aRunIsFoundByTheBeginningOfItsId() {
        var run = all(RunFilter.parse("model:rare"), RunOrder.NEWEST_FIRST, 500).getLast();

        assertThat(all(RunFilter.parse("id:" + run.runId().substring(0, 12)), RunOrder.NEWEST_FIRST, 10))
                .containsExactly(run);
        assertThat(all(RunFilter.parse("id:" + run.runId()), RunOrder.NEWEST_FIRST, 10))
                .containsExactly(run);
        assertThat(queries.named(run.runId().substring(0, 12)).fetch()).containsExactly(run);
        assertThat(queries.named(run.id().traceId().substring(0, 31) + "-"
                                + run.id().spanId())
                        .fetch())
                .as("as lists show it")
                .containsExactly(run);
        assertThat(queries.again(List.of(run.id(), new SpanId("none", "none"))).fetch())
                .containsExactly(run);
    }

    @Test
    void aTraceComesInPieces() {
        var trace = "%032x".formatted(0xdada);
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= 5_000; i++) {
            var start = System.currentTimeMillis() * 1_000_000 + i * 1_001L;
            spans.add(new RecordedSpan(
                    Span.builder(
                                    new SpanId(trace, "%016x".formatted(i)),
                                    "step " + i,
                                    i == 1 ? SpanKind.AGENT : SpanKind.TOOL)
                            .parent(i == 1 ? null : "%016x".formatted(i / 4 + 1))
                            .time(start, start + i)
                            .tags(i % 3 == 0 ? List.of("ü", "b") : List.of())
                            .build(),
                    Payload.EMPTY));
        }
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
        var pieces = new ArrayList<List<Span>>();

        var read = queries.trace(trace, pieces::add).fetch().orElseThrow();

        assertThat(pieces.getFirst()).hasSize(256);
        assertThat(pieces.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(read.spans());
        assertThat(read.spans())
                .containsExactlyInAnyOrderElementsOf(
                        spans.stream().map(RecordedSpan::span).toList());
        var given = new ArrayList<Span>();
        var query = new ArrayList<Query<?>>();
        query.add(queries.trace(trace, piece -> {
            given.addAll(piece);
            query.getFirst().cancel();
        }));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> query.getFirst().fetch())
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        assertThat(given).hasSizeLessThan(5_000);
        assertThat(queries.trace(trace).fetch()).contains(read);
        DB.database().dsl().execute("DELETE FROM runtree_runs WHERE trace_id = ?", trace);
    }

    @Test
    void aRunOfVeryManyStepsIsReadWithTheBeginningsOfItsToolsAlone() {
        var trace = "%032x".formatted(0xbe9);
        var said = "x".repeat(Span.PREVIEW);
        var spans = new ArrayList<RecordedSpan>();
        for (var kind : List.of(SpanKind.AGENT, SpanKind.LLM, SpanKind.TOOL)) {
            spans.add(new RecordedSpan(
                    Span.builder(new SpanId(trace, "%016x".formatted(spans.size() + 1)), "step", kind)
                            .parent(spans.isEmpty() ? null : "%016x".formatted(1))
                            .time(1_700_000_000_000_000_000L + spans.size(), 1_700_000_000_000_000_100L)
                            .input(said)
                            .output(kind + " said")
                            .build(),
                    Payload.EMPTY));
        }
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
        var run = spans.getFirst().span().id();

        var slim = queries.run(run, Beginnings.OF_TOOLS, 1_000, piece -> {})
                .fetch()
                .orElseThrow();

        assertThat(slim.spans()).extracting(Span::input).containsExactly(null, null, said.substring(0, 80));
        assertThat(slim.spans()).extracting(Span::output).containsExactly(null, null, SpanKind.TOOL + " said");
        assertThat(queries.run(run, Beginnings.OF_ALL, 1_000, piece -> {})
                        .fetch()
                        .orElseThrow()
                        .spans())
                .containsExactlyElementsOf(
                        spans.stream().map(RecordedSpan::span).toList());
        DB.database().dsl().execute("DELETE FROM runtree_runs WHERE trace_id = ?", trace);
    }
}
