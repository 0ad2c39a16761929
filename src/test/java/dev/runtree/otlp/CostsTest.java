package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.CostSource;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.pricing.Prices;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostsTest {
    private static final OtlpReader READER = new OtlpReader(Prices.builtIn());
    private static final long NOVEMBER_2026 = 1_793_500_000_000_000_000L;
    private static final long NOVEMBER_2020 = 1_604_200_000_000_000_000L;
    private static final CostSource LIST = new CostSource.Prices(LocalDate.of(2024, 7, 18));

    @Test
    void aCallCostsWhatTheListSaysOnItsDay() {
        var read = read(call());
        assertThat(read.usage().cost()).isEqualByComparingTo("0.00045");
        assertThat(read.costSource()).isEqualTo(LIST);
    }

    @Test
    void whatTheProducerReportsWins() {
        var read = read(call().with("gen_ai.usage.cost", 0.25));
        assertThat(read.usage().cost()).isEqualByComparingTo("0.25");
        assertThat(read.costSource()).isEqualTo(new CostSource.Sdk());
    }

    @Test
    void zeroForTokensIsNoReport() {
        assertThat(read(call().with("gen_ai.usage.cost", 0.0)).costSource()).isEqualTo(LIST);
        var unknown = read(call().with("gen_ai.request.model", "acme-1").with("gen_ai.usage.cost", 0.0));
        assertThat(unknown.usage().cost()).isNull();
        assertThat(unknown.costSource()).isNull();
        var free = read(call().with("gen_ai.request.model", "acme-1:free").with("gen_ai.usage.cost", 0.0));
        assertThat(free.usage().cost()).isZero();
        assertThat(free.costSource()).isEqualTo(new CostSource.Sdk());
    }

    @Test
    void anUnknownModelHasNoCost() {
        assertThat(read(call().with("gen_ai.request.model", "acme-1")).usage().cost())
                .isNull();
        assertThat(read(call().with("gen_ai.provider.name", "ollama")).usage().cost())
                .isNull();
    }

    @Test
    void aFrameworkIsNoProvider() {
        var read = read(call().with("gen_ai.provider.name", "strands-agents"));
        assertThat(read.provider()).isNull();
        assertThat(read.costSource()).isEqualTo(LIST);
    }

    @Test
    void beforeTheFirstPriceThereIsNone() {
        assertThat(read(call().at(0)).usage().cost()).isNull();
        assertThat(read(call().at(NOVEMBER_2020)).usage().cost()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1", "::1", "http://localhost:11434/v1", "http://[::1]:8000", "LOCALHOST"})
    void aServerOfOnesOwnHasNoListPrice(String address) {
        assertThat(read(call().with("server.address", address)).usage().cost()).isNull();
    }

    @Test
    void aServerOfTheProviderHas() {
        assertThat(read(call().with("server.address", "api.openai.com")).costSource())
                .isEqualTo(LIST);
        assertThat(read(call().with("server.address", "localhost.example.com")).costSource())
                .isEqualTo(LIST);
    }

    @Test
    void anotherTierHasAnotherPrice() {
        assertThat(read(call().with("openai.response.service_tier", "flex"))
                        .usage()
                        .cost())
                .isNull();
        assertThat(read(call().with("openai.response.service_tier", "default")).costSource())
                .isEqualTo(LIST);
    }

    @Test
    void theServedModelIsPaidFor() {
        var read = read(call().with("gen_ai.request.model", "gpt-4o").with("gen_ai.response.model", "gpt-4o-mini"));
        assertThat(read.costSource()).isEqualTo(LIST);
    }

    @Test
    void theProviderMayStandInTheModelsName() {
        var openInference = new Call(NOVEMBER_2026, Map.of())
                .with("openinference.span.kind", "LLM")
                .with("llm.model_name", "anthropic/claude-haiku-4-5")
                .with("llm.token_count.prompt", 1_000)
                .with("llm.token_count.completion", 100);
        assertThat(read(openInference).usage().cost()).isEqualByComparingTo("0.0015");
        assertThat(read(openInference.with("llm.model_name", "openrouter/openai/gpt-4o"))
                        .usage()
                        .cost())
                .isNull();
    }

    private static Call call() {
        return new Call(NOVEMBER_2026, Map.of())
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.provider.name", "openai")
                .with("gen_ai.request.model", "gpt-4o-mini-2024-07-18")
                .with("gen_ai.usage.input_tokens", 1_000)
                .with("gen_ai.usage.output_tokens", 500);
    }

    private static Span read(Call call) {
        return READER.traces(Encoding.PROTOBUF, Bodies.body(call.span()), Source.OTLP)
                .spans()
                .getFirst()
                .span();
    }

    /** A span by its attributes: texts, whole numbers and others. */
    private record Call(long start, Map<String, Object> attributes) {
        Call with(String key, Object value) {
            var more = new LinkedHashMap<>(attributes);
            more.put(key, value);
            return new Call(start, more);
        }

        Call at(long nanos) {
            return new Call(nanos, attributes);
        }

        io.opentelemetry.proto.trace.v1.Span span() {
            var span = Bodies.span("call").setStartTimeUnixNano(start).setEndTimeUnixNano(start + 1_000_000);
            attributes.forEach((key, value) -> span.addAttributes(
                    value instanceof Integer number
                            ? Bodies.number(key, number)
                            : Bodies.text(key, String.valueOf(value))));
            return span.build();
        }
    }
}
