package dev.runtree.otlp.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanKind;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.Usage;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.pricing.Prices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a profile says of a step, without a word of its producer, reads back as the same step. */
class ProfileTest {
    private static final Path CAPTURES = Path.of("src", "test", "resources", "otlp");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void what_a_profile_says_reads_back_as_the_same_step(Profile profile) throws IOException {
        var compared = 0;
        var wrong = new ArrayList<String>();
        for (var trace : traces()) {
            var runs = TraceRuns.of(trace.stream().map(RecordedSpan::span).toList());
            for (var recorded : trace) {
                var place = runs.tree().place(recorded.span().id().spanId());
                var step = Step.of(
                        recorded,
                        Set.of(),
                        runs.spentAt(place),
                        runs.userAt(place),
                        runs.sessionAt(place),
                        runs.top().name(),
                        runs.top().tags(),
                        false);
                var read =
                        readBack(recorded, profile.attributes(withoutOwn(step)).toString());
                var expected = expected(profile, step);
                var found = found(read, expected.keySet());
                if (!expected.equals(found)) {
                    wrong.add(recorded.span().dialect() + " " + recorded.span().spanName() + "\n  expected " + expected
                            + "\n  found    " + found + "\n  said " + profile.attributes(withoutOwn(step)));
                }
                compared++;
            }
        }
        assertThat(wrong).as("%d of %d", wrong.size(), compared).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void each_back_end_is_told_in_the_words_that_its_own_pages_read() throws IOException {
        var call = call("3");

        var logfire = Profile.GEN_AI.attributes(call);
        assertThat(logfire.path("gen_ai.client.operation.time_to_first_chunk").asDouble())
                .as("in seconds")
                .isEqualTo(0.25);
        assertThat(logfire.path("logfire.tags").toString()).isEqualTo("[\"travel\"]");
        var langfuse = Profile.LANGFUSE.attributes(call);
        assertThat(langfuse.path("langfuse.observation.prompt.name").asText()).isEqualTo("greeting");
        assertThat(langfuse.path("langfuse.observation.prompt.version").toString())
                .isEqualTo("3");
        assertThat(langfuse.path("langfuse.observation.metadata").asText()).isEqualTo("{\"tier\":\"gold\"}");
        assertThat(Profile.LANGFUSE.attributes(call("draft")).has("langfuse.observation.prompt.version"))
                .as("its versions are numbers")
                .isFalse();
        var langSmith = Profile.LANGSMITH.attributes(call);
        assertThat(langSmith.path("langsmith.metadata.tier").asText()).isEqualTo("gold");
        assertThat(langSmith.path("langsmith.usage_metadata").asText()).contains("\"input_tokens\":10");
        var phoenix = Profile.OPENINFERENCE.attributes(call);
        assertThat(phoenix.path("llm.prompt_template.template").asText()).isEqualTo("Hi {{name}}");
        assertThat(phoenix.path("llm.prompt_template.version").asText()).isEqualTo("3");
    }

    @Test
    void documents_are_the_output_of_a_search_that_has_no_other() throws IOException {
        var search = step("""
            {"gen_ai.operation.name": "retrieval", "gen_ai.retrieval.query.text": "refunds",
             "gen_ai.retrieval.documents": "[{\\"id\\":\\"d1\\",\\"content\\":\\"Within 30 days\\"}]"}
            """);

        assertThat(Profile.OPENINFERENCE.attributes(search).path("output.value").asText())
                .contains("\"page_content\":\"Within 30 days\"", "\"id\":\"d1\"");
    }

    @Test
    void langfuse_counts_nothing_of_a_step_whose_tokens_another_tells() throws IOException {
        var wrapper = step("{\"ai.operationId\": \"ai.generateText\", \"ai.usage.cachedInputTokens\": 32}");

        assertThat(Profile.LANGFUSE
                        .attributes(new Step(
                                wrapper.span(),
                                wrapper.content(),
                                wrapper.own(),
                                Usage.NONE,
                                null,
                                null,
                                "greet",
                                List.of(),
                                false))
                        .path("langfuse.observation.usage_details")
                        .asText())
                .isEqualTo("{}");
    }

    private static Step call(String promptVersion) throws IOException {
        return step("""
            {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai",
             "gen_ai.request.model": "gpt-5", "gen_ai.response.model": "gpt-5",
             "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 2,
             "gen_ai.response.time_to_first_chunk": 0.25, "metadata": "{\\"tier\\":\\"gold\\"}",
             "traceloop.prompt.key": "greeting", "traceloop.prompt.version": "%s",
             "traceloop.prompt.template": "Hi {{name}}"}
            """.formatted(promptVersion));
    }

    private static Step step(String attributes) throws IOException {
        var read = readBack(traces().getFirst().getFirst(), attributes);
        return Step.of(read, Set.of(), read.span().usage(), null, null, "greet", List.of("travel"), false);
    }

    private static Step withoutOwn(Step step) {
        return new Step(
                step.span(),
                step.content(),
                Attributes.NONE,
                step.usage(),
                step.user(),
                step.session(),
                step.trace(),
                step.tags(),
                step.isHead());
    }

    private static RecordedSpan readBack(RecordedSpan recorded, String attributes) throws IOException {
        var only = new RecordedSpan(
                // Some names tell what a step is, too.
                recorded.span().withSaid("step", "other.step", null),
                new Payload(
                        attributes, "[]", "[]", "{}", "{}", recorded.payload().otlp(), null));
        var body = new ByteArrayOutputStream();
        OtlpWriter.write(Encoding.PROTOBUF, List.of(only), body);
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body.toByteArray(), Source.OTLP)
                .spans()
                .getFirst();
    }

    private static Map<String, Object> expected(Profile profile, Step step) {
        var span = step.span();
        var content = step.content();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("kind", coarse(profile, span.kind()));
        put(facts, "user", step.user());
        put(facts, "session", step.session());
        if (!step.usage().isNone()) {
            facts.put("usage", comparable(step.usage()));
        }
        if (span.kind() == SpanKind.LLM) {
            put(facts, "model", span.model());
            put(facts, "asked", said(content.inputMessages()));
            put(facts, "answered", said(content.outputMessages()));
            put(
                    facts,
                    "tools",
                    content.tools().isEmpty() ? null : content.tools().size());
        }
        if (span.kind() == SpanKind.TOOL) {
            put(facts, "arguments", squeezed(content.toolArguments()));
            put(facts, "result", squeezed(content.toolResult()));
        }
        if (span.kind() == SpanKind.AGENT) {
            put(facts, "input", content.input());
            put(facts, "output", content.output());
        }
        if (span.kind() == SpanKind.RETRIEVAL && !content.documents().isEmpty()) {
            put(facts, "documents", squeezed(content.documents().toString()));
        }
        return facts;
    }

    private static Map<String, Object> found(RecordedSpan read, Set<String> asked) {
        var span = read.span();
        var content = ContentReader.read(read);
        var all = new LinkedHashMap<String, Object>();
        put(all, "kind", span.kind().name());
        put(all, "user", span.actor().userId());
        put(all, "session", span.actor().sessionId());
        put(all, "usage", comparable(span.usage()));
        put(all, "model", span.model());
        put(all, "asked", said(content.inputMessages()));
        put(all, "answered", said(content.outputMessages()));
        put(all, "tools", content.tools().size());
        put(all, "arguments", squeezed(content.toolArguments()));
        put(all, "result", squeezed(content.toolResult()));
        put(all, "input", content.input());
        put(all, "output", content.output());
        put(all, "documents", squeezed(content.documents().toString().replace("metadata={}", "metadata=null")));
        all.keySet().retainAll(asked);
        return all;
    }

    /** What a vocabulary has no word for is told in its next best. */
    private static String coarse(Profile profile, SpanKind kind) {
        var isGenAi = profile == Profile.GEN_AI || profile == Profile.LANGTRACE;
        return switch (kind) {
            case AGENT, LLM, TOOL, EMBEDDING, RETRIEVAL, OTHER ->
                profile == Profile.LANGSMITH && (kind == SpanKind.AGENT || kind == SpanKind.OTHER)
                        ? "STEP"
                        : kind.name();
            case TEAM -> profile == Profile.LANGSMITH ? "STEP" : "AGENT";
            case DELEGATION -> "TOOL";
            case WORKFLOW -> isGenAi ? "WORKFLOW" : "STEP";
            case STEP -> isGenAi ? "OTHER" : "STEP";
            case HOOK, APPROVAL -> isGenAi || profile == Profile.LANGFUSE ? "OTHER" : "STEP";
            case GUARDRAIL -> isGenAi ? "OTHER" : profile == Profile.LANGSMITH ? "STEP" : "GUARDRAIL";
            case RERANK -> profile == Profile.LANGFUSE || profile == Profile.LANGSMITH ? "RETRIEVAL" : "RERANK";
        };
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static String comparable(Usage usage) {
        return "%s in, %s out, %s cached, %s written, %s reasoning, %s"
                .formatted(
                        usage.input(),
                        usage.output(),
                        usage.cached(),
                        usage.cacheWrite(),
                        usage.reasoning(),
                        usage.cost() == null
                                ? null
                                : usage.cost().stripTrailingZeros().toPlainString());
    }

    /** Messages line by line: results of tools stand in one message or in several. */
    private static @Nullable List<String> said(List<Message> messages) {
        var lines = new ArrayList<String>();
        for (var message : messages) {
            for (var part : message.parts()) {
                lines.add(
                        switch (part) {
                            case Part.Text text -> message.role() + ": " + squeezed(text.text());
                            case Part.Reasoning reasoning -> "thinks: " + reasoning.text();
                            case Part.ToolCall call ->
                                "calls " + call.id() + " " + call.name() + squeezed(call.arguments());
                            case Part.ToolResult result ->
                                (result.id() == null ? "tool: " : "gets " + result.id() + " ")
                                        + squeezed(result.result());
                            case Part.Media media -> "shows " + media.uri();
                            case Part.Unknown unknown -> "? " + squeezed(unknown.json());
                        });
            }
        }
        return lines.isEmpty() ? null : lines;
    }

    /** JSON may be written with other blanks. */
    private static @Nullable String squeezed(@Nullable String json) {
        return json == null ? null : json.replaceAll("\\s", "");
    }

    private static List<List<RecordedSpan>> traces() throws IOException {
        var traces = new LinkedHashMap<String, List<RecordedSpan>>();
        try (var files = Files.list(CAPTURES)) {
            for (var file : files.filter(each ->
                            each.toString().endsWith(".pb") && !each.toString().contains("logs"))
                    .sorted()
                    .toList()) {
                for (var span : new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, Files.readAllBytes(file), Source.OTLP)
                        .spans()) {
                    traces.computeIfAbsent(span.span().id().traceId(), any -> new ArrayList<>())
                            .add(span);
                }
            }
        }
        return List.copyOf(traces.values());
    }
}
