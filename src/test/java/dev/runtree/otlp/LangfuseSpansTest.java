package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LangfuseSpansTest {
    private static final String TYPE = "langfuse.observation.type";
    private static final String INPUT = "langfuse.observation.input";
    private static final String OUTPUT = "langfuse.observation.output";
    private static final String USAGE = "langfuse.observation.usage_details";

    /** One and the same call as three of Langfuse's SDKs tell it, and as wrappers of other APIs do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":82,\"completion_tokens\":17,\"total_tokens\":99,\"prompt_tokens_details\":{\"cached_tokens\":16,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":5}}",
                "{\"input_tokens\":82,\"output_tokens\":17,\"input_tokens_details\":{\"cached_tokens\":16},\"output_tokens_details\":{\"reasoning_tokens\":5}}",
                "{\"input\":66,\"output\":12,\"total\":99,\"input_cached_tokens\":16,\"output_reasoning_tokens\":5}",
                "{\"input\":60,\"output\":12,\"input_cache_read\":16,\"input_audio\":6,\"output_reasoning\":5}",
                "{\"input_tokens\":82,\"output_tokens\":17,\"total_tokens\":99,\"input_token_details\":{\"cache_read\":16},\"output_token_details\":{\"reasoning\":5}}",
                "{\"promptTokenCount\":82,\"candidatesTokenCount\":12,\"cachedContentTokenCount\":16,\"thoughtsTokenCount\":5,\"totalTokenCount\":99}",
                "{\"inputTokens\":{\"total\":82,\"noCache\":66,\"cacheRead\":16},\"outputTokens\":{\"total\":17,\"text\":12,\"reasoning\":5}}"
            })
    void countsTheSameInEveryForm(String usage) {
        assertThat(spanOf("g", TYPE, "generation", USAGE, usage).usage())
                .isEqualTo(new Usage(82L, 17L, 16L, null, 5L, null));
    }

    @Test
    void addsWhatAnthropicCountsAside() {
        var usage =
                "{\"input_tokens\":10,\"output_tokens\":7,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":2}";
        assertThat(spanOf("g", TYPE, "generation", USAGE, usage).usage())
                .isEqualTo(new Usage(16L, 7L, 4L, 2L, null, null));
    }

    @Test
    void takesTheCostButNotThatOfAFailedCall() {
        var costs = "langfuse.observation.cost_details";
        assertThat(spanOf("g", TYPE, "generation", costs, "{\"input\":0.01,\"output\":0.02}")
                        .usage()
                        .cost())
                .isEqualTo(new BigDecimal("0.03"));
        assertThat(spanOf("g", TYPE, "generation", costs, "{\"input\":0,\"output\":0,\"total\":0}")
                        .usage())
                .isEqualTo(Usage.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "generation,LLM",
        "embedding,EMBEDDING",
        "agent,AGENT",
        "tool,TOOL",
        "chain,STEP",
        "retriever,RETRIEVAL",
        "guardrail,GUARDRAIL",
        "evaluator,OTHER",
        "event,OTHER",
        "span,OTHER"
    })
    void knowsEachType(String type, SpanKind kind) {
        assertThat(spanOf("s", TYPE, type).kind()).isEqualTo(kind);
    }

    @Test
    void leavesSpansOfOthersThatItsExporterLabelled() {
        var span = spanOf("c", "langfuse.environment", "test", "openinference.span.kind", "LLM", "llm.model_name", "m");
        assertThat(span.dialect()).isEqualTo("openinference");
        assertThat(span.environment()).isEqualTo("test");
    }

    @Test
    void readsAToolWithoutTheCallAroundItsArguments() {
        var content = contentOf(
                "get_weather", TYPE, "tool", INPUT, "{\"args\": [], \"kwargs\": {\"city\": \"Paris\"}}", OUTPUT, "18");
        assertThat(content.toolArguments()).isEqualTo("{\"city\":\"Paris\"}");
        assertThat(content.toolResult()).isEqualTo("18");
        assertThat(spanOf("get_weather", TYPE, "tool").spanName()).isEqualTo("tool.get_weather");
    }

    @Test
    void readsQuestionAnswerAndOffersOfACall() {
        var content = contentOf(
                "g",
                TYPE,
                "generation",
                INPUT,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"name\":\"f\"}]}",
                OUTPUT,
                "Hello");
        assertThat(content.inputMessages()).containsExactly(Message.text("user", "Hi"));
        assertThat(content.outputMessages()).containsExactly(Message.text("assistant", "Hello"));
        assertThat(content.tools()).containsExactly("{\"name\":\"f\"}");
    }

    @Test
    void saysWhatWasAskedOfAnAgentInPlainWords() {
        var span = spanOf(
                "a",
                TYPE,
                "agent",
                INPUT,
                "{\"args\": [\"Weather?\"], \"kwargs\": {}}",
                OUTPUT,
                "{\"answer\":\"Sun\"}");
        assertThat(span.input()).isEqualTo("Weather?");
        assertThat(span.output()).isEqualTo("Sun");
    }

    @Test
    void knowsAFailureByItsLevelAlone() {
        var span = spanOf(
                "g",
                TYPE,
                "generation",
                "langfuse.observation.level",
                "ERROR",
                "langfuse.observation.status_message",
                "500 no");
        assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
        assertThat(span.statusMessage()).isEqualTo("500 no");
        assertThat(spanOf("g", TYPE, "guardrail", "langfuse.observation.level", "WARNING")
                        .failed())
                .isFalse();
    }

    @Test
    void reckonsTheFirstTokenFromAQuotedTime() {
        var time = "langfuse.observation.completion_start_time";
        assertThat(spanOf("g", TYPE, "generation", time, "\"2023-11-14T22:13:20.5Z\"")
                        .firstTokenNanos())
                .isEqualTo(499_999_999L);
        assertThat(spanOf("g", TYPE, "generation", time, "2023-11-14 22:13:20.500000")
                        .firstTokenNanos())
                .isEqualTo(499_999_999L);
        assertThat(spanOf("g", TYPE, "generation", time, "soon").firstTokenNanos())
                .isNull();
    }

    @Test
    void readsWhatARetrieverFound() {
        var content = contentOf(
                "r", TYPE, "retriever", INPUT, "q", OUTPUT, "[{\"content\":\"c\",\"score\":0.9,\"id\":\"d\"}]");
        assertThat(content.documents()).containsExactly(new Document("d", "c", 0.9, null));
    }
}
