package dev.runtree.otlp;

import com.google.protobuf.ByteString;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;

/** Bodies for tests: recorded ones, and small ones made of a few attributes. */
final class Bodies {
    private Bodies() {}

    static byte[] recorded(String name) {
        try (var in = Objects.requireNonNull(Bodies.class.getResourceAsStream("/otlp/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Span.Builder span(String name) {
        return Span.newBuilder()
                .setTraceId(id("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(id("b7ad6b7169203331"))
                .setName(name)
                .setStartTimeUnixNano(1_700_000_000_000_000_001L)
                .setEndTimeUnixNano(1_700_000_001_000_000_002L);
    }

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    static ByteString id(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    static byte[] body(Span span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
    }

    static RecordedSpan read(Span.Builder span) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body(span.build()), Source.OTLP)
                .spans()
                .getFirst();
    }
}
