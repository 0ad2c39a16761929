package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However spans arrive, by whichever writers, the rows are the same. */
class WriteOrderTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long START = 1_700_000_000_000_000_000L;
    private static final int ORDERS = 20;

    @Test
    void everyOrderAndSplitGivesTheSameRows() throws IOException {
        var spans = new ArrayList<RecordedSpan>();
        for (var capture : List.of("agno-toolerror.pb", "gen-ai-agent.pb", "openinference-openai-agent.pb")) {
            spans.addAll(captured(capture));
        }
        for (var trace = 1; trace <= 4; trace++) {
            spans.addAll(generated(trace));
        }
        String first = null;
        try (var one = new SpanWriter(DB.database());
                var two = new SpanWriter(DB.database())) {
            for (var seed = 1; seed <= ORDERS; seed++) {
                DB.database().dsl().execute("TRUNCATE agno_spans, runtree_runs, agno_traces");
                var random = new Random(seed);
                var left = sent(one, shuffled(spans, random), new Random(seed));
                var right = sent(two, shuffled(spans, random), new Random(-seed));
                CompletableFuture.allOf(left, right).join();
                var rows = rows();
                if (first == null) {
                    first = rows;
                }
                assertThat(rows).as("seed %d", seed).isEqualTo(first);
            }
        }
    }

    private static List<RecordedSpan> shuffled(List<RecordedSpan> spans, Random random) {
        var shuffled = new ArrayList<>(spans);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static CompletableFuture<Void> sent(SpanWriter writer, List<RecordedSpan> spans, Random random) {
        return CompletableFuture.runAsync(() -> {
            for (var from = 0; from < spans.size(); ) {
                var to = Math.min(spans.size(), from + 1 + random.nextInt(25));
                writer.write(spans.subList(from, to));
                from = to;
            }
        });
    }

    /** Everything but leases, which tell of the moment. */
    private static String rows() {
        var dsl = DB.database().dsl();
        return List.of(
                        "SELECT to_jsonb(s)::text FROM agno_spans s ORDER BY trace_id, span_id",
                        "SELECT (to_jsonb(r) - 'lease_until')::text FROM runtree_runs r ORDER BY trace_id, span_id",
                        "SELECT (to_jsonb(t) - 'lease_until')::text FROM agno_traces t ORDER BY trace_id")
                .stream()
                .map(sql -> String.join("\n", dsl.fetch(sql).getValues(0, String.class)))
                .reduce("", (before, rows) -> before + "\n\n" + rows);
    }

    private static List<RecordedSpan> captured(String name) throws IOException {
        try (var in = Objects.requireNonNull(WriteOrderTest.class.getResourceAsStream("/otlp/" + name), name)) {
            return new OtlpReader(Prices.none())
                    .traces(Encoding.PROTOBUF, in.readAllBytes(), Source.OTLP)
                    .spans();
        }
    }

    /** A tree with open and ended versions of the same spans, with other starts, orphans, runs within runs and a cycle. */
    private static List<RecordedSpan> generated(int trace) {
        var random = new Random(trace);
        var spans = new ArrayList<RecordedSpan>();
        var kinds = SpanKind.values();
        for (var i = 1; i <= 30; i++) {
            var parent = i == 1 ? null : i == 7 ? 99 : i == 8 ? 9 : i == 9 ? 8 : 1 + random.nextInt(i - 1);
            var versions = 1 + random.nextInt(3);
            for (var version = 0; version < versions; version++) {
                var start = START + i * 1_000_000L + random.nextInt(3) * 40_000_000_000_000L;
                var open = version == 0 && random.nextBoolean();
                spans.add(new RecordedSpan(
                        Span.builder(
                                        id(trace, i),
                                        "s" + i + (random.nextInt(8) == 0 ? "'" : ""),
                                        kinds[random.nextInt(kinds.length)])
                                .parent(
                                        parent == null
                                                ? null
                                                : id(trace, parent).spanId())
                                .time(start, open ? null : start + random.nextInt(1_000_000))
                                .status(
                                        open
                                                ? SpanStatus.RUNNING
                                                : random.nextInt(4) == 0 ? SpanStatus.ERROR : SpanStatus.OK,
                                        random.nextBoolean() ? "said" : null)
                                .actor(new Actor(
                                        "a" + random.nextInt(3), null, null, "u" + random.nextInt(2), "s", null))
                                .model("m" + random.nextInt(2), null)
                                .usage(random.nextBoolean() ? Usage.of(random.nextInt(100), 3) : Usage.NONE)
                                .source(trace % 2 == 0 ? Source.OTLP : Source.RUNTIME)
                                .build(),
                        new Payload("{\"v\":" + random.nextInt(3) + "}", "[]", "[]", "{}", "{}", null, null)));
            }
        }
        return spans;
    }

    private static SpanId id(int trace, int span) {
        return new SpanId("%032x".formatted(trace), "%016x".formatted(span));
    }
}
