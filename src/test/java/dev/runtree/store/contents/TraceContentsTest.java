package dev.runtree.store.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceContentsTest {
    private static final String TRACE = "%032x".formatted(7);
    private static final long START = 1_700_000_000_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsTakenOutOfCapturesPutsThemTogetherAgain() throws IOException {
        var byTrace = new HashMap<String, List<RecordedSpan>>();
        for (var span : captured()) {
            byTrace.computeIfAbsent(span.span().id().traceId(), any -> new ArrayList<>())
                    .add(span);
        }
        var rows = 0;
        for (var trace : byTrace.entrySet()) {
            rows += checked(trace.getKey(), trace.getValue());
        }
        assertThat(rows).isGreaterThan(20);
    }

    @Test
    void randomJsonIsPutTogetherAgainAndStaysJsonWhereContentsVanish() {
        var rows = 0;
        for (var seed = 1; seed <= 400; seed++) {
            var random = new RandomJson(new Random(seed));
            var spans = new ArrayList<RecordedSpan>();
            var events = "[" + random.object() + "," + random.object() + "]";
            for (var i = 1; i <= 3; i++) {
                spans.add(span(i, SpanKind.LLM, random.object(), i == 2 ? "[" + random.object() + "]" : events));
                spans.add(spans.getLast());
            }
            rows += checked(TRACE, spans);
        }
        assertThat(rows).isGreaterThan(1_000);
    }

    @Test
    void hostileTextsAreLeftAsTheyAre() {
        var deep = "[".repeat(100_000);
        for (var text : List.of(
                deep,
                "{\"a\":\"" + deep + "\"}",
                "{\"a\":\"{\\\"b\\\":\\\"" + "x".repeat(300) + "\"}",
                "{\"a\":\"[{\\\"b\\\":\\\"" + "\\\\".repeat(300) + "\\\"}\"}",
                "{\"a\":\"[" + "{\\\"b\\\":1},".repeat(50) + "…\"}",
                "{\"a.1.b\":" + "1".repeat(200) + ",\"a.1.c\"",
                "{\"a\":\"" + "\\".repeat(301),
                "{\"a\":\"" + "\\".repeat(300) + "\"}",
                "\"" + "\u0001".repeat(300) + "\"",
                "{\"a\":\"\u0001 1 \u0001" + "y".repeat(300) + "\"}",
                " ".repeat(500),
                "")) {
            var span = span(1, SpanKind.LLM, text, text);
            var contents = new ArrayList<ContentRow>();
            var lean = new TraceContents(TRACE, List.of(span, span), new SaidBefore()).lean(contents);
            assertThat(whole(lean.getFirst(), contents)).isEqualTo(span.payload());
        }
    }

    @Test
    void aMessageIsOnePieceInEveryLaterCallWhateverTheDialect() {
        for (var dialect : List.<Function<List<String>, String>>of(
                TraceContentsTest::genAi, TraceContentsTest::openInference, TraceContentsTest::langChain)) {
            var first = List.of(words(1), words(2), words(3));
            var second = List.of(words(1), words(2), words(3), words(4), words(5));
            var contents = new ArrayList<ContentRow>();
            var lean = new TraceContents(
                            TRACE,
                            List.of(
                                    span(1, SpanKind.LLM, dialect.apply(first), "[]"),
                                    span(2, SpanKind.LLM, dialect.apply(second), "[]")),
                            new SaidBefore())
                    .lean(contents);
            assertThat(contents)
                    .singleElement()
                    .satisfies(content -> assertThat(content.pieces()).hasSize(5));
            assertThat(lean.getFirst().contents())
                    .isEqualTo(lean.getLast().contents())
                    .hasSize(1);
            assertThat(lean.getLast().recorded().payload().attributes()).doesNotContain(words(1), words(5));
        }
    }

    @Test
    void anAnswerIsOnePieceWithTheMessageThatItBecomes() {
        var parts = "{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"" + words(1) + "\"}]";
        var asks = object("gen_ai.output.messages", "[" + parts + ",\"finish_reason\":\"stop\",\"name\":null}]");
        var goesOn = object("gen_ai.input.messages", "[" + parts + ",\"name\":null}]");
        var contents = new ArrayList<ContentRow>();
        var lean = new TraceContents(
                        TRACE,
                        List.of(span(1, SpanKind.LLM, asks, "[]"), span(2, SpanKind.LLM, goesOn, "[]")),
                        new SaidBefore())
                .lean(contents);
        assertThat(contents).hasSize(1);
        assertThat(lean.getFirst().contents()).isEqualTo(lean.getLast().contents());
    }

    @Test
    void aConversationIsOnePlaceHoweverLongItIs() {
        for (var dialect : List.<Function<List<String>, String>>of(
                TraceContentsTest::genAi, TraceContentsTest::openInference, TraceContentsTest::langChain)) {
            var spans = new ArrayList<RecordedSpan>();
            var said = new ArrayList<String>();
            for (var call = 1; call <= 30; call++) {
                said.add(words(call));
                spans.add(span(call, SpanKind.LLM, dialect.apply(said), "[]"));
            }
            var contents = new ArrayList<ContentRow>();
            var lean = new TraceContents(TRACE, spans, new SaidBefore()).lean(contents);
            assertThat(contents).hasSize(1);
            // What only the last call says is left in it.
            assertThat(lean.subList(0, 29))
                    .extracting(stored -> stored.recorded().payload().attributes())
                    .allSatisfy(
                            attributes -> assertThat(attributes.split("\u0001")).hasSize(3));
            for (var i = 0; i < spans.size(); i++) {
                assertThat(whole(lean.get(i), contents)).isEqualTo(spans.get(i).payload());
            }
        }
    }

    @Test
    void theResultOfAToolLiesInTheMessageThatTellsTheModel() {
        var result = words(1).repeat(2);
        var tool = span(1, SpanKind.TOOL, "{\"gen_ai.tool.call.result\":\"" + result + "\"}", "[]");
        var call = span(2, SpanKind.LLM, genAi(List.of(words(2), result)), "[]");
        for (var spans : List.of(List.of(tool, call), List.of(call, tool))) {
            var contents = new ArrayList<ContentRow>();
            var lean = new TraceContents(TRACE, spans, new SaidBefore()).lean(contents);
            assertThat(contents)
                    .singleElement()
                    .satisfies(content -> assertThat(content.text()).containsOnlyOnce(result));
            for (var i = 0; i < spans.size(); i++) {
                var stored = lean.get(i);
                assertThat(stored.recorded().payload().attributes()).doesNotContain(result);
                assertThat(whole(stored, contents)).isEqualTo(spans.get(i).payload());
            }
        }
    }

    @Test
    void aTraceThatSaysNothingTwiceGetsNoRows() {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= 9; i++) {
            spans.add(span(i, i % 2 == 0 ? SpanKind.TOOL : SpanKind.LLM, genAi(List.of(words(i), words(-i))), "[]"));
        }
        var contents = new ArrayList<ContentRow>();
        var lean = new TraceContents(TRACE, spans, new SaidBefore()).lean(contents);
        assertThat(contents).isEmpty();
        assertThat(lean).extracting(LeanSpan::recorded).isEqualTo(spans);
    }

    @Test
    void callByCallALoopSaysEachMessageInlineOnceAtMost() {
        var memory = new SaidMemory();
        var said = new ArrayList<String>();
        var contents = new ArrayList<ContentRow>();
        var inline = 0L;
        for (var call = 1; call <= 10; call++) {
            said.add(words(call));
            said.add(words(-call));
            var trace =
                    new TraceContents(TRACE, List.of(span(call, SpanKind.LLM, genAi(said), "[]")), memory.of(TRACE));
            trace.setStored(trace.remembered());
            inline += trace.lean(contents)
                    .getFirst()
                    .recorded()
                    .payload()
                    .attributes()
                    .length();
            trace.remember(memory);
        }
        assertThat(contents.stream().mapToInt(TraceContentsTest::pieces).sum()).isEqualTo(20);
        assertThat(inline).isLessThan(10L * words(1).length());
    }

    /** @return how many pieces there are in contents */
    private static int checked(String traceId, List<RecordedSpan> spans) {
        var contents = new ArrayList<ContentRow>();
        var lean = new TraceContents(traceId, spans, new SaidBefore()).lean(contents);
        assertThat(lean).hasSameSizeAs(spans);
        for (var i = 0; i < spans.size(); i++) {
            var stored = lean.get(i);
            assertThat(whole(stored, contents)).isEqualTo(spans.get(i).payload());
            var payload = stored.recorded().payload();
            for (var text : List.of(payload.attributes(), payload.events(), payload.resource(), payload.scope())) {
                var without = text.replaceAll("\u0001[0-9:]+\u0001", "null");
                assertThatCode(() -> JSON.readTree(without)).as(without).doesNotThrowAnyException();
            }
        }
        return contents.stream().mapToInt(TraceContentsTest::pieces).sum();
    }

    private static int pieces(ContentRow content) {
        return Math.max(1, content.pieces().size());
    }

    /** As {@code runtree_whole} does it. */
    private static Payload whole(LeanSpan lean, List<ContentRow> contents) {
        var texts = new HashMap<UUID, String>();
        contents.forEach(content -> texts.put(content.key().hash(), content.text()));
        var payload = lean.recorded().payload();
        Function<String, String> whole = text -> {
            if (lean.contents().isEmpty()) {
                return text;
            }
            var parts = text.split("\u0001", -1);
            for (var i = 1; i < parts.length; i += 2) {
                var numbers =
                        Stream.of(parts[i].split(":")).map(Integer::valueOf).toList();
                var hash = lean.contents().get(numbers.getFirst() - 1);
                var content = Objects.requireNonNull(texts.get(hash));
                parts[i] = numbers.size() == 1 ? content : part(content, numbers.get(1), numbers.get(2));
            }
            return String.join("", parts);
        };
        return new Payload(
                whole.apply(payload.attributes()),
                whole.apply(payload.events()),
                payload.links(),
                whole.apply(payload.resource()),
                whole.apply(payload.scope()),
                payload.otlp(),
                payload.exact());
    }

    /** As PostgreSQL's {@code substr}. */
    private static String part(String text, int from, int length) {
        return text.substring(text.offsetByCodePoints(0, from - 1), text.offsetByCodePoints(0, from - 1 + length));
    }

    private static RecordedSpan span(int number, SpanKind kind, String attributes, String events) {
        return new RecordedSpan(
                Span.builder(new SpanId(TRACE, "%016x".formatted(number)), "s", kind)
                        .parent("%016x".formatted(99))
                        .time(START + number, START + number + 1)
                        .build(),
                new Payload(attributes, events, "[]", "{}", "{}", null, null));
    }

    /** Some hundred characters that nobody else says, with a quotation mark and a line's end. */
    private static String words(int number) {
        return ("word" + number + " ").repeat(60) + "ü 😀";
    }

    private static String genAi(List<String> messages) {
        return object(
                "gen_ai.input.messages",
                "["
                        + String.join(
                                ",",
                                messages.stream()
                                        .map(TraceContentsTest::message)
                                        .toList()) + "]");
    }

    private static String message(String text) {
        return "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + text + "\"}]}";
    }

    private static String openInference(List<String> messages) {
        var members = new ArrayList<String>();
        for (var i = 0; i < messages.size(); i++) {
            members.add("\"llm.input_messages." + i + ".message.role\":\"user\"");
            members.add("\"llm.input_messages." + i + ".message.content\":\"" + messages.get(i) + "\"");
        }
        return "{\"openinference.span.kind\":\"LLM\"," + String.join(",", members) + "}";
    }

    private static String langChain(List<String> messages) {
        return object(
                "input.value",
                "{\"messages\": [["
                        + String.join(
                                ", ",
                                messages.stream()
                                        .map(text -> "{\"lc\": 1, \"kwargs\": {\"content\": \"" + text + "\"}}")
                                        .toList())
                        + "]], \"n\": 1}");
    }

    /** An object of one string that holds JSON. */
    private static String object(String key, String json) {
        return "{\"" + key + "\":\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static List<RecordedSpan> captured() throws IOException {
        var spans = new ArrayList<RecordedSpan>();
        for (var folder : Stream.of("src/test/resources/otlp", "../shared/captures", "../../shared/captures")
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList()) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(name -> name.toString().matches(".*\\.(pb|json)"))
                        .toList()) {
                    var body = Files.readAllBytes(file);
                    var isJson = file.toString().endsWith(".json");
                    if ((isJson ? BodyKind.ofJson(body) : BodyKind.ofProtobuf(body)) == BodyKind.TRACES) {
                        spans.addAll(new OtlpReader(Prices.none())
                                .traces(isJson ? Encoding.JSON : Encoding.PROTOBUF, body, Source.IMPORT)
                                .spans());
                    }
                }
            }
        }
        return spans;
    }
}
