package dev.runtree.testing;

import com.google.protobuf.CodedInputStream;
import dev.runtree.otlp.wire.Frames;
import dev.runtree.otlp.wire.JsonBody;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a body says of each span, for comparing two bodies whose spans stand in other places. */
public final class SentSpans {
    private SentSpans() {}

    /** A span with what surrounds it. */
    public record Sent(ResourceSpans resource, ScopeSpans scope, Span span) {}

    public static List<Sent> of(Collection<ResourceSpans> all) {
        var result = new ArrayList<Sent>();
        for (var resource : all) {
            for (var scope : resource.getScopeSpansList()) {
                for (var span : scope.getSpansList()) {
                    result.add(new Sent(
                            resource.toBuilder().clearScopeSpans().build(),
                            scope.toBuilder().clearSpans().build(),
                            span));
                }
            }
        }
        return result;
    }

    public static List<Sent> ofProtobuf(byte[] body) {
        try {
            var in = CodedInputStream.newInstance(body);
            in.setRecursionLimit(10_000);
            return of(ExportTraceServiceRequest.parseFrom(in).getResourceSpansList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Sent> ofJson(byte[] body) {
        return of(JsonBody.decode(Frames.TRACES, body).resources());
    }
}
