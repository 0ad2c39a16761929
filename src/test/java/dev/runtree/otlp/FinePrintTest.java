package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.AudioTokens;
import dev.runtree.model.Content.Facts;
import dev.runtree.model.Content.Prompt;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the small print of a step says, in each vocabulary. */
class FinePrintTest {
    @Test
    void openTelemetrysOwn() {
        var facts = facts(Bodies.span("chat gpt-4o")
                .addAttributes(Bodies.text("gen_ai.operation.name", "chat"))
                .addAttributes(Bodies.text("gen_ai.request.model", "gpt-4o"))
                .addAttributes(Bodies.text("gen_ai.response.model", "gpt-4o-2024-08-06"))
                .addAttributes(Bodies.text("gen_ai.response.id", "chatcmpl-1"))
                .addAttributes(texts("gen_ai.response.finish_reasons", "stop", "length"))
                .addAttributes(Bodies.number("gen_ai.usage.audio.input_tokens", 7)));
        assertThat(facts.requestedModel()).isEqualTo("gpt-4o");
        assertThat(facts.responseId()).isEqualTo("chatcmpl-1");
        assertThat(facts.finishReasons()).containsExactly("stop", "length");
        assertThat(facts.audio()).isEqualTo(new AudioTokens(7L, null));
    }

    @Test
    void openInference() {
        var facts = facts(Bodies.span("ChatCompletion")
                .addAttributes(Bodies.text("openinference.span.kind", "LLM"))
                .addAttributes(Bodies.text("llm.model_name", "gpt-4o-2024-08-06"))
                .addAttributes(Bodies.text("llm.invocation_parameters", "{\"model\": \"gpt-4o\", \"top_p\": 1}"))
                .addAttributes(Bodies.text("llm.prompt_template.template", "Hello {name}"))
                .addAttributes(Bodies.text("llm.prompt_template.variables", "{\"name\":\"Ana\"}"))
                .addAttributes(Bodies.text("llm.prompt_template.version", "v2"))
                .addAttributes(Bodies.text("metadata", "{\"shard\": 7}"))
                .addAttributes(Bodies.number("llm.token_count.completion_details.audio", 3)));
        assertThat(facts.requestedModel()).isEqualTo("gpt-4o");
        assertThat(facts.prompt()).isEqualTo(new Prompt(null, "v2", "Hello {name}", "{\"name\":\"Ana\"}"));
        assertThat(facts.metadata()).isEqualTo("{\"shard\":7}");
        assertThat(facts.audio()).isEqualTo(new AudioTokens(null, 3L));
    }

    @Test
    void keysThatMeanOneThingInEveryVocabulary() {
        var facts = facts(Bodies.span("ai.generateText.doGenerate")
                .addAttributes(Bodies.text("ai.model.id", "gpt-4o"))
                .addAttributes(Bodies.text("ai.response.model", "gpt-4o-2024-08-06"))
                .addAttributes(Bodies.text("ai.response.id", "r-1"))
                .addAttributes(Bodies.text("ai.response.finishReason", "tool-calls"))
                .addAttributes(Bodies.text("ai.telemetry.metadata.plan", "gold"))
                .addAttributes(Bodies.text("langfuse.trace.metadata", "{\"plan\":\"silver\",\"tenant\":\"acme\"}"))
                .addAttributes(Bodies.text("traceloop.association.properties.chat", "c-1"))
                .addAttributes(Bodies.text("langfuse.observation.prompt.name", "greeting"))
                .addAttributes(Bodies.number("langfuse.observation.prompt.version", 3))
                .addAttributes(Bodies.text("langfuse.release", "2026.11")));
        assertThat(facts)
                .isEqualTo(new Facts(
                        "gpt-4o",
                        "r-1",
                        java.util.List.of("tool-calls"),
                        AudioTokens.NONE,
                        new Prompt("greeting", "3", null, null),
                        "{\"plan\":\"silver\",\"tenant\":\"acme\",\"chat\":\"c-1\"}",
                        "2026.11",
                        null));
    }

    @Test
    void aModelThatAnsweredItselfWasNotAskedForApart() {
        assertThat(facts(Bodies.span("chat m")
                                .addAttributes(Bodies.text("gen_ai.request.model", "m"))
                                .addAttributes(Bodies.text("gen_ai.response.model", "m")))
                        .requestedModel())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gen_ai.response.finish_reasons | ["STOP"]                                    | stop
        gen_ai.response.finish_reasons | FinishReason.STOP                           | stop
        gen_ai.response.finish_reason  | end_turn                                    | end_turn
        gen_ai.output.messages         | [{"role":"assistant","parts":[],"finish_reason":"tool_call"}] | tool_call
        gen_ai.completion.0.finish_reason | stop                                     | stop
        llm.response.finish_reason     | length                                      | length
        """)
    void whyAnAnswerEndedIsOneWordWhereverItStands(String key, String value, String word) {
        assertThat(facts(Bodies.span("chat m")
                                .addAttributes(Bodies.text("gen_ai.operation.name", "chat"))
                                .addAttributes(Bodies.text(key, value)))
                        .finishReasons())
                .containsExactly(word);
    }

    @Test
    void whatIsNotSaidIsUnknown() {
        assertThat(facts(Bodies.span("GET /"))).isEqualTo(Facts.NONE);
    }

    private static Facts facts(Span.Builder span) {
        return ContentReader.read(Bodies.read(span)).facts();
    }

    private static KeyValue texts(String key, String... values) {
        var array = ArrayValue.newBuilder();
        for (var value : values) {
            array.addValues(AnyValue.newBuilder().setStringValue(value));
        }
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setArrayValue(array))
                .build();
    }
}
