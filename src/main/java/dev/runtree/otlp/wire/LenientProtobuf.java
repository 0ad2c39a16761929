package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body that protobuf refuses: walks its frames by hand, repairs what can be, and leaves out spans that are corrupt
 * inside their frames. A body whose own frames are broken or cut off is refused.
 */
final class LenientProtobuf {
    private static final int RESOURCE_DEPTH = 1;
    private static final int SCOPE_DEPTH = 2;
    private static final int SPAN_DEPTH = 3;

    private final byte[] body;
    private final Decoded.Builder decoded = new Decoded.Builder();

    private LenientProtobuf(byte[] body) {
        this.body = body;
    }

    /** @throws IOException when the frames around the spans are broken */
    static Decoded decode(byte[] body) throws IOException {
        var reading = new LenientProtobuf(body);
        var fields = new WireFields(body, 0, body.length);
        while (fields.next()) {
            if (fields.isDelimited(ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER)) {
                reading.resource(fields.valueStart(), fields.end());
            }
        }
        return reading.decoded.build();
    }

    /** A message that may need repair; {@code null} when it is corrupt. */
    static <T> @Nullable T repaired(ByteString bytes, Parser<T> parser, Descriptor type, Set<Change> changes) {
        var array = bytes.toByteArray();
        return read(array, 0, array.length, parser, type, SPAN_DEPTH, changes);
    }

    private void resource(int from, int to) throws IOException {
        var around = WireSpan.without(body, from, to, WireSpan.SCOPES);
        var changes = EnumSet.noneOf(Change.class);
        var shell =
                surroundings(around, ResourceSpans.parser(), ResourceSpans.getDescriptor(), RESOURCE_DEPTH, changes);
        var result = shell == null ? ResourceSpans.newBuilder() : shell.toBuilder();
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (fields.isDelimited(WireSpan.SCOPES)) {
                result.addScopeSpans(scope(fields.valueStart(), fields.end(), around, changes));
            }
        }
        decoded.add(result.build());
    }

    private ScopeSpans scope(int from, int to, ByteString resource, Set<Change> outer) throws IOException {
        var around = WireSpan.without(body, from, to, WireSpan.SPANS);
        var changes = EnumSet.noneOf(Change.class);
        changes.addAll(outer);
        var shell = surroundings(around, ScopeSpans.parser(), ScopeSpans.getDescriptor(), SCOPE_DEPTH, changes);
        var result = shell == null ? ScopeSpans.newBuilder() : shell.toBuilder();
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (fields.isDelimited(WireSpan.SPANS)) {
                var all = EnumSet.copyOf(changes);
                var span = read(
                        body, fields.valueStart(), fields.end(), Span.parser(), Span.getDescriptor(), SPAN_DEPTH, all);
                if (span == null) {
                    decoded.reject(WireFault.inSpan(body, fields.valueStart(), fields.end()));
                } else {
                    result.addSpans(span);
                    if (!all.isEmpty()) {
                        var original = new WireSpan(resource, around, fields.value());
                        decoded.repairs().add(span, original.alone(), all);
                    }
                }
            }
        }
        return result.build();
    }

    private static <T> @Nullable T surroundings(
            ByteString bytes, Parser<T> parser, Descriptor type, int depth, Set<Change> changes) {
        var array = bytes.toByteArray();
        var read = read(array, 0, array.length, parser, type, depth, changes);
        if (read == null) {
            changes.add(Change.CORRUPT);
        }
        return read;
    }

    private static <T> @Nullable T read(
            byte[] body, int from, int to, Parser<T> parser, Descriptor type, int depth, Set<Change> changes) {
        try {
            return parsed(WireFields.slice(body, from, to), parser, depth);
        } catch (IOException strict) {
            var made = EnumSet.noneOf(Change.class);
            try {
                var read = parsed(WireRepair.message(body, from, to, type, depth, made), parser, depth);
                changes.addAll(made);
                return read;
            } catch (IOException corrupt) {
                return null;
            }
        }
    }

    private static <T> T parsed(ByteString bytes, Parser<T> parser, int depth) throws InvalidProtocolBufferException {
        var in = bytes.newCodedInput();
        in.setRecursionLimit(Json.MAX_DEPTH - depth);
        var message = parser.parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }
}
