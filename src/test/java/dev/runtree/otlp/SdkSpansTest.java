package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanStatus;
import dev.runtree.pricing.Prices;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdkSpansTest {
    private final List<RecordedSpan> started = new ArrayList<>();
    private final List<RecordedSpan> ended = new ArrayList<>();

    @Test
    void readsSpansOfTheSdkWhileTheyRunAndWhenTheyEnd() {
        try (var provider =
                SdkTracerProvider.builder().addSpanProcessor(processor()).build()) {
            var tracer = provider.get("test", "1");
            var span = tracer.spanBuilder("chat gpt")
                    .setAttribute("gen_ai.operation.name", "chat")
                    .setAttribute("gen_ai.request.model", "gpt")
                    .setAttribute(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"))
                    .startSpan();
            span.setAttribute("gen_ai.usage.input_tokens", 12L);
            span.recordException(new IllegalStateException("broken"));
            span.setStatus(StatusCode.ERROR, "broken");
            span.end();
        }
        var open = started.getFirst().span();
        assertThat(open.status()).isEqualTo(SpanStatus.RUNNING);
        assertThat(open.endNanos()).isNull();
        var done = ended.getFirst();
        assertThat(done.span().id()).isEqualTo(open.id());
        assertThat(done.span().spanName()).isEqualTo("llm.gpt");
        assertThat(done.span().status()).isEqualTo(SpanStatus.ERROR);
        assertThat(done.span().endNanos()).isNotNull();
        assertThat(done.span().usage().input()).isEqualTo(12);
        assertThat(done.payload().attributes()).contains("\"gen_ai.response.finish_reasons\":[\"stop\"]");
        assertThat(ContentReader.read(done).error())
                .isNotNull()
                .extracting("type")
                .isEqualTo("java.lang.IllegalStateException");
    }

    private SpanProcessor processor() {
        return new SpanProcessor() {
            @Override
            public void onStart(Context parent, ReadWriteSpan span) {
                started.add(new OtlpReader(Prices.none()).sdk(span.toSpanData(), Source.RUNTIME));
            }

            @Override
            public boolean isStartRequired() {
                return true;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                ended.add(new OtlpReader(Prices.none()).sdk(span.toSpanData(), Source.RUNTIME));
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        };
    }
}
