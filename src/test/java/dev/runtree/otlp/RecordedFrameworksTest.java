package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.TraceRuns;
import dev.runtree.pricing.Prices;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Recorded payloads of frameworks that say more, or other things, than {@code gen_ai.*}. */
class RecordedFrameworksTest {
    @Test
    void strandsTellsEachSideOfACallInAnEventOfItsOwn() {
        var spans = spans("strands-semconv-agent.pb");
        var run = TraceRuns.of(of(spans)).top();
        assertThat(run.name()).isEqualTo("weather_agent");
        assertThat(run.actor().userId()).isEqualTo("user-7");
        assertThat(run.actor().sessionId()).isEqualTo("session-42");
        assertThat(run.tree().total())
                .as("the agent repeats the sum of its calls")
                .isEqualTo(240);
        assertThat(run.tree().cached()).isEqualTo(32);
        assertThat(inputs(spans, SpanKind.LLM)).containsOnly("What is the weather in Paris?");
        assertThat(outputs(spans, SpanKind.LLM))
                .containsExactlyInAnyOrder("get_weather({\"city\":\"Paris\"})", "It is 18 C and sunny in Paris.");
        assertThat(outputs(spans, SpanKind.TOOL)).containsExactly("{\"temp_c\": 18, \"sky\": \"sunny\"}");
        assertThat(kind(spans, SpanKind.STEP)).hasSize(2);
        assertThat(kind(spans, SpanKind.LLM))
                .as("the first token after 1124 and 51 milliseconds, which are no seconds")
                .extracting(Span::firstTokenNanos)
                .containsExactlyInAnyOrder(1_124_000_000L, 51_000_000L);
    }

    @Test
    void theFirstAdkTellsCachedAndThoughtTokensInTheAnswerAlone() {
        var spans = spans("adk-1-agent.pb");
        var run = TraceRuns.of(of(spans)).top();
        assertThat(run.type()).hasToString("WORKFLOW");
        assertThat(run.actor().sessionId()).isEqualTo("session-42");
        assertThat(run.tree().total()).as("thoughts are output").isEqualTo(240);
        assertThat(run.tree().cached()).isEqualTo(32);
        assertThat(run.tree().reasoning()).isEqualTo(10);
        assertThat(kind(spans, SpanKind.LLM)).hasSize(2).allMatch(span -> "call_llm".equals(span.name()));
        assertThat(outputs(spans, SpanKind.LLM)).contains("It is 18 C and sunny in Paris.");
        assertThat(outputs(spans, SpanKind.TOOL)).containsExactly("{\"temp_c\": 18, \"sky\": \"sunny\"}");
    }

    @Test
    void aWorkflowOfAgentFrameworkHoldsTheRunsOfItsAgents() {
        var workflows = spans("agent-framework-sequential.pb").stream()
                .collect(Collectors.groupingBy(span -> span.span().id().traceId()))
                .values();
        var runs = workflows.stream()
                .flatMap(trace -> TraceRuns.of(of(trace)).runs().stream())
                .map(TraceRuns.DerivedRun::run)
                .filter(run -> run.type().name().matches("WORKFLOW|AGENT"))
                .toList();
        assertThat(runs).extracting(Run::name).containsExactlyInAnyOrder("Sequential", "weather_agent", "writer");
        var workflow = runs.stream()
                .filter(run -> run.parentRunId() == null)
                .findFirst()
                .orElseThrow();
        assertThat(workflow.name()).isEqualTo("Sequential");
        assertThat(workflow.actor().workflowId()).isEqualTo("Sequential");
        assertThat(workflow.tree().total()).isEqualTo(381);
    }

    @Test
    void liteLlmTellsACallTwiceAndItsDetailsInPython() {
        var spans = spans("litellm-agent.pb");
        var calls = kind(spans, SpanKind.LLM);
        assertThat(calls).as("the raw request below each call is none").hasSize(2);
        assertThat(calls).extracting(call -> call.usage().cached()).containsOnly(16L);
        assertThat(calls).extracting(call -> call.usage().reasoning()).containsOnly(5L);
        assertThat(outputs(spans, SpanKind.LLM)).contains("get_weather({\"city\":\"Paris\"})");
        var run = TraceRuns.of(of(spans)).top();
        assertThat(run.actor().userId()).isEqualTo("user-7");
        assertThat(run.tree().total()).isEqualTo(240);
        assertThat(run.tree().cost()).isCloseTo(new BigDecimal("0.0000507"), within(new BigDecimal("1e-12")));
        assertThat(spans.stream().map(ContentReader::read).flatMap(content -> content.tools().stream()))
                .anyMatch(tool -> tool.contains("\"name\":\"get_weather\""));
    }

    @Test
    void mastraTellsTheQuestionAboveTheCall() {
        var spans = spans("mastra-agent.pb");
        var run = TraceRuns.of(of(spans)).top();
        assertThat(run.name()).isEqualTo("Weather Agent");
        assertThat(run.actor().userId()).isEqualTo("user-7");
        assertThat(run.actor().sessionId()).isEqualTo("session-42");
        assertThat(run.tags()).containsExactly("demo");
        assertThat(run.tree().total()).isEqualTo(240);
        assertThat(run.input()).isEqualTo("What is the weather in Paris?");
        assertThat(run.output()).isEqualTo("It is 18 C and sunny in Paris.");
        assertThat(kind(spans, SpanKind.LLM)).hasSize(2).anyMatch(call -> call.firstTokenNanos() != null);
        assertThat(outputs(spans, SpanKind.STEP)).contains("get_weather({\"city\":\"Paris\"})");
    }

    @Test
    void openLitCallsTasksTurnsAndHandoffsAgents() {
        var spans = spans("openlit-handoff.pb");
        assertThat(kind(spans, SpanKind.AGENT))
                .extracting(Span::spanName)
                .containsExactlyInAnyOrder("agent.triage_agent", "agent.weather_agent");
        assertThat(kind(spans, SpanKind.DELEGATION))
                .extracting(Span::spanName)
                .containsExactly("delegate.weather_agent");
        assertThat(kind(spans, SpanKind.LLM))
                .as("a call that asks for a tool is no tool")
                .hasSize(3)
                .allMatch(call -> call.toolName() == null);
        assertThat(spans)
                .as("a client's object is no model's name")
                .allMatch(span ->
                        span.span().model() == null || span.span().model().startsWith("gpt-"));
    }

    private static List<RecordedSpan> spans(String file) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, Bodies.recorded(file), Source.OTLP)
                .spans();
    }

    private static List<Span> of(List<RecordedSpan> spans) {
        return spans.stream().map(RecordedSpan::span).toList();
    }

    private static List<Span> kind(List<RecordedSpan> spans, SpanKind kind) {
        return of(spans).stream().filter(span -> span.kind() == kind).toList();
    }

    private static List<String> inputs(List<RecordedSpan> spans, SpanKind kind) {
        return kind(spans, kind).stream()
                .map(Span::input)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> outputs(List<RecordedSpan> spans, SpanKind kind) {
        return kind(spans, kind).stream()
                .map(Span::output)
                .filter(Objects::nonNull)
                .toList();
    }
}
