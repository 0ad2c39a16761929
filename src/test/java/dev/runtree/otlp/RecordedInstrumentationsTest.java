package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.TraceRuns;
import dev.runtree.pricing.Prices;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded payloads of frameworks, each with the trap that it is kept for. */
class RecordedInstrumentationsTest {
    @ParameterizedTest
    @CsvSource({
        "crewai-traceloop-litellm.pb, WORKFLOW, WeatherCrew, 240",
        "haystack-tool-error.pb, AGENT, haystack.agent.run, 240",
        "anthropic-stream-twice.pb, AGENT, WeatherAgent, 240",
        "mlflow-stream.pb, AGENT, WeatherAgent, 240",
        "vercel-5-two-agents.pb, AGENT, planner, 480",
        "phoenix-agent.pb, AGENT, WeatherAgent, 240",
        "langsmith-js-ai-sdk.pb, CALL, openai.chat, 240",
        "openai-agents-js-handoff.pb, AGENT, Weather workflow, 339",
        "laminar-rag.pb, CALL, rag, 35"
    })
    void countsTheTokensOfARunOnceWhateverRepeatsThem(String file, String type, String name, long tokens) {
        var run = runs(spans(file)).getFirst();
        assertThat(run.type()).hasToString(type);
        assertThat(run.name()).isEqualTo(name);
        assertThat(run.tree().total()).isEqualTo(tokens);
        assertThat(run.output()).contains("It is 18 C and sunny in Paris.");
    }

    @Test
    void theSumOnCrewAisAgentCountsWhereItsCallsTellNone() {
        var agent = runs(spans("crewai-traceloop-litellm.pb")).getLast();
        assertThat(agent.type()).isEqualTo(RunType.AGENT);
        assertThat(agent.name()).isEqualTo("Weather Specialist");
        assertThat(agent.own().input()).isEqualTo(202);
    }

    @Test
    void findsTheFailedToolOfLlamaIndexThatOnlyItsOutputTellsOf() {
        var tool =
                of(spans("llamaindex-traceloop-tool-error.pb"), SpanKind.TOOL).getFirst();
        assertThat(tool.spanName()).isEqualTo("tool.get_weather");
        assertThat(tool.failed()).isTrue();
        assertThat(tool.statusMessage()).isEqualTo("weather backend unreachable");
        assertThat(tool.input()).isEqualTo("{\"city\": \"Paris\"}");
    }

    @Test
    void countsLlamaIndexsNestedCallsOnce() {
        var query = spans("llamaindex-openinference-rag.pb").stream()
                .collect(Collectors.groupingBy(span -> span.span().id().traceId()))
                .values()
                .stream()
                .map(RecordedInstrumentationsTest::runs)
                .map(List::getFirst)
                .filter(run -> run.name().startsWith("RetrieverQueryEngine"))
                .findFirst()
                .orElseThrow();
        assertThat(query.tree().total()).isEqualTo(35);
        assertThat(query.input()).isEqualTo("What is the weather in Paris?");
    }

    @Test
    void findsHaystacksFailedToolModelAndTokens() {
        var spans = spans("haystack-tool-error.pb");
        var tool = of(spans, SpanKind.TOOL).getFirst();
        assertThat(tool.spanName()).isEqualTo("tool.get_weather");
        assertThat(tool.failed()).isTrue();
        assertThat(tool.statusMessage()).endsWith("weather backend unreachable");
        assertThat(of(spans, SpanKind.LLM)).extracting(Span::model).containsOnly("gpt-4o-mini-2025-01-01");
        assertThat(runs(spans).getFirst().own().reasoning()).isEqualTo(10);
    }

    @Test
    void readsHaystacksPipeline() {
        var spans = spans("haystack-rag.pb");
        assertThat(of(spans, SpanKind.EMBEDDING))
                .hasSize(2)
                .allMatch(span -> "text-embedding-3-small".equals(span.model()));
        var found = spans.stream()
                .filter(span -> span.span().kind() == SpanKind.RETRIEVAL)
                .findFirst()
                .orElseThrow();
        assertThat(ContentReader.read(found).documents()).hasSize(2);
        var pipeline = of(spans, SpanKind.WORKFLOW).getLast();
        assertThat(pipeline.input()).isEqualTo("What is the weather in Paris?");
        assertThat(pipeline.output()).isEqualTo("It is 18 C and sunny in Paris.");
    }

    @Test
    void findsTheCallInMlflowsChunksThatItsOutputLost() {
        var call = of(spans("mlflow-stream.pb"), SpanKind.LLM).getFirst();
        assertThat(call.output()).isEqualTo("get_weather({\"city\": \"Paris\"})");
        assertThat(call.firstTokenNanos()).isPositive();
        assertThat(call.usage().reasoning()).isEqualTo(5);
    }

    @Test
    void theSecondAgentOfAHandoffIsARunBesideTheFirst() {
        var spans = spans("openai-agents-js-handoff.pb");
        assertThat(runs(spans))
                .extracting(Run::name)
                .containsExactly("Weather workflow", "Triage Agent", "Weather Agent");
        assertThat(of(spans, SpanKind.DELEGATION)).extracting(Span::spanName).containsExactly("delegate.Weather Agent");
    }

    private static List<RecordedSpan> spans(String file) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, Bodies.recorded(file), Source.OTLP)
                .spans();
    }

    private static List<Run> runs(List<RecordedSpan> spans) {
        return TraceRuns.of(spans.stream().map(RecordedSpan::span).toList()).runs().stream()
                .map(TraceRuns.DerivedRun::run)
                .toList();
    }

    private static List<Span> of(List<RecordedSpan> spans, SpanKind kind) {
        return spans.stream()
                .map(RecordedSpan::span)
                .filter(span -> span.kind() == kind)
                .toList();
    }
}
