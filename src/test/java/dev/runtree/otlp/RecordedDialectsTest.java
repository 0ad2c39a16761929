package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.TraceRuns;
import dev.runtree.pricing.Prices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One recorded payload of each dialect, so that something real is read also where the shared ones are not. */
class RecordedDialectsTest {
    @ParameterizedTest
    @CsvSource({
        "langfuse-python-agent.pb,    AGENT,    langfuse,  user-7,  session-42",
        "traceloop-python-agent.pb,   WORKFLOW, traceloop, user-7,  session-42",
        "vercel-6-stream.pb,          AGENT,    vercel,    user-42, session-7f3a",
        "pydantic-ai-format1-agent.pb, AGENT,   logfire,   ,        01a2053f-7d8b-72f3-8e1f-6af8aef71d96",
        "langsmith-tool-error.pb,     CALL,     langsmith, user-7,  session-42"
    })
    void tellsOfTheWeatherAgentWhateverTheSdk(String file, String type, String dialect, String user, String session) {
        var spans = spans(file);
        var run = run(spans);
        assertThat(run.type()).hasToString(type);
        assertThat(run.dialect()).isEqualTo(dialect);
        assertThat(run.status()).isEqualTo(RunStatus.OK);
        assertThat(run.actor().userId()).isEqualTo(user);
        assertThat(run.actor().sessionId()).isEqualTo(session);
        assertThat(run.tree().input()).isEqualTo(202);
        assertThat(run.tree().output()).isEqualTo(38);
        assertThat(run.output()).contains("sunny in Paris");
        assertThat(of(spans, SpanKind.LLM)).allMatch(span -> "gpt-4o-mini-2025-01-01".equals(span.model()));
        var tool = of(spans, SpanKind.TOOL).getFirst();
        assertThat(tool.spanName()).isEqualTo("tool.get_weather");
        assertThat(tool.input()).isEqualTo("{\"city\":\"Paris\"}");
    }

    @Test
    void aFailedToolOfLangSmithSaysWhy() {
        var tool = of(spans("langsmith-tool-error.pb"), SpanKind.TOOL).getFirst();
        assertThat(tool.failed()).isTrue();
        assertThat(tool.output()).isNull();
        assertThat(tool.statusMessage()).isEqualTo("RuntimeError('weather backend unreachable')");
    }

    @Test
    void aFailedCallOfLangfuseThatHasNoStatusFails() {
        var spans = spans("langfuse-js-model-error.pb");
        assertThat(of(spans, SpanKind.LLM)).allMatch(Span::failed);
        assertThat(run(spans).errorCount()).isEqualTo(1);
        assertThat(run(spans).tree().cost()).isNull();
    }

    private static List<RecordedSpan> spans(String file) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, Bodies.recorded(file), Source.OTLP)
                .spans();
    }

    private static Run run(List<RecordedSpan> spans) {
        return TraceRuns.of(spans.stream().map(RecordedSpan::span).toList()).top();
    }

    private static List<Span> of(List<RecordedSpan> spans, SpanKind kind) {
        return spans.stream()
                .map(RecordedSpan::span)
                .filter(span -> span.kind() == kind)
                .toList();
    }
}
