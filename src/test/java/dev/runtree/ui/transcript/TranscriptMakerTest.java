package dev.runtree.ui.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.ui.transcript.Entry.Aside.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Transcripts of what SDKs really sent, and of runs made by hand. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class TranscriptMakerTest {
    private static final Path CAPTURES = Path.of("src/test/resources/otlp");

    static Stream<Path> captures() throws IOException {
        try (var files = Files.list(CAPTURES)) {
            return files.filter(file -> !file.toString().contains("logs")).sorted().toList().stream();
        }
    }

    /** Whatever framework and instrumentation: the question once, the call once, the answer once. */
    @ParameterizedTest
    @CsvSource({
        "adk-1-agent.pb, weather_agent",
        "anthropic-stream-twice.pb, WeatherAgent",
        "gen-ai-agent.pb, WeatherAgent",
        "gen-ai-agent.json, WeatherAgent",
        "langfuse-python-agent.pb, weather-agent",
        "mastra-agent.pb, Weather Agent",
        "mlflow-stream.pb, WeatherAgent",
        "openinference-openai-agent.pb, WeatherAgent",
        "openai-agents-js-handoff.pb, Weather Agent",
        "phoenix-agent.pb, WeatherAgent",
        "pydantic-ai-format1-agent.pb, weather_agent",
        "strands-semconv-agent.pb, weather_agent",
        "traceloop-python-agent.pb, weather_agent",
        "vercel-6-stream.pb, weather-stream"
    })
    void tellsAskedCalledAnsweredOnceEach(String file, String agent) throws IOException {
        var entries = Transcripts.of(CAPTURES.resolve(file), 1_000).getFirst();
        assertThat(questions(entries))
                .singleElement()
                .satisfies(said -> assertThat(said.text().text()).startsWith("What is the weather in"));
        assertThat(of(entries, Entry.Call.class)).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(TranscriptText.arguments(call)).isEqualTo("city: \"Paris\"");
            assertThat(call.result()).isNotNull();
        });
        assertThat(answers(entries)).singleElement().satisfies(said -> {
            assertThat(said.name()).isEqualTo(agent);
            assertThat(said.text().text()).contains("Paris");
        });
    }

    @Test
    void readsLikeAConversation() throws IOException {
        assertThat(text("gen-ai-agent.pb")).isEqualTo("""
                user-42:
                What is the weather in Paris?

                Looked up "Paris weather": 2 documents

                [System prompt, 28 characters]

                get_weather(city: "Paris") → {"temp_c":18,"sky":"sunny"}  6 ms

                [Reasoning, 17 characters]

                WeatherAgent:
                It is 18 °C and sunny in Paris. ☀️ 你好
                """);
        assertThat(text("vercel-5-two-agents.pb")).isEqualTo("""
                user-7:
                What is the weather in Paris?

                [System prompt, 18 characters]

                ask_weather_agent(question: "What is the weather in Paris?") → It is 18 C and sunny in Paris.  35 ms

                  planner → weather-specialist:
                  What is the weather in Paris?

                  [System prompt, 28 characters]

                  get_weather(city: "Paris") → {"temp_c":18,"sky":"sunny"}  178 µs

                  weather-specialist:
                  It is 18 C and sunny in Paris.

                planner:
                It is 18 C and sunny in Paris.
                """);
        assertThat(text("agent-framework-sequential.pb")).startsWith("""
                Step: weather_agent

                User:
                What is the weather in Paris?
                """);
    }

    @Test
    void tellsErrorsWhereTheyHappened() throws IOException {
        assertThat(text("langfuse-js-model-error.pb"))
                .endsWith("broken-model failed: Error: 500 The server had an error while processing your request\n");
        assertThat(text("haystack-tool-error.pb")).contains("get_weather(city: \"Paris\") ✗ Failed to invoke Tool");
        assertThat(of(Transcripts.of(CAPTURES.resolve("agno-toolerror.pb"), 100).getFirst(), Entry.Call.class))
                .singleElement()
                .satisfies(call -> assertThat(call.error()).isEqualTo("weather backend unreachable"));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void isTheSameHoweverSmallTheBatchesAre(Path file) throws IOException {
        var whole = Transcripts.of(file, 1_000);
        assertThat(whole).isNotEmpty();
        assertThat(Transcripts.of(file, 1)).isEqualTo(whole);
        assertThat(Transcripts.of(file, 3)).isEqualTo(whole);
    }

    @Test
    void repeatsNothingOfTheHistoryThatEveryCallBringsAlong() {
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(agent(1, null, "helper"), "{}"));
        var messages = new StringBuilder("{\"role\":\"user\",\"content\":\"question 0\"}");
        for (var call = 0; call < 50; call++) {
            var answer = "{\"role\":\"assistant\",\"content\":\"answer %d\"}".formatted(call);
            spans.add(recorded(
                    llm(10 + call, 1),
                    "{\"gen_ai.input.messages\":[%s],\"gen_ai.output.messages\":[%s]}".formatted(messages, answer)));
            messages.append(",")
                    .append(answer)
                    .append(",{\"role\":\"user\",\"content\":\"question %d\"}".formatted(call + 1));
        }
        var said = of(Transcripts.of(spans, 7), Entry.Said.class).stream()
                .map(one -> one.text().text())
                .toList();
        assertThat(said).hasSize(100).doesNotHaveDuplicates();
        assertThat(said.subList(0, 3)).containsExactly("question 0", "answer 0", "question 1");
    }

    @Test
    void earlierTurnsOfTheSessionAreOneLine() {
        var spans = List.of(recorded(agent(1, null, "helper"), "{}"), recorded(llm(2, 1), """
                        {"gen_ai.input.messages":[{"role":"user","content":"one"},{"role":"assistant","content":"two"},
                         {"role":"user","content":"three"}],"gen_ai.output.messages":[{"role":"assistant","content":"four"}]}"""));
        var entries = Transcripts.of(spans, 10);
        assertThat(of(entries, Entry.Aside.class)).singleElement().satisfies(aside -> {
            assertThat(aside.about()).isEqualTo(About.HISTORY);
            assertThat(aside.count()).isEqualTo(2);
        });
        assertThat(TranscriptText.of(entries)).endsWith("User:\nthree\n\nhelper:\nfour\n");
    }

    @Test
    void aGuardrailIsToldOnlyWhereItStoppedOrChangedSomething() {
        var spans = List.of(
                recorded(agent(1, null, "desk"), "{}"),
                recorded(
                        span(2, 1, SpanKind.GUARDRAIL, "pii").build(),
                        "{\"input.value\":\"a\",\"output.value\":\"a\"}"),
                recorded(
                        span(3, 1, SpanKind.GUARDRAIL, "budget")
                                .status(SpanStatus.ERROR, "trip is 2,776, limit 250")
                                .build(),
                        "{}"));
        assertThat(TranscriptText.of(Transcripts.of(spans, 10)))
                .isEqualTo("The guardrail budget stopped it: trip is 2,776, limit 250\n");
    }

    @Test
    void aRunThatFailedSaysSoAtItsEnd() {
        var spans = List.of(
                recorded(
                        Span.builder(id(1), "desk", SpanKind.AGENT)
                                .time(0, 100L)
                                .status(SpanStatus.ERROR, "stopped after 4 calls")
                                .build(),
                        "{}"),
                recorded(
                        llm(2, 1),
                        "{\"gen_ai.output.messages\":[{\"role\":\"assistant\",\"content\":\"Still looking\"}]}"));
        assertThat(TranscriptText.of(Transcripts.of(spans, 10)))
                .isEqualTo("desk:\nStill looking\n\ndesk failed: stopped after 4 calls\n");
    }

    private static String text(String file) throws IOException {
        return TranscriptText.of(Transcripts.of(CAPTURES.resolve(file), 1_000).getFirst());
    }

    private static List<Entry.Said> questions(List<Entry> entries) {
        return of(entries, Entry.Said.class).stream()
                .filter(said -> said.speaker() == Entry.Speaker.USER)
                .toList();
    }

    private static List<Entry.Said> answers(List<Entry> entries) {
        return of(entries, Entry.Said.class).stream()
                .filter(said -> said.speaker() == Entry.Speaker.AGENT)
                .toList();
    }

    private static <T extends Entry> List<T> of(List<Entry> entries, Class<T> type) {
        return entries.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static RecordedSpan recorded(Span span, String attributes) {
        return new RecordedSpan(span, new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }

    private static Span agent(int number, Integer parent, String name) {
        return span(number, parent, SpanKind.AGENT, name).build();
    }

    private static Span llm(int number, int parent) {
        return span(number, parent, SpanKind.LLM, "m").model("m", null).build();
    }

    private static SpanBuilder span(int number, Integer parent, SpanKind kind, String name) {
        return Span.builder(id(number), name, kind)
                .parent(parent == null ? null : id(parent).spanId())
                .time(number * 10L, number * 10L + 5);
    }

    private static SpanId id(int number) {
        return new SpanId("%032x".formatted(3), "%016x".formatted(number));
    }
}
