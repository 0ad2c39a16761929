package dev.runtree.otlp;

import com.google.protobuf.ByteString;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
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

    /** A span with texts for attributes: key, value, key, value. */
    static Span.Builder said(String name, String... attributes) {
        var span = span(name);
        for (var i = 0; i < attributes.length; i += 2) {
            span.addAttributes(text(attributes[i], attributes[i + 1]));
        }
        return span;
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
        return body("", span);
    }

    private static byte[] body(String scope, Span span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName(scope))
                                .addSpans(span)))
                .build()
                .toByteArray();
    }

    /** What a step is, when it is told by these texts. */
    static dev.runtree.model.Span spanOf(String name, String... attributes) {
        return read(said(name, attributes)).span();
    }

    /** What a step says, when it is told by these texts. */
    static Content contentOf(String name, String... attributes) {
        return ContentReader.read(read(said(name, attributes)));
    }

    static RecordedSpan read(Span.Builder span) {
        return read("", span);
    }

    /** A span of this instrumentation. */
    static RecordedSpan read(String scope, Span.Builder span) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body(scope, span.build()), Source.OTLP)
                .spans()
                .getFirst();
    }
}
