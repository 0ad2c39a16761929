package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.TraceRuns;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a writer remembers of a trace never stands against what is stored. */
class TraceMemoryTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long START = 1_700_000_000_000_000_000L;
    private static int traces;

    private static SpanWriter writer;
    private static RunQueries queries;

    private final String trace = "%032x".formatted(0xdef000 + ++traces);

    @BeforeAll
    static void open() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        queries = new RunQueries(DB.database());
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    @Test
    void aTraceInManyBatchesHasTheRunsOfAllItsSpans() {
        var random = new Random(1);
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= 300; i++) {
            var kind = i % 30 == 1 ? SpanKind.AGENT : i % 3 == 0 ? SpanKind.LLM : SpanKind.TOOL;
            spans.add(recorded(span(i, i == 1 ? 0 : kind == SpanKind.AGENT ? 1 : i - (i - 1) % 30, kind)
                    .input("asked " + i)
                    .output("answered " + i)
                    .status(random.nextInt(9) == 0 ? SpanStatus.ERROR : SpanStatus.OK, "m" + i)));
        }
        Collections.shuffle(spans, random);
        for (var from = 0; from < spans.size(); from += 10) {
            writer.write(spans.subList(from, from + 10));
        }

        var expected = TraceRuns.of(spans.stream().map(RecordedSpan::span).toList()).runs().stream()
                .map(TraceRuns.DerivedRun::run)
                .toList();
        assertThat(queries.trace(trace).fetch().orElseThrow().runs()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatSomebodyElseWroteInBetweenCounts() {
        writer.write(List.of(recorded(span(1, 0, SpanKind.AGENT))));
        try (var other = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            other.write(List.of(recorded(span(2, 1, SpanKind.TOOL).status(SpanStatus.ERROR, "broken"))));
        }
        writer.write(List.of(recorded(span(3, 1, SpanKind.TOOL))));
        assertThat(top().spanCount()).isEqualTo(3);
        assertThat(top().errorCount()).isEqualTo(1);
    }

    /** Larger than what is in memory at once while it is read. */
    @Test
    void aLargeTraceThatIsNotRememberedHasTheRunsOfAllItsSpans() {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= 6_000; i++) {
            var kind = i % 3_000 == 1 ? SpanKind.AGENT : i % 2 == 0 ? SpanKind.LLM : SpanKind.TOOL;
            spans.add(recorded(span(i, i == 1 ? 0 : kind == SpanKind.AGENT ? 1 : i - (i - 1) % 3_000, kind)
                    .input("asked " + i)
                    .output("answered " + i)));
        }
        try (var first = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            first.write(spans.subList(0, 5_990));
        }
        writer.write(spans.subList(5_990, 6_000));
        var expected = TraceRuns.of(spans.stream().map(RecordedSpan::span).toList()).runs().stream()
                .map(TraceRuns.DerivedRun::run)
                .toList();
        assertThat(queries.trace(trace).fetch().orElseThrow().runs()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void oneTraceThatIsLargerThanAllThatIsKeptIsRemembered() {
        var memory = new TraceMemory(10_000);
        var small = known("5", 1);
        memory.keep(List.of(small));
        var first = known("a", 100);
        memory.keep(List.of(first));
        assertThat(memory.take(List.of("a"))).containsOnly(Map.entry("a", first));
        assertThat(memory.take(List.of("a"))).isEmpty();

        memory.keep(List.of(first));
        memory.keep(List.of(known("b", 100)));
        assertThat(memory.take(List.of("a", "b", "5"))).containsOnlyKeys("b", "5");
    }

    private static KnownTrace known(String traceId, int spans) {
        var known = new KnownTrace(traceId);
        for (var i = 0; i < spans; i++) {
            known.spans()
                    .put(Span.builder(new SpanId(traceId, "%016x".formatted(i)), "step", SpanKind.TOOL)
                            .time(START, START + 1)
                            .build());
        }
        known.setStored(1);
        return known;
    }

    @Test
    void aTraceThatSomebodyDeletedBeginsAnew() {
        writer.write(List.of(recorded(span(1, 0, SpanKind.AGENT)), recorded(span(2, 1, SpanKind.TOOL))));
        for (var table : List.of("runtree_spans", "runtree_runs", "agno_traces")) {
            execute("DELETE FROM " + table + " WHERE trace_id = '" + trace + "'");
        }
        writer.write(List.of(recorded(span(3, 0, SpanKind.AGENT))));
        assertThat(top().id()).isEqualTo(id(3));
        assertThat(top().spanCount()).isEqualTo(1);
    }

    @Test
    void rowsWhoseTraceLostItsOwnRowAreFound() {
        writer.write(List.of(recorded(span(1, 0, SpanKind.AGENT)), recorded(span(2, 1, SpanKind.TOOL))));
        execute("DELETE FROM agno_traces WHERE trace_id = '" + trace + "'");
        writer.write(List.of(recorded(span(1, 0, SpanKind.AGENT)), recorded(span(3, 1, SpanKind.TOOL))));
        assertThat(top().spanCount()).isEqualTo(3);
    }

    @Test
    void whatWasRolledBackIsNotRemembered() {
        writer.write(List.of(recorded(span(1, 0, SpanKind.AGENT))));
        var second = List.of(recorded(span(2, 1, SpanKind.TOOL)), recorded(span(3, 1, SpanKind.AGENT)));
        execute("ALTER TABLE runtree_runs ADD CONSTRAINT refused CHECK (run_id <> '" + id(3).runId() + "')");
        try {
            assertThatThrownBy(() -> writer.write(second)).isInstanceOf(StoreException.class);
        } finally {
            execute("ALTER TABLE runtree_runs DROP CONSTRAINT refused");
        }
        assertThat(top().spanCount()).isEqualTo(1);
        writer.write(second);
        assertThat(top().spanCount()).isEqualTo(3);
        assertThat(queries.trace(trace).fetch().orElseThrow().spans()).hasSize(3);
    }

    @Test
    void oneSubmissionIsWrittenByAllLanes() {
        var spans = new ArrayList<RecordedSpan>();
        var ids = new ArrayList<SpanId>();
        for (var i = 0; i < 40; i++) {
            var id = new SpanId("%032x".formatted(0xeee000 + i), "%016x".formatted(1));
            ids.add(id);
            spans.add(recorded(Span.builder(id, "s", SpanKind.AGENT).time(START, START + 1)));
        }
        writer.submit(spans, List.of()).join();
        for (var id : ids) {
            assertThat(queries.run(id).fetch()).isPresent();
        }
    }

    private static void execute(String sql) {
        DB.database().dsl().execute(sql);
    }

    private Run top() {
        return queries.trace(trace).fetch().orElseThrow().run();
    }

    private SpanBuilder span(int number, int parent, SpanKind kind) {
        return Span.builder(id(number), "span " + number, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .time(START + number * 1_000L, START + number * 1_000L + 500)
                .status(SpanStatus.OK, null);
    }

    private SpanId id(int number) {
        return new SpanId(trace, "%016x".formatted(number));
    }

    private static RecordedSpan recorded(SpanBuilder span) {
        return new RecordedSpan(span.build(), Payload.EMPTY);
    }
}
