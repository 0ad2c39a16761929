package dev.runtree.store;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.RandomTraces;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Traces to be summed up, and what the roll-ups say of them. */
final class SummedTraces {
    /** 2023-11-14T22:13:20Z. */
    static final long START = 1_700_000_000_000_000_000L;

    private static final Payload EMPTY = new Payload("{}", "[]", "[]", "{}", "{}", null, null);
    private static final long MICRO = 1_000L;

    private SummedTraces() {}

    /** Captures of real programs, everything that OTLP can say, and trees whose spans come in several versions. */
    static List<RecordedSpan> allKinds() throws IOException {
        var reader = new OtlpReader(Prices.none());
        var spans = new ArrayList<RecordedSpan>();
        for (var capture : List.of(
                "agno-toolerror.pb", "gen-ai-agent.pb", "gen-ai-toolerror.pb", "openinference-openai-agent.pb")) {
            try (var in = Objects.requireNonNull(SummedTraces.class.getResourceAsStream("/otlp/" + capture), capture)) {
                spans.addAll(reader.traces(Encoding.PROTOBUF, in.readAllBytes(), Source.OTLP)
                        .spans());
            }
        }
        var random = new RandomTraces(1, false);
        for (var body = 0; body < 20; body++) {
            spans.addAll(reader.traces(Encoding.PROTOBUF, random.next().toByteArray(), Source.OTLP)
                    .spans());
        }
        for (var trace = 1; trace <= 5; trace++) {
            spans.addAll(versions(trace));
        }
        spans.addAll(lateWords());
        return spans;
    }

    /** A tree with open and ended versions of the same spans, whose starts lie hours apart. */
    private static List<RecordedSpan> versions(int trace) {
        var random = new Random(trace);
        var spans = new ArrayList<RecordedSpan>();
        var kinds = SpanKind.values();
        for (var i = 1; i <= 30; i++) {
            var parent = i == 1 ? null : i == 7 ? 99 : i == 8 ? 9 : i == 9 ? 8 : 1 + random.nextInt(i - 1);
            var kind = kinds[random.nextInt(kinds.length)];
            for (var version = random.nextInt(3); version >= 0; version--) {
                var start = START + i * 1_000_000L + random.nextInt(3) * 40_000_000_000_000L;
                var open = version == 0 && random.nextBoolean();
                spans.add(recorded(span(trace, i, parent, kind, "s" + random.nextInt(4))
                        .time(start, open ? null : start + random.nextInt(1_000_000) * MICRO)
                        .status(
                                open ? SpanStatus.RUNNING : random.nextInt(4) == 0 ? SpanStatus.ERROR : SpanStatus.OK,
                                null)
                        .actor(new Actor("a", null, null, random.nextInt(6) == 0 ? "u" + trace : null, "s", null))
                        .model("m" + random.nextInt(2), random.nextBoolean() ? "p" : null)
                        .usage(random.nextBoolean() ? Usage.of(random.nextInt(100), 3) : Usage.NONE)
                        .source(trace % 2 == 0 ? Source.OTLP : Source.RUNTIME)));
            }
        }
        return spans;
    }

    /** A call with a wrapper around it that may come later, in an agent that may come later and alone knows the user. */
    private static List<RecordedSpan> lateWords() {
        var agent = span(50, 1, null, SpanKind.AGENT, "late")
                .time(START, START + 9_000_000_000L)
                .actor(new Actor(null, null, null, "late-user", null, null));
        var wrapper = span(50, 2, 1, SpanKind.LLM, "wrapped")
                .time(START + 1_000, START + 8_000_000_000L)
                .model("wrapped", null)
                .usage(Usage.of(10, 5));
        var call = span(50, 3, 2, SpanKind.LLM, "gpt")
                .time(START + 2_000, START + 7_000_000_000L)
                .model("gpt", "openai")
                .usage(Usage.of(10, 5).withCost(new BigDecimal("0.25")));
        return List.of(recorded(agent), recorded(wrapper), recorded(call));
    }

    /**
     * Runs of agents over ten days: each with two model calls and two tools, failures among them, durations from milliseconds to
     * minutes. No call is told twice, so plain SQL can sum them up.
     */
    static List<RecordedSpan> tenDays(int traces) {
        var random = new Random(7);
        var spans = new ArrayList<RecordedSpan>();
        for (var trace = 1_000; trace < 1_000 + traces; trace++) {
            var start = START + random.nextLong(10L * 86_400 * 1_000_000) * MICRO + random.nextInt(1_000);
            var user = random.nextInt(5) == 0 ? null : "user-" + random.nextInt(7);
            var environment = random.nextBoolean() ? "production" : null;
            spans.add(recorded(span(trace, 1, null, SpanKind.AGENT, "agent-" + random.nextInt(4))
                    .time(start, start + duration(random))
                    .status(random.nextInt(5) == 0 ? SpanStatus.ERROR : SpanStatus.OK, null)
                    .actor(new Actor(null, null, null, user, null, null))
                    .environment(environment)));
            for (var i = 2; i <= 5; i++) {
                var from = start + duration(random) / 2;
                var isCall = i % 2 == 0;
                var step = span(
                                trace,
                                i,
                                1,
                                isCall ? SpanKind.LLM : SpanKind.TOOL,
                                (isCall ? "model-" : "tool-") + random.nextInt(3))
                        .time(from, random.nextInt(20) == 0 ? null : from + duration(random))
                        .status(random.nextInt(6) == 0 ? SpanStatus.ERROR : SpanStatus.OK, null)
                        .environment(environment);
                if (isCall) {
                    step.model("model-" + random.nextInt(3), "provider-" + random.nextInt(2))
                            .usage(Usage.of(1 + random.nextInt(1_000), random.nextInt(300))
                                    .withCost(
                                            random.nextInt(4) == 0
                                                    ? null
                                                    : BigDecimal.valueOf(random.nextInt(1_000), 5)));
                }
                spans.add(recorded(step));
            }
        }
        return spans;
    }

    /** A team that calls a model and a tool itself, and has an agent that calls one model and two tools. */
    static List<RecordedSpan> team(int trace, long start) {
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(span(trace, 1, null, SpanKind.TEAM, "squad").time(start, start + 9_000_000_000L)));
        spans.add(recorded(span(trace, 2, 1, SpanKind.AGENT, "scout").time(start + 1_000_000, start + 8_000_000_000L)));
        spans.add(recorded(span(trace, 3, 1, SpanKind.LLM, "model-0")
                .time(start + 2_000_000, start + 3_000_000)
                .model("model-0", null)
                .usage(Usage.of(15, 5))));
        spans.add(recorded(span(trace, 4, 2, SpanKind.LLM, "model-1")
                .time(start + 4_000_000, start + 5_000_000)
                .model("model-1", null)
                .usage(Usage.of(30, 10))));
        for (var tool = 5; tool <= 7; tool++) {
            spans.add(recorded(span(trace, tool, tool == 5 ? 1 : 2, SpanKind.TOOL, "tool-0")
                    .time(start + 6_000_000, start + 7_000_000)
                    .status(SpanStatus.OK, null)));
        }
        return spans;
    }

    private static long duration(Random random) {
        return (long) Math.exp(17 + 2 * random.nextGaussian());
    }

    static SpanBuilder span(int trace, int span, @Nullable Integer parent, SpanKind kind, String name) {
        return Span.builder(id(trace, span), name, kind)
                .parent(parent == null ? null : id(trace, parent).spanId())
                .spanName(kind.spanName(name));
    }

    static SpanId id(int trace, int span) {
        return new SpanId("%032x".formatted(trace), "%016x".formatted(span));
    }

    static RecordedSpan recorded(SpanBuilder span) {
        return new RecordedSpan(span.build(), EMPTY);
    }

    /** All roll-ups, summed over the shards, without what is nothing. */
    static String rollUps(Database database) {
        var text = new StringBuilder();
        for (var table : RollUpTable.ALL) {
            var keys = String.join(", ", table.keys());
            var sums = table.sums().stream().map(sum -> "sum(" + sum + ")").toList();
            var durations = table.hasDurations() ? "string_agg(array_send(durations), '')" : "''::bytea";
            text.append(table.table()).append('\n');
            for (var row : database.dsl()
                    .fetch("SELECT " + keys + ", " + String.join(", ", sums) + ", " + durations + " FROM "
                            + table.table() + " GROUP BY " + keys + " ORDER BY " + keys)) {
                var size = table.keys().size();
                var amounts = new StringBuilder();
                var isNothing = true;
                for (var i = size; i < size + sums.size(); i++) {
                    var number = row.get(i, BigDecimal.class).stripTrailingZeros();
                    isNothing &= number.signum() == 0;
                    amounts.append(' ').append(number.toPlainString());
                }
                var histogram = HistogramArrays.sum(row.get(size + sums.size(), byte[].class));
                if (!isNothing || !histogram.isEmpty()) {
                    for (var i = 0; i < size; i++) {
                        text.append(row.get(i, String.class)).append('|');
                    }
                    text.append(amounts).append(' ').append(histogram).append('\n');
                }
            }
        }
        return text.toString();
    }

    static void clear(Database database) {
        clearRollUps(database);
        database.dsl()
                .execute("TRUNCATE runtree_spans, runtree_contents, runtree_runs, agno_traces, runtree_log_records");
    }

    static void clearRollUps(Database database) {
        for (var table : RollUpTable.ALL) {
            database.dsl().execute("TRUNCATE " + table.table());
        }
    }
}
