package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;

/**
 * A span as bytes, with those of what surrounds it, broken or not.
 *
 * @param resource all fields of the {@code ResourceSpans} but its scopes
 * @param scope all fields of the {@code ScopeSpans} but its spans
 * @param span the span's own message
 */
record WireSpan(ByteString resource, ByteString scope, ByteString span) {
    static final int SCOPES = ResourceSpans.SCOPE_SPANS_FIELD_NUMBER;
    static final int SPANS = ScopeSpans.SPANS_FIELD_NUMBER;

    /** @throws IOException when the bytes are no {@code ResourceSpans} with a single span in it */
    static WireSpan ofAlone(byte[] resourceSpans) throws IOException {
        var scopes = field(resourceSpans, 0, resourceSpans.length, SCOPES);
        var spans = field(resourceSpans, scopes.valueStart(), scopes.end(), SPANS);
        return new WireSpan(
                without(resourceSpans, 0, resourceSpans.length, SCOPES),
                without(resourceSpans, scopes.valueStart(), scopes.end(), SPANS),
                spans.value());
    }

    /** The bytes of a {@code ResourceSpans} with just this span. */
    ByteString alone() {
        return resource.concat(framed(SCOPES, scope.concat(framed(SPANS, span))));
    }

    /** All fields of a message but one, in their order. */
    static ByteString without(byte[] body, int from, int to, int number) throws IOException {
        var rest = new ArrayList<ByteString>();
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (!fields.isDelimited(number)) {
                rest.add(fields.whole());
            }
        }
        return ByteString.copyFrom(rest);
    }

    /** A message as the value of a field. */
    static ByteString framed(int number, ByteString message) {
        var header = header(WireTag.of(number, WireFormat.WIRETYPE_LENGTH_DELIMITED), message.size());
        return header.concat(message);
    }

    /** A tag and the length of the value behind it. */
    static ByteString header(int tag, int length) {
        var size = CodedOutputStream.computeUInt32SizeNoTag(tag) + CodedOutputStream.computeUInt32SizeNoTag(length);
        var bytes = new byte[size];
        var out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeUInt32NoTag(tag);
            out.writeUInt32NoTag(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes);
    }

    private static WireFields field(byte[] body, int from, int to, int number) throws IOException {
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (fields.isDelimited(number)) {
                return fields;
            }
        }
        throw new IOException("Field " + number + " was expected in " + (to - from) + " bytes");
    }
}
