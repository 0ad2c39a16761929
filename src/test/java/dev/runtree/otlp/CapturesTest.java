package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.TraceRuns;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads recorded payloads of real SDKs and compares, field by field, with what their makers know to be in them. */
class CapturesTest {
    private static final Path SHARED = shared();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> wrong = new ArrayList<>();

    /** Every folder of recorded payloads, so that one which is added later is read as well. */
    static Stream<String> folders() throws IOException {
        if (!Files.isDirectory(SHARED.resolve("captures"))) {
            return Stream.of("no recorded payloads");
        }
        var captures = SHARED.resolve("captures");
        try (var folders = Files.walk(captures, 2)) {
            return folders
                    .map(folder -> captures.relativize(folder).toString().replace('\\', '/'))
                    .filter(folder -> folder.contains("/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void readsWhatTheSdkSaid(String folder) throws IOException {
        var captures = SHARED.resolve("captures").resolve(folder);
        var expectations = SHARED.resolve("tools/dialects/expect").resolve(folder.replace('/', '-') + ".json");
        assumeTrue(
                Files.isDirectory(captures) && Files.isRegularFile(expectations),
                () -> "No recorded payloads at " + captures + " and " + expectations);
        var spans = spansOf(captures);
        for (var trace : JSON.readTree(expectations.toFile()).path("traces")) {
            check(trace, spans);
        }
        assertThat(wrong).isEmpty();
    }

    private void check(JsonNode trace, Map<String, RecordedSpan> all) {
        var traceId = trace.path("trace_id").asText();
        Function<String, RecordedSpan> span = id -> Objects.requireNonNull(all.get(traceId + "-" + id), id);
        trace.path("parents").properties().forEach(entry -> {
            var parent = span.apply(entry.getKey()).span().parentSpanId();
            expect(traceId, "parent of " + entry.getKey(), entry.getValue().asText(null), parent);
        });
        trace.path("kinds").properties().forEach(entry -> {
            var kind = span.apply(entry.getKey()).span().kind().name();
            if (!List.of(entry.getValue().asText().split("\\|")).contains(kind)) {
                expect(traceId, "kind of " + entry.getKey(), entry.getValue().asText(), kind);
            }
        });
        var ofTrace = all.values().stream()
                .filter(each -> each.span().id().traceId().equals(traceId))
                .toList();
        anyOf(
                traceId,
                "user",
                trace.path("user"),
                ofTrace,
                each -> each.span().actor().userId());
        anyOf(
                traceId,
                "session",
                trace.path("session"),
                ofTrace,
                each -> each.span().actor().sessionId());
        for (var call : trace.path("calls")) {
            var spans = ids(call.path("spans")).stream().map(span).toList();
            anyOf(
                    traceId,
                    "model",
                    call.path("models"),
                    spans,
                    each -> each.span().model());
            anyOf(
                    traceId,
                    "input",
                    call.path("input"),
                    spans,
                    each -> text(each.span().usage().input()));
            anyOf(
                    traceId,
                    "output",
                    call.path("output"),
                    spans,
                    each -> text(each.span().usage().output()));
            anyOf(
                    traceId,
                    "cached",
                    call.path("cached"),
                    spans,
                    each -> text(each.span().usage().cached()));
            anyOf(
                    traceId,
                    "reasoning",
                    call.path("reasoning"),
                    spans,
                    each -> text(each.span().usage().reasoning()));
        }
        run(
                traceId,
                trace,
                TraceRuns.of(ofTrace.stream().map(RecordedSpan::span).toList()));
        for (var tool : trace.path("tools")) {
            tool(traceId, tool, span.apply(tool.path("span_id").asText()));
        }
        snippets(traceId, trace.path("message_in"), span, content -> content.inputMessages() + " " + content.input());
        snippets(
                traceId, trace.path("message_out"), span, content -> content.outputMessages() + " " + content.output());
    }

    /** What the run that the trace's list shows adds up to. */
    private void run(String traceId, JsonNode trace, TraceRuns runs) {
        var run = runs.top();
        expectOneOf(traceId, "status", trace.path("status"), run.status().name().toLowerCase(Locale.ROOT));
        expectOneOf(traceId, "user", trace.path("user"), run.actor().userId());
        expectOneOf(traceId, "session", trace.path("session"), run.actor().sessionId());
        if (trace.path("error_count").isInt()) {
            var expected = trace.path("error_count").asInt();
            expect(traceId, "errors", String.valueOf(expected > 0), String.valueOf(run.errorCount() > 0));
        }
        var inputs = trace.path("tree_input_tokens");
        var outputs = trace.path("tree_output_tokens");
        if (inputs.isArray() && outputs.isArray() && trace.path("run_holds_all").asBoolean()) {
            var sums = JSON.createArrayNode();
            inputs.forEach(in -> outputs.forEach(out -> sums.add(in.asLong() + out.asLong())));
            expectOneOf(traceId, "tokens of the tree", sums, text(run.tree().total()));
        }
    }

    private void expectOneOf(String traceId, String field, JsonNode accepted, @Nullable String actual) {
        if (accepted.isArray() && !accepted.isEmpty() && !ids(accepted).contains(String.valueOf(actual))) {
            expect(traceId, field, accepted.toString(), actual);
        }
    }

    private void tool(String traceId, JsonNode tool, RecordedSpan span) {
        var content = ContentReader.read(span);
        anyOf(
                traceId,
                "tool name",
                tool.path("name"),
                List.of(span),
                each -> each.span().toolName());
        if (tool.path("arguments").isArray()) {
            var accepted = new ArrayList<String>();
            tool.path("arguments").forEach(each -> accepted.add(squeezed(Json.text(each))));
            var arguments = squeezed(String.valueOf(content.toolArguments()));
            if (!accepted.contains(arguments)) {
                expect(traceId, "tool arguments", accepted.toString(), arguments);
            }
        }
        if (tool.path("result").isTextual()) {
            var result = squeezed(String.valueOf(content.toolResult()));
            var expected = squeezed(tool.path("result").textValue());
            if (!result.contains(expected)) {
                expect(traceId, "tool result", expected, result);
            }
        }
        expect(
                traceId,
                "tool failed",
                tool.path("error").asText(),
                String.valueOf(span.span().failed()));
    }

    private void snippets(
            String traceId, JsonNode snippets, Function<String, RecordedSpan> span, Function<Content, String> where) {
        for (var snippet : snippets) {
            var texts = ids(snippet.path("spans")).stream()
                    .map(id -> squeezed(where.apply(ContentReader.read(span.apply(id)))))
                    .toList();
            var wanted = squeezed(snippet.path("text").asText());
            // Messages of log records come with a later change; their spans have none of their own.
            var inLogs = texts.stream().allMatch(text -> text.equals("[]null"));
            if (!inLogs && texts.stream().noneMatch(text -> text.contains(wanted))) {
                expect(traceId, "message", wanted, texts.toString());
            }
        }
    }

    private void anyOf(
            String traceId,
            String field,
            JsonNode accepted,
            List<RecordedSpan> spans,
            Function<RecordedSpan, @Nullable String> answer) {
        if (!accepted.isArray() || accepted.isEmpty()) {
            return;
        }
        var answers = spans.stream().map(answer).toList();
        for (var each : accepted) {
            if (answers.contains(each.asText())) {
                return;
            }
        }
        expect(traceId, field, accepted.toString(), answers.toString());
    }

    private void expect(String traceId, String field, @Nullable String expected, @Nullable String actual) {
        if (!Objects.equals(expected, actual)) {
            wrong.add(traceId + " " + field + ": expected " + expected + ", got " + actual);
        }
    }

    private static Map<String, RecordedSpan> spansOf(Path folder) throws IOException {
        var spans = new HashMap<String, RecordedSpan>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var body = Files.readAllBytes(file);
                var isJson = file.toString().endsWith(".json");
                var kind = isJson ? BodyKind.ofJson(body) : BodyKind.ofProtobuf(body);
                if (kind == BodyKind.TRACES) {
                    var read = isJson
                            ? new OtlpReader(Prices.none())
                                    .traces(Encoding.JSON, body, Source.IMPORT)
                                    .spans()
                            : new OtlpReader(Prices.none())
                                    .traces(Encoding.PROTOBUF, body, Source.IMPORT)
                                    .spans();
                    read.forEach(span -> spans.put(span.span().id().runId(), span));
                }
            }
        }
        return spans;
    }

    private static List<String> ids(JsonNode array) {
        var ids = new ArrayList<String>();
        array.forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static @Nullable String text(@Nullable Long number) {
        return number == null ? null : number.toString();
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\\\\"']+", "");
    }

    /** The folder beside the project, or beside the main checkout of a worktree. */
    private static Path shared() {
        var beside = Path.of("..", "shared").toAbsolutePath().normalize();
        return Files.isDirectory(beside)
                ? beside
                : Path.of("..", "..", "shared").toAbsolutePath().normalize();
    }
}
