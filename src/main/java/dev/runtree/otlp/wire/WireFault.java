package dev.runtree.otlp.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the place where a protobuf body breaks, which protobuf's own errors do not tell. */
public final class WireFault {
    private final byte[] body;
    private final CodedInputStream in;
    private int at;
    private String path = "";

    private WireFault(byte[] body) {
        this.body = body;
        this.in = CodedInputStream.newInstance(body);
    }

    /** Where and what: {@code at byte 812 (resource_spans.scope_spans.spans.name): ...}. */
    public static String in(byte[] body) {
        return in(body, ExportTraceServiceRequest.getDescriptor());
    }

    /** @param type of the whole body */
    public static String in(byte[] body, Descriptor type) {
        var search = new WireFault(body);
        var what = "the message is not valid";
        try {
            search.message(type, body.length, 0);
        } catch (IOException e) {
            what = e.getMessage();
        }
        return "at byte " + search.at + " of " + body.length + (search.path.isEmpty() ? "" : " (" + search.path + ")")
                + ": " + what;
    }

    private void message(Descriptor type, int end, int depth) throws IOException {
        if (depth > Json.MAX_DEPTH) {
            throw new InvalidProtocolBufferException("values are nested more than " + Json.MAX_DEPTH + " deep");
        }
        var outer = path;
        while (position() < end) {
            at = position();
            var tag = tag();
            var field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            path = field == null ? outer : outer.isEmpty() ? field.getName() : outer + "." + field.getName();
            value(field, tag, end, depth);
        }
        path = outer;
    }

    private int tag() throws IOException {
        try {
            return in.readTag();
        } catch (IOException e) {
            throw new InvalidProtocolBufferException("a field was expected, found 0x%02x".formatted(body[at]), e);
        }
    }

    private void value(@Nullable FieldDescriptor field, int tag, int end, int depth) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            scalar(tag, end);
            return;
        }
        var length = length(end);
        var start = position();
        if (field != null && isDelimited(field) && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            message(field.getMessageType(), start + length, depth + 1);
            return;
        }
        if (field != null && isDelimited(field) && field.getJavaType() == FieldDescriptor.JavaType.STRING) {
            requireUtf8(start, length);
        }
        in.skipRawBytes(length);
    }

    private static boolean isDelimited(FieldDescriptor field) {
        return field.getLiteType().getWireType() == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private int length(int end) throws IOException {
        int length;
        try {
            length = in.readRawVarint32();
        } catch (IOException e) {
            throw new InvalidProtocolBufferException("a length was expected, the body ends here", e);
        }
        var left = end - position();
        if (length < 0 || length > left) {
            throw new InvalidProtocolBufferException(
                    "%s bytes were expected, %d are left; the body is cut off or corrupt"
                            .formatted(Integer.toUnsignedString(length), left));
        }
        return length;
    }

    private void scalar(int tag, int end) throws IOException {
        try {
            in.skipField(tag);
        } catch (IOException e) {
            throw new InvalidProtocolBufferException("a value was expected, the body ends or is corrupt here", e);
        }
        if (position() > end) {
            throw new InvalidProtocolBufferException("a value runs over the end of its message");
        }
    }

    private void requireUtf8(int start, int length) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, start, length));
        } catch (CharacterCodingException e) {
            throw new InvalidProtocolBufferException("text in UTF-8 was expected, the bytes are not", e);
        }
    }

    private int position() {
        return in.getTotalBytesRead();
    }
}
