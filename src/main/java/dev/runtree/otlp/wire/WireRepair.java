package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a message of OTLP readable for protobuf, which refuses all of it for one string of broken UTF-8 or one value nested
 * too deep: the string gets U+FFFD where it is broken, the value becomes bytes. Everything else stays byte for byte.
 */
final class WireRepair {
    private static final int ARRAY = AnyValue.ARRAY_VALUE_FIELD_NUMBER;
    private static final int LIST = AnyValue.KVLIST_VALUE_FIELD_NUMBER;
    private static final int BYTES = AnyValue.BYTES_VALUE_FIELD_NUMBER;

    /** From a value to a value in it: list, entry, value. */
    private static final int STEP = 3;

    private final byte[] body;
    private final Set<Change> changes;

    private WireRepair(byte[] body, Set<Change> changes) {
        this.body = body;
        this.changes = changes;
    }

    /**
     * The message in a form that protobuf reads.
     *
     * @param depth how many messages lie around it
     * @param changes is told what was changed
     * @throws IOException when its frames are broken, which nothing can mend
     */
    static ByteString message(byte[] body, int from, int to, Descriptor type, int depth, Set<Change> changes)
            throws IOException {
        var repaired = new WireRepair(body, changes).message(type, from, to, depth);
        return repaired == null ? WireFields.slice(body, from, to) : repaired;
    }

    /** The message, or {@code null} when nothing in it needs to be changed. */
    private @Nullable ByteString message(Descriptor type, int from, int to, int depth) throws IOException {
        List<ByteString> parts = new ArrayList<>();
        var done = from;
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            var field = type.findFieldByNumber(fields.number());
            var repaired =
                    field != null && fields.isDelimited() && isDelimited(field) ? value(field, fields, depth) : null;
            if (repaired != null) {
                parts.add(WireFields.slice(body, done, fields.start()));
                parts.add(WireRecord.header(fields.tag(), repaired.size()));
                parts.add(repaired);
                done = fields.end();
            }
        }
        if (parts.isEmpty()) {
            return null;
        }
        parts.add(WireFields.slice(body, done, to));
        return ByteString.copyFrom(parts);
    }

    private @Nullable ByteString value(FieldDescriptor field, WireFields at, int depth) throws IOException {
        if (field.getJavaType() == JavaType.STRING) {
            return text(at);
        }
        if (field.getJavaType() != JavaType.MESSAGE) {
            return null;
        }
        var type = field.getMessageType();
        var isValue = type.equals(AnyValue.getDescriptor());
        return isValue && depth + 1 + STEP > Json.MAX_DEPTH && isNested(at)
                ? bytes(at)
                : message(type, at.valueStart(), at.end(), depth + 1);
    }

    private @Nullable ByteString text(WireFields at) {
        if (at.value().isValidUtf8()) {
            return null;
        }
        changes.add(Change.BROKEN_TEXT);
        return ByteString.copyFromUtf8(
                new String(body, at.valueStart(), at.end() - at.valueStart(), StandardCharsets.UTF_8));
    }

    private boolean isNested(WireFields value) throws IOException {
        var fields = new WireFields(body, value.valueStart(), value.end());
        while (fields.next()) {
            if (fields.isDelimited(ARRAY) || fields.isDelimited(LIST)) {
                return true;
            }
        }
        return false;
    }

    private ByteString bytes(WireFields value) {
        changes.add(Change.TOO_DEEP);
        return WireRecord.framed(BYTES, value.value());
    }

    private static boolean isDelimited(FieldDescriptor field) {
        return field.getLiteType().getWireType() == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
