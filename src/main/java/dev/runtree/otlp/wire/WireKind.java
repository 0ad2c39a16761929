package dev.runtree.otlp.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Tells OTLP protobuf bodies apart. All three signals nest alike (resource, scope, record) and protobuf reads one as the
 * other without an error, so the records' fields decide, see {@link WireEvidence}. The body may be cut off anywhere.
 */
final class WireKind {
    private static final int RESOURCES = WireTag.of(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int SCOPES = WireTag.of(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int RECORDS = WireTag.of(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private final CodedInputStream in;
    private final WireEvidence evidence = new WireEvidence();

    private WireKind(byte[] body) {
        in = CodedInputStream.newInstance(body);
    }

    /** What the body holds, with nothing to go by but its bytes. */
    static BodyKind of(byte[] body) {
        return evidence(body).verdict();
    }

    /** As {@link #of(byte[])}, of a body that came as one of {@code expected}: that it is, unless it plainly is another. */
    static BodyKind of(byte[] body, BodyKind expected) {
        return evidence(body).verdict(expected);
    }

    private static WireEvidence evidence(byte[] body) {
        if (body.length == 0 || body[0] != RESOURCES || isText(body)) {
            return WireEvidence.ofNoOtlp();
        }
        var walk = new WireKind(body);
        try {
            walk.request(body.length);
        } catch (IOException e) {
            // Cut off or corrupt: what was seen until here decides, and the strict reader says where it breaks.
            walk.evidence.broken();
        }
        return walk.evidence;
    }

    /** Every body with a record in it holds control characters (its tags); a text has none. */
    private static boolean isText(byte[] body) {
        for (var i = 0; i < Math.min(body.length, 8192); i++) {
            var c = body[i];
            if (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
                return false;
            }
        }
        return true;
    }

    private void request(int end) throws IOException {
        while (isBefore(end)) {
            var tag = in.readTag();
            if (tag == RESOURCES) {
                resource(endOfMessage());
            } else {
                evidence.foreign();
                in.skipField(tag);
            }
        }
    }

    private void resource(int end) throws IOException {
        while (isBefore(end)) {
            var tag = in.readTag();
            evidence.resourceField(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag));
            if (tag == SCOPES) {
                scope(endOfMessage());
            } else {
                in.skipField(tag);
            }
        }
    }

    private void scope(int end) throws IOException {
        while (isBefore(end)) {
            var tag = in.readTag();
            if (tag == RECORDS) {
                record(endOfMessage());
            } else {
                in.skipField(tag);
            }
        }
    }

    private void record(int end) throws IOException {
        evidence.startRecord();
        try {
            while (isBefore(end)) {
                field(in.readTag());
            }
        } finally {
            evidence.endRecord();
        }
    }

    private void field(int tag) throws IOException {
        if (tag == WireTag.of(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            evidence.firstField(in.readByteArray());
        } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            var length = in.readRawVarint32();
            evidence.message(WireFormat.getTagFieldNumber(tag), length);
            in.skipRawBytes(length);
        } else {
            evidence.scalar(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag));
            in.skipField(tag);
        }
    }

    private int endOfMessage() throws IOException {
        var length = in.readRawVarint32();
        if (length < 0) {
            evidence.foreign();
        }
        return (int) Math.min(Integer.MAX_VALUE, in.getTotalBytesRead() + (long) Math.max(0, length));
    }

    private boolean isBefore(int end) throws IOException {
        return in.getTotalBytesRead() < end && !in.isAtEnd() && !evidence.isClear();
    }
}
