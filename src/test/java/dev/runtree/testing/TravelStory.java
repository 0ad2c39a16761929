package dev.runtree.testing;

import dev.runtree.model.Actor;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A team that books a trip and gets the date wrong: 23 spans, two failures. The flights member reads 4/12 as 12 April,
 * the tool refuses a date in the past, the model tries a year later, and the trip is over budget.
 */
public final class TravelStory {
    public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    public static final long START = 1_795_183_331_000_000_000L;

    private static final Actor ANA = new Actor("travel-desk", null, null, "ana", "trip-berlin", null);

    private final List<Span> spans = new ArrayList<>();

    private TravelStory() {
        span(1, 0, "travel-desk", SpanKind.TEAM, 0, 14_820);
        span(2, 1, "pre.load_profile", SpanKind.HOOK, 20, 80);
        span(3, 1, "prompt_injection", SpanKind.GUARDRAIL, 110, 120);
        llm(4, 1, "gpt-4.1", 240, 2_140, 520, 1_804, 396, "0.0061");
        span(5, 1, "flights", SpanKind.DELEGATION, 2_400, 6_560);
        span(6, 5, "flights", SpanKind.AGENT, 2_420, 6_530);
        span(7, 6, "airport_codes", SpanKind.RETRIEVAL, 2_440, 240);
        span(8, 7, "voyage-3", SpanKind.EMBEDDING, 2_500, 120);
        llm(9, 6, "gpt-4.1-mini", 2_700, 1_430, 310, 1_204, 96, "0.0006");
        failed(
                10,
                6,
                "search_flights",
                SpanKind.TOOL,
                4_150,
                832,
                "DATE_IN_PAST: depart_date 2026-04-12 is before today, 2026-11-20");
        llm(11, 6, "gpt-4.1-mini", 4_990, 1_540, 380, 1_518, 104, "0.0007");
        span(12, 6, "search_flights", SpanKind.TOOL, 6_550, 870);
        llm(13, 6, "gpt-4.1-mini", 7_440, 1_490, 290, 2_180, 130, "0.0006");
        span(14, 1, "hotels", SpanKind.DELEGATION, 8_990, 2_610);
        span(15, 14, "hotels", SpanKind.AGENT, 9_010, 2_580);
        llm(16, 15, "gpt-4.1-mini", 9_030, 900, 250, 1_600, 90, "0.0007");
        span(17, 15, "search_hotels", SpanKind.TOOL, 9_960, 320);
        span(18, 15, "hotel_policy", SpanKind.RETRIEVAL, 10_320, 180);
        span(19, 18, "voyage-3", SpanKind.EMBEDDING, 10_340, 90);
        llm(20, 15, "gpt-4.1-mini", 10_560, 1_000, 240, 2_010, 120, "0.0007");
        llm(21, 1, "gpt-4.1", 11_620, 2_630, 610, 6_812, 488, "0.0218");
        failed(22, 1, "budget_limit", SpanKind.GUARDRAIL, 14_270, 410, "trip is €2,776, limit €250");
        span(23, 1, "post.audit_log", SpanKind.HOOK, 14_700, 110);
    }

    public static Trace trace() {
        var spans = new TravelStory().spans;
        var root = spans.getFirst();
        var tree = new Usage(16_976L, 1_424L, null, null, null, new BigDecimal("0.0312"));
        var run = run(root, RunType.TEAM, RunStatus.ERROR, "budget_limit: trip is €2,776, limit €250", tree, 23, 2);
        return new Trace(run, List.of(run), spans);
    }

    /** The same run as it was after its first steps: the team, the delegation and the second model call still run. */
    public static Trace running() {
        var seen = new TravelStory()
                .spans.stream()
                        .filter(span -> span.startNanos() < START + 6_000_000_000L)
                        .map(span ->
                                span.endNanos() != null && span.endNanos() > START + 6_000_000_000L ? open(span) : span)
                        .toList();
        var run = run(seen.getFirst(), RunType.TEAM, RunStatus.RUNNING, null, Usage.of(6_300, 640), seen.size(), 1);
        return new Trace(run, List.of(run), seen);
    }

    private static Span open(Span span) {
        return Span.builder(span.id(), span.name(), span.kind())
                .parent(span.parentSpanId())
                .spanName(span.spanName())
                .status(SpanStatus.RUNNING, null)
                .time(span.startNanos(), null)
                .model(span.model(), span.provider())
                .firstTokenNanos(span.firstTokenNanos())
                .build();
    }

    public static Run run(
            Span root,
            RunType type,
            RunStatus status,
            @Nullable String error,
            Usage tree,
            int spanCount,
            int errorCount) {
        return new Run(
                root.id(),
                null,
                type,
                root.name(),
                ANA,
                "gpt-4.1",
                status,
                error,
                root.startNanos(),
                root.endNanos(),
                Usage.of(8_616, 884),
                tree,
                spanCount,
                errorCount,
                "Lisbon to Berlin on 4/12, back 6/12, under €250",
                null,
                Source.RUNTIME,
                null,
                "gen_ai",
                null,
                List.of());
    }

    public static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }

    /** The span with its payload. */
    public static Optional<RecordedSpan> recorded(SpanId id) {
        return trace().spans().stream()
                .filter(span -> span.id().equals(id))
                .findFirst()
                .map(span -> new RecordedSpan(span, payload(span)));
    }

    private static Payload payload(Span span) {
        var attributes = """
                {"gen_ai.operation.name":"%s","gen_ai.agent.name":"flights","gen_ai.usage.input_tokens":1518,\
                "gen_ai.usage.output_tokens":104,"gen_ai.request.temperature":0.2,"server.port":443,\
                "retry":true,"labels":["travel","demo"],"note":null}""".formatted(span.kind().lowerCase());
        var events = span.failed() ? """
                [{"name":"exception","time":"2026-11-20T14:02:15.982000001Z","attributes":{"exception.type":"ToolError",\
                "exception.message":"DATE_IN_PAST","exception.stacktrace":"ToolError: DATE_IN_PAST\\n  at search_flights (flights.py:41)\\n  at call (runtime.py:210)"}}]""" : "[]";
        return new Payload(
                attributes, events, "[]", "{\"attributes\":{\"service.name\":\"travel\"}}", "{}", null, null);
    }

    /** What a reader of the payload finds in it. */
    public static Content content(RecordedSpan recorded) {
        var span = recorded.span();
        return switch (span.kind()) {
            case TOOL -> span.failed() ? refused(span) : tool(arguments("2027"), OFFERS, null);
            case LLM -> call();
            case RETRIEVAL ->
                new Content(
                        "Lisbon Berlin",
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(
                                new Content.Document(
                                        "airports/LIS", "Lisbon: LIS, Humberto Delgado", 0.91, "{\"country\":\"PT\"}"),
                                new Content.Document("airports/BER", "Berlin: BER, Willy Brandt", 0.88, null)),
                        null);
            case AGENT, TEAM, WORKFLOW, STEP, HOOK, GUARDRAIL, EMBEDDING, RERANK, DELEGATION, APPROVAL, OTHER ->
                new Content(null, null, List.of(), List.of(), List.of(), null, null, null, List.of(), null);
        };
    }

    private static final String OFFERS =
            "{\"offers\":[{\"carrier\":\"TP\",\"number\":\"534\",\"price_eur\":214.0},{\"carrier\":\"LH\",\"number\":\"1171\",\"price_eur\":268.5}],\"cheapest\":\"TP 534\"}";

    private static Content refused(Span span) {
        return tool(
                arguments("2026"),
                null,
                new Content.Failure(
                        "ToolError",
                        span.statusMessage(),
                        "ToolError: DATE_IN_PAST\n  at search_flights (flights.py:41)\n  at call (runtime.py:210)"));
    }

    private static Content tool(
            @Nullable String arguments, @Nullable String result, Content.@Nullable Failure failure) {
        return new Content(
                arguments, result, List.of(), List.of(), List.of(), null, arguments, result, List.of(), failure);
    }

    private static String arguments(String year) {
        return ("{\"origin\":\"LIS\",\"destination\":\"BER\",\"depart_date\":\"%s-04-12\",\"return_date\":\"%s-06-12\","
                        + "\"max_price_eur\":250,\"adults\":1}")
                .formatted(year, year);
    }

    private static Content call() {
        return new Content(
                null,
                null,
                List.of(
                        Message.text(
                                "system",
                                "You find flights. Use search_flights with ISO dates. "
                                        + "Be brief and exact. ".repeat(66)),
                        Message.text("user", "Out 4/12, back 6/12, Lisbon → Berlin, under €250"),
                        new Message(
                                "assistant",
                                null,
                                List.of(new Part.ToolCall("call_8Fq2", "search_flights", arguments("2026")))),
                        new Message(
                                "tool",
                                "search_flights",
                                List.of(new Part.ToolResult(
                                        "call_8Fq2",
                                        "search_flights",
                                        "DATE_IN_PAST: depart_date 2026-04-12 is before today, 2026-11-20")))),
                List.of(new Message(
                        "assistant",
                        null,
                        List.of(
                                new Part.Reasoning("The date has passed, so the user must mean next year."),
                                new Part.ToolCall("call_c01M", "search_flights", arguments("2027"))))),
                List.of("{\"name\":\"search_flights\"}"),
                "{\"temperature\":0.2}",
                null,
                null,
                List.of(),
                null);
    }

    private void llm(
            int number, int parent, String model, long start, long length, long first, long in, long out, String cost) {
        spans.add(base(number, parent, model, SpanKind.LLM, start, length)
                .model(model, "openai")
                .status(SpanStatus.OK, null)
                .firstTokenNanos(first * 1_000_000)
                .usage(new Usage(in, out, null, null, null, new BigDecimal(cost)))
                .build());
    }

    private void failed(int number, int parent, String name, SpanKind kind, long start, long length, String message) {
        spans.add(base(number, parent, name, kind, start, length)
                .status(SpanStatus.ERROR, message)
                .build());
    }

    private void span(int number, int parent, String name, SpanKind kind, long start, long length) {
        spans.add(base(number, parent, name, kind, start, length)
                .status(SpanStatus.OK, null)
                .build());
    }

    private static SpanBuilder base(int number, int parent, String name, SpanKind kind, long start, long length) {
        var from = START + start * 1_000_000;
        return Span.builder(id(number), name, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .time(from, from + length * 1_000_000)
                .actor(ANA)
                .toolName(kind == SpanKind.TOOL ? name : null)
                .source(Source.RUNTIME);
    }
}
