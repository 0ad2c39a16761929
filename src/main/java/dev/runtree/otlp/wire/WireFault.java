package dev.runtree.otlp.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.runtree.otlp.text.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place where the frames of a protobuf body break, which protobuf's own errors do not tell. Broken text and values
 * nested too deep are passed over, for they can be repaired.
 */
final class WireFault {
    private final byte[] body;
    private final CodedInputStream in;
    private final int from;
    private int at;
    private String path;

    private WireFault(byte[] body, int from, int to, String path) {
        this.body = body;
        this.from = from;
        this.in = CodedInputStream.newInstance(body, from, to - from);
        this.at = from;
        this.path = path;
    }

    /** Where and what: {@code at byte 812 (resource_spans.scope_spans.spans.name): ...}. */
    static String in(Frames<?> frames, byte[] body) {
        return new WireFault(body, 0, body.length, "").find(frames.request().getDescriptorForType(), body.length, 0);
    }

    /** As {@link #in}, of a span or log record that nothing can mend. */
    static String inRecord(Frames<?> frames, byte[] body, int from, int to) {
        var path = frames.resources().getName() + "." + frames.scopes().getName() + "."
                + frames.records().getName();
        return new WireFault(body, from, to, path).find(frames.record().getDescriptorForType(), to, 3);
    }

    private String find(Descriptor type, int to, int depth) {
        var what = "the message is not valid";
        try {
            message(type, to, depth);
        } catch (IOException e) {
            what = e.getMessage();
        }
        return "at byte " + at + " of " + body.length + (path.isEmpty() ? "" : " (" + path + ")") + ": " + what;
    }

    private void message(Descriptor type, int end, int depth) throws IOException {
        if (depth > Json.MAX_DEPTH) {
            in.skipRawBytes(end - position());
            return;
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

    private int position() {
        return from + in.getTotalBytesRead();
    }
}
