package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.runtree.model.RecordedSpan;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stored spans as they were sent, grouped by resource and scope: the body of an export, in either encoding. */
public final class WireSpans {
    private final Map<ByteString, Map<ByteString, List<ByteString>>> groups = new LinkedHashMap<>();
    private int inexact;

    /** @throws IOException when a payload is none that Runtree wrote */
    public static WireSpans of(List<RecordedSpan> spans) throws IOException {
        var all = new WireSpans();
        for (var span : spans) {
            var sent = StoredSpan.of(span);
            all.groups
                    .computeIfAbsent(sent.resource(), any -> new LinkedHashMap<>())
                    .computeIfAbsent(sent.scope(), any -> new ArrayList<>())
                    .add(sent.span());
        }
        return all;
    }

    /** Spans of the last {@link #json} that hold something which OTLP/JSON cannot say. */
    public int inexact() {
        return inexact;
    }

    /** Writes an {@code ExportTraceServiceRequest} in protobuf, byte for byte what was sent where it was broken. */
    public void protobuf(OutputStream to) throws IOException {
        var out = CodedOutputStream.newInstance(to);
        for (var resource : groups.entrySet()) {
            var scopes = new ArrayList<ByteString>();
            for (var scope : resource.getValue().entrySet()) {
                var parts = new ArrayList<ByteString>();
                parts.add(scope.getKey());
                scope.getValue().forEach(span -> parts.add(WireSpan.framed(WireSpan.SPANS, span)));
                scopes.add(WireSpan.framed(WireSpan.SCOPES, ByteString.copyFrom(parts)));
            }
            var all = resource.getKey().concat(ByteString.copyFrom(scopes));
            out.writeUInt32NoTag(WireTag.of(
                    ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            out.writeBytesNoTag(all);
        }
        out.flush();
    }

    /** Writes the body as OTLP/JSON asks: ids in hex, enums as numbers, 64-bit integers as strings. */
    public void json(OutputStream to) throws IOException {
        inexact = 0;
        try (var generator = JsonDocument.FACTORY.createGenerator(to)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            var out = new OtlpJson(generator);
            generator.writeStartObject();
            generator.writeArrayFieldStart("resourceSpans");
            for (var resource : groups.entrySet()) {
                var changes = EnumSet.noneOf(Change.class);
                var around = LenientProtobuf.repaired(
                        resource.getKey(), ResourceSpans.parser(), ResourceSpans.getDescriptor(), changes);
                out.startResource(around == null ? ResourceSpans.getDefaultInstance() : around);
                var isLost = around == null || out.takeLost();
                for (var scope : resource.getValue().entrySet()) {
                    scope(out, scope.getKey(), scope.getValue(), changes, isLost);
                }
                out.endResource();
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
    }

    private void scope(OtlpJson out, ByteString scope, List<ByteString> spans, Set<Change> outer, boolean isLost)
            throws IOException {
        var changes = EnumSet.noneOf(Change.class);
        changes.addAll(outer);
        var around = LenientProtobuf.repaired(scope, ScopeSpans.parser(), ScopeSpans.getDescriptor(), changes);
        out.startScope(around == null ? ScopeSpans.getDefaultInstance() : around);
        var isOuterLost = isLost || around == null || out.takeLost();
        for (var each : spans) {
            var own = EnumSet.copyOf(changes);
            var span = LenientProtobuf.repaired(each, Span.parser(), Span.getDescriptor(), own);
            if (span != null) {
                out.span(span);
            }
            inexact += out.takeLost() || isOuterLost || span == null || !own.isEmpty() ? 1 : 0;
        }
        out.endScope();
    }
}
