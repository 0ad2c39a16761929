package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.model.Actor;
import dev.runtree.model.LogRecord;
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
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportListener;
import dev.runtree.receive.ImportReport;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However spans arrive, by whichever writers, the rows are the same. */
class WriteOrderTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long START = 1_700_000_000_000_000_000L;
    private static final int ORDERS = 8;

    /** Room for a trace or two of those here. */
    private static final long FORGETFUL = 25_000;

    @Test
    void everyOrderAndSplitGivesTheSameRows() throws IOException {
        var sent = new ArrayList<Object>();
        for (var capture : List.of(
                "agno-toolerror.pb", "gen-ai-agent.pb", "gen-ai-toolerror.pb", "openinference-openai-agent.pb")) {
            sent.addAll(new OtlpReader(Prices.none())
                    .traces(Encoding.PROTOBUF, captured(capture), Source.OTLP)
                    .spans());
        }
        sent.addAll(OtlpReader.logs(Encoding.PROTOBUF, captured("gen-ai-toolerror-logs.pb"))
                .logs());
        for (var trace = 1; trace <= 4; trace++) {
            sent.addAll(generated(trace));
        }
        for (var trace = 5; trace <= 6; trace++) {
            sent.addAll(told(trace));
        }
        assertOrderMakesNoDifference(sent, 25);
    }

    @Test
    void everyOrderAndSplitOfEveryCaptureGivesTheSameRows() {
        var captures = Stream.of(Path.of("..", "shared", "captures"), Path.of("..", "..", "shared", "captures"))
                .filter(Files::isDirectory)
                .findFirst();
        assumeTrue(captures.isPresent(), "No recorded payloads beside the project");
        var sent = new ArrayList<Object>();
        new FileImport(
                        new OtlpReader(Prices.none()),
                        (spans, logs) -> {
                            sent.addAll(spans);
                            sent.addAll(logs);
                        },
                        new ImportListener() {
                            @Override
                            public void file(ImportReport.FileReport report) {
                                // What was read is what counts.
                            }

                            @Override
                            public void progress(long read, long all) {
                                // As above.
                            }
                        },
                        ImportLimits.DEFAULT)
                .run(List.of(captures.get()));
        assertThat(of(RecordedSpan.class, sent)).hasSizeGreaterThan(500);
        assertOrderMakesNoDifference(sent, 200);
    }

    private static void assertOrderMakesNoDifference(List<Object> sent, int largestBatch) {
        String first = null;
        try (var one = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
                var two = new SpanWriter(DB.database(), new SpanLogs(Prices.none()), Clock.systemUTC(), FORGETFUL)) {
            for (var seed = 1; seed <= ORDERS; seed++) {
                SummedTraces.clear(DB.database());
                var random = new Random(seed);
                var left = sent(one, shuffled(sent, random), largestBatch, new Random(seed));
                var right = sent(two, shuffled(sent, random), largestBatch, new Random(-seed));
                CompletableFuture.allOf(left, right).join();
                var rows = rows() + SummedTraces.rollUps(DB.database());
                if (first == null) {
                    first = rows;
                }
                assertThat(rows).as("seed %d", seed).isEqualTo(first);
            }
        }
    }

    private static List<Object> shuffled(List<Object> sent, Random random) {
        var shuffled = new ArrayList<>(sent);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static CompletableFuture<Void> sent(SpanWriter writer, List<Object> all, int largestBatch, Random random) {
        return CompletableFuture.runAsync(() -> {
            for (var from = 0; from < all.size(); ) {
                var to = Math.min(all.size(), from + 1 + random.nextInt(largestBatch));
                var batch = all.subList(from, to);
                writer.write(of(RecordedSpan.class, batch), of(LogRecord.class, batch));
                from = to;
            }
        });
    }

    private static <T> List<T> of(Class<T> type, List<Object> all) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Everything but leases, which tell of the moment. */
    private static String rows() {
        var dsl = DB.database().dsl();
        return List.of(
                        "SELECT to_jsonb(s)::text FROM agno_spans s ORDER BY trace_id, span_id",
                        "SELECT (to_jsonb(r) - 'lease_until')::text FROM runtree_runs r ORDER BY trace_id, span_id",
                        "SELECT (to_jsonb(t) - 'lease_until' - 'revision')::text FROM agno_traces t ORDER BY trace_id",
                        "SELECT to_jsonb(l)::text FROM runtree_log_records l"
                                + " ORDER BY trace_id, span_id, time, time_nanos, hash")
                .stream()
                .map(sql -> String.join("\n", dsl.fetch(sql).getValues(0, String.class)))
                .reduce("", (before, rows) -> before + "\n\n" + rows);
    }

    private static byte[] captured(String name) throws IOException {
        try (var in = Objects.requireNonNull(WriteOrderTest.class.getResourceAsStream("/otlp/" + name), name)) {
            return in.readAllBytes();
        }
    }

    /**
     * Model calls and tools in several versions, and what log records tell of them: messages, details, exceptions at one
     * moment and at several, lines for people, some twice, some of spans and traces that never come.
     */
    private static List<Object> told(int trace) {
        var random = new Random(trace);
        var spans = new StringJoiner(",");
        var logs = new StringJoiner(",");
        for (var i = 1; i <= 12; i++) {
            for (var version = 1 + random.nextInt(3); version > 0 && i != 11; version--) {
                spans.add(otlpSpan(id(trace, i), random));
            }
            for (var log = random.nextInt(6); log > 0; log--) {
                logs.add(otlpLog(id(i == 12 ? trace + 90 : trace, i), random.nextInt(5), random));
            }
        }
        for (var message : List.of("a", "b", "c", "d")) {
            spans.add(versionThatSays(id(trace, 20), message));
        }
        logs.add(otlpLog(id(trace, 20), 3, random));
        var sent = new ArrayList<Object>(new OtlpReader(Prices.none())
                .traces(
                        Encoding.JSON,
                        body("{'resourceSpans':[{'scopeSpans':[{'spans':[" + spans + "]}]}]}"),
                        Source.OTLP)
                .spans());
        var read = OtlpReader.logs(
                        Encoding.JSON, body("{'resourceLogs':[{'scopeLogs':[{'logRecords':[" + logs + "]}]}]}"))
                .logs();
        sent.addAll(read);
        sent.addAll(read.subList(0, read.size() / 2));
        return sent;
    }

    private static String otlpSpan(SpanId id, Random random) {
        var start = START + random.nextInt(2) * 1_000L;
        return otlpSpan(
                id,
                "'startTimeUnixNano':" + start
                        + (random.nextInt(4) == 0 ? "" : ",'endTimeUnixNano':" + (start + random.nextInt(2) * 5_000L))
                        + ",'status':{'code':" + random.nextInt(3)
                        + (random.nextBoolean() ? ",'message':'said'" : "") + "},'attributes':["
                        + (random.nextBoolean() ? attribute("gen_ai.operation.name", "chat") + "," : "")
                        + (random.nextInt(3) == 0
                                ? attribute("gen_ai.request.model", "m" + random.nextInt(2)) + ","
                                : "")
                        + attribute("v", "" + random.nextInt(3)) + "]");
    }

    /** A version that differs from others only in what is compared behind all that log records change. */
    private static String versionThatSays(SpanId id, String message) {
        return otlpSpan(
                id,
                "'startTimeUnixNano':" + START + ",'endTimeUnixNano':" + (START + 9_000L)
                        + ",'status':{'code':1,'message':'" + message + "'}");
    }

    private static String otlpSpan(SpanId id, String more) {
        return "{'traceId':'" + id.traceId() + "','spanId':'" + id.spanId() + "','name':'chat m'," + more + "}";
    }

    private static String otlpLog(SpanId id, int kind, Random random) {
        var what = switch (kind) {
            case 0 ->
                "'eventName':'gen_ai.user.message','body':{'kvlistValue':{'values':["
                        + attribute("content", "question " + random.nextInt(9)) + "]}}";
            case 1 -> "'eventName':'gen_ai.choice','body':{'stringValue':'answer " + random.nextInt(9) + "'}";
            case 2 ->
                "'attributes':[" + attribute("exception.type", "T") + ","
                        + attribute("exception.message", "boom " + random.nextInt(9)) + "]";
            case 3 ->
                "'eventName':'gen_ai.client.inference.operation.details','attributes':["
                        + attribute("gen_ai.operation.name", "chat") + ","
                        + attribute("gen_ai.response.model", "d" + random.nextInt(3)) + "]";
            default -> "'severityText':'INFO','body':{'stringValue':'line " + random.nextInt(9) + "'}";
        };
        return "{'traceId':'" + id.traceId() + "','spanId':'" + id.spanId() + "','timeUnixNano':"
                + (START + random.nextInt(3)) + "," + what + "}";
    }

    private static String attribute(String key, String value) {
        return "{'key':'" + key + "','value':{'stringValue':'" + value + "'}}";
    }

    private static byte[] body(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
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
