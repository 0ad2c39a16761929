package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a trace repeats is stored once and read back whole. */
class RepeatedContentsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int CALLS = 12;
    private static final long DAY = 86_400_000_000_000L;

    private static final String PIECES =
            "SELECT coalesce(sum(coalesce(cardinality(pieces), 1)), 0) FROM runtree_contents WHERE trace_id = ?";

    private static int traces;

    private final long now = Instant.now().getEpochSecond() * 1_000_000_000L;
    private final String trace = "%032x".formatted(++traces);

    @Test
    void aLoopInOneBatchStoresEachMessageOnce() {
        var calls = loop(now);
        write(calls);
        assertThat(number(PIECES)).isEqualTo(CALLS);
        assertThat(number("SELECT count(*) FROM runtree_contents WHERE trace_id = ?"))
                .isEqualTo(1);
        assertThat(number("SELECT sum(length(attributes)) FROM runtree_spans WHERE trace_id = ?"))
                .isLessThan(CALLS * 100);
        assertStored(calls);
    }

    @Test
    void callByCallALoopTakesLittleMore() {
        var calls = loop(now);
        try (var writer = writer()) {
            calls.forEach(call -> writer.write(List.of(call)));
        }
        assertThat(number(PIECES)).isEqualTo(CALLS);
        assertThat(number("SELECT sum(length(attributes)) FROM runtree_spans WHERE trace_id = ?"))
                .isLessThan(CALLS * 300 + 2_000);
        assertStored(calls);
    }

    @Test
    void aWriterThatRemembersNothingTakesOutWhatIsStored() {
        var calls = loop(now);
        write(calls.subList(0, 6));
        for (var call : calls.subList(6, calls.size())) {
            write(List.of(call));
        }
        assertThat(number("SELECT max(length(attributes)) FROM runtree_spans WHERE trace_id = ?"))
                .isLessThan(2_000);
        assertStored(calls);
    }

    @Test
    void anyOrderAndSplitByTwoWritersReadsTheSame() {
        try (var one = writer();
                var two = writer()) {
            for (var seed = 1; seed <= 10; seed++) {
                var calls = loop(now);
                var random = new Random(seed);
                CompletableFuture.allOf(sent(one, calls, random), sent(two, calls, random))
                        .join();
                assertStored(calls);
                assertThat(number(PIECES)).isPositive();
                sql("DELETE FROM runtree_spans WHERE trace_id = ?");
                sql("DELETE FROM agno_traces WHERE trace_id = ?");
                if (seed % 2 == 0) {
                    // What the writers remember of it is no longer so.
                    sql("DELETE FROM runtree_contents WHERE trace_id = ?");
                }
            }
        }
    }

    @Test
    void aSpanThatMovesToAnotherDayBringsItsContents() {
        var calls = loop(now);
        var moved = loop(now - 3 * DAY);
        try (var writer = writer()) {
            writer.write(calls.stream().map(RepeatedContentsTest::open).toList());
            writer.write(moved);
        }
        assertThat(number("SELECT count(DISTINCT day) FROM runtree_contents WHERE trace_id = ?"))
                .isEqualTo(2);
        assertStored(moved);
        sql("DELETE FROM runtree_contents WHERE trace_id = ? AND day > current_date - 2");
        assertStored(moved);
    }

    @Test
    void daysWithoutAPartitionHaveTheirContentsToo() {
        var calls = loop(now - 4_000 * DAY);
        write(calls);
        assertThat(number(PIECES.replace("runtree_contents", "runtree_contents_default")))
                .isEqualTo(CALLS);
        assertStored(calls);
    }

    @Test
    void aContentThatVanishedReadsAsNull() {
        var calls = loop(now);
        write(calls);
        sql("DELETE FROM runtree_contents WHERE trace_id = ?");
        assertThat(text("SELECT (attributes ->> 'gen_ai.input.messages')::jsonb #>> '{0,role}' FROM agno_spans"
                        + " WHERE trace_id = ? ORDER BY start_time DESC LIMIT 1"))
                .isNull();
        assertThat(number("SELECT jsonb_array_length((attributes ->> 'gen_ai.input.messages')::jsonb) FROM agno_spans"
                        + " WHERE trace_id = ? ORDER BY start_time DESC LIMIT 1"))
                .isPositive();
    }

    @Test
    void spansOfNothingAlikeHaveNoContents() {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= 20; i++) {
            spans.add(call(i, now, List.of(i)));
        }
        write(spans);
        assertThat(number("SELECT count(*) FROM runtree_contents WHERE trace_id = ?"))
                .isZero();
        assertThat(number("SELECT count(contents) FROM runtree_spans WHERE trace_id = ?"))
                .isZero();
    }

    private static CompletableFuture<Void> sent(SpanWriter writer, List<RecordedSpan> calls, Random seeds) {
        var random = new Random(seeds.nextLong());
        var shuffled = new ArrayList<>(calls);
        Collections.shuffle(shuffled, random);
        return CompletableFuture.runAsync(() -> {
            for (var from = 0; from < shuffled.size(); ) {
                var to = Math.min(shuffled.size(), from + 1 + random.nextInt(4));
                writer.write(shuffled.subList(from, to));
                from = to;
            }
        });
    }

    private static SpanWriter writer() {
        return new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
    }

    private static void write(List<RecordedSpan> spans) {
        try (var writer = writer()) {
            writer.write(spans);
        }
    }

    /** Calls of which each says what the one before said and one message more. */
    private List<RecordedSpan> loop(long start) {
        var calls = new ArrayList<RecordedSpan>();
        var messages = new ArrayList<Integer>();
        for (var i = 1; i <= CALLS; i++) {
            messages.add(i == 1 ? 100 : i);
            calls.add(call(i, start, messages));
        }
        // The last message, too, comes again.
        calls.add(call(CALLS + 1, start, messages));
        return calls;
    }

    private RecordedSpan call(int number, long start, List<Integer> messages) {
        var array = new StringJoiner(", ", "[", "]");
        messages.forEach(
                message -> array.add("{\\\"role\\\": \\\"user\\\", \\\"content\\\": \\\"" + words(message) + "\\\"}"));
        return new RecordedSpan(
                Span.builder(new SpanId(trace, "%016x".formatted(number)), "chat", SpanKind.LLM)
                        .parent("%016x".formatted(99))
                        .time(start + number * 1_000_000L, start + number * 1_000_000L + 1_000)
                        .build(),
                new Payload("{\"gen_ai.input.messages\":\"" + array + "\"}", "[]", "[]", "{}", "{}", null, null));
    }

    /** The same as it was before it ended. */
    private static RecordedSpan open(RecordedSpan recorded) {
        var span = recorded.span();
        return new RecordedSpan(
                Span.builder(span.id(), span.name(), span.kind())
                        .parent(span.parentSpanId())
                        .time(span.startNanos(), null)
                        .status(SpanStatus.RUNNING, null)
                        .build(),
                recorded.payload());
    }

    private static String words(int message) {
        return ("said " + message + " ü \\\\\\\"").repeat(30);
    }

    private void assertStored(List<RecordedSpan> sent) {
        var queries = new RunQueries(DB.database());
        for (var recorded : sent) {
            assertThat(queries.payload(recorded.span().id()).fetch()).contains(recorded);
        }
    }

    private long number(String sql) {
        return Long.parseLong(
                String.valueOf(DB.database().dsl().fetchSingle(sql, trace).get(0)));
    }

    private @Nullable Object text(String sql) {
        return DB.database().dsl().fetchSingle(sql, trace).get(0);
    }

    private void sql(String sql) {
        DB.database().dsl().execute(sql, trace);
    }
}
