package dev.runtree.cli;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small run to print: an agent that asks a model, uses a tool which fails, and asks again. */
final class Story {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final long START = 1_795_525_331_000_000_123L;
    private static final long MILLI = 1_000_000;
    private static final Actor ACTOR = new Actor("support", null, null, "ann", "s-1", null);

    private Story() {}

    static Trace trace() {
        Span agent = Span.builder(id("00f067aa0ba902b7"), "support", SpanKind.AGENT)
                .spanName("agent.support")
                .status(SpanStatus.OK, null)
                .time(START, START + 2_500 * MILLI)
                .actor(ACTOR)
                .input("Where is my order?")
                .output("It is on its way.")
                .build();
        Span first = llm("00f067aa0ba90201", START + 10 * MILLI, START + 1_250 * MILLI);
        Span tool = Span.builder(id("00f067aa0ba90202"), "find_order", SpanKind.TOOL)
                .spanName("tool.find_order")
                .parent("00f067aa0ba902b7")
                .status(SpanStatus.ERROR, "no such order\nask again")
                .time(START + 1_250 * MILLI, START + 1_330 * MILLI)
                .toolName("find_order")
                .input("{\"number\": \"R-7\"}")
                .output("x".repeat(500))
                .build();
        Span last = llm("00f067aa0ba90203", START + 1_400 * MILLI, null);
        List<Span> spans = List.of(agent, first, tool, last);
        return new Trace(run(), List.of(run()), spans);
    }

    static Run run() {
        return new Run(
                id("00f067aa0ba902b7"),
                null,
                RunType.AGENT,
                "support",
                ACTOR,
                "gpt-5",
                RunStatus.OK,
                null,
                START,
                START + 2_500 * MILLI,
                new Usage(1518L, 104L, 12L, null, null, new BigDecimal("0.00310")),
                new Usage(1518L, 104L, 12L, null, null, new BigDecimal("0.00310")),
                4,
                1,
                "Where is my order?",
                "It is on its way.",
                Source.OTLP,
                null,
                "gen_ai",
                null,
                List.of("beta", "eu"));
    }

    /** The spans with a payload, as the store gives them. */
    static List<RecordedSpan> recorded() {
        var payload = new Payload(
                "{\"gen_ai.request.temperature\":0.2}", "[]", "[]", "{\"attributes\":{}}", "{}", null, null);
        return trace().spans().stream()
                .map(span -> new RecordedSpan(span, payload))
                .toList();
    }

    private static Span llm(String id, long start, @Nullable Long end) {
        return Span.builder(id(id), "chat gpt-5", SpanKind.LLM)
                .spanName("llm.gpt-5")
                .parent("00f067aa0ba902b7")
                .status(end == null ? SpanStatus.RUNNING : SpanStatus.OK, null)
                .time(start, end)
                .model("gpt-5", "openai")
                .usage(end == null ? Usage.NONE : new Usage(1518L, 104L, 12L, null, null, new BigDecimal("0.0031")))
                .build();
    }

    private static SpanId id(String spanId) {
        return new SpanId(TRACE, spanId);
    }
}
