package dev.runtree.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Tells OTLP protobuf bodies apart. All three signals nest alike (resource, scope, record) and protobuf reads one as the
 * other without an error, so the records' fields decide: a span's times are fixed64 in fields 7 and 8, a log record's time
 * is one in field 1, and a metric's field 7 is a message.
 */
final class WireKind {
    private static final int RESOURCES = 1;
    private static final int SCOPES = 2;
    private static final int RECORDS = 2;

    private WireKind() {}

    static BodyKind of(byte[] body) {
        if (body.length == 0
                || body[0] != WireTag.of(RESOURCES, WireFormat.WIRETYPE_LENGTH_DELIMITED)
                || isText(body)) {
            return BodyKind.OTHER;
        }
        var evidence = new Evidence();
        try {
            resources(CodedInputStream.newInstance(body), evidence);
        } catch (IOException e) {
            // Cut off or corrupt: what was seen until here decides, and the strict reader says where it breaks.
            evidence.broken = true;
        }
        return evidence.verdict();
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

    private static void resources(CodedInputStream in, Evidence evidence) throws IOException {
        for (int tag; (tag = in.readTag()) != 0 && !evidence.isClear(); ) {
            if (!descend(in, tag, RESOURCES, evidence, WireKind::scopes)) {
                evidence.foreign = true;
                in.skipField(tag);
            }
        }
    }

    private static void scopes(CodedInputStream in, Evidence evidence) throws IOException {
        for (int tag; (tag = in.readTag()) != 0 && !evidence.isClear(); ) {
            if (!descend(in, tag, SCOPES, evidence, WireKind::records)) {
                evidence.foreign |= WireFormat.getTagFieldNumber(tag) > 1000;
                in.skipField(tag);
            }
        }
    }

    private static void records(CodedInputStream in, Evidence evidence) throws IOException {
        for (int tag; (tag = in.readTag()) != 0 && !evidence.isClear(); ) {
            if (!descend(in, tag, RECORDS, evidence, Evidence::record)) {
                in.skipField(tag);
            }
        }
    }

    private interface Reading {
        void read(CodedInputStream in, Evidence evidence) throws IOException;
    }

    private static boolean descend(CodedInputStream in, int tag, int field, Evidence evidence, Reading reading)
            throws IOException {
        if (tag != WireTag.of(field, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
            return false;
        }
        var length = in.readRawVarint32();
        var limit = in.pushLimit(length);
        reading.read(in, evidence);
        if (!evidence.isClear()) {
            in.popLimit(limit);
        }
        return true;
    }

    /** What the fields of the records seen so far speak for. */
    private static final class Evidence {
        private int spans;
        private int logs;
        private int metrics;
        private boolean records;
        private boolean named;
        private boolean foreign;
        private boolean broken;

        static void record(CodedInputStream in, Evidence evidence) throws IOException {
            evidence.records = true;
            for (int tag; (tag = in.readTag()) != 0; ) {
                if (tag == WireTag.of(1, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                    evidence.named |= isPrintable(in.readByteArray());
                } else {
                    evidence.field(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag));
                    in.skipField(tag);
                }
            }
        }

        /** A metric starts with its name, a span with 16 bytes of chance. */
        private static boolean isPrintable(byte[] bytes) {
            for (var b : bytes) {
                if (b < ' ' || b == 0x7f) {
                    return false;
                }
            }
            return bytes.length > 0;
        }

        private void field(int number, int wireType) {
            switch (wireType) {
                case WireFormat.WIRETYPE_FIXED64 -> {
                    spans += number == 7 || number == 8 ? 1 : 0;
                    logs += number == 1 || number == 11 ? 1 : 0;
                }
                case WireFormat.WIRETYPE_FIXED32 -> {
                    spans += number == 16 ? 1 : 0;
                    logs += number == 8 ? 1 : 0;
                }
                case WireFormat.WIRETYPE_VARINT -> {
                    spans += number == 6 || number == 10 || number == 12 || number == 14 ? 1 : 0;
                    logs += number == 2 || number == 7 ? 1 : 0;
                }
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    spans += number == 4 || number == 13 || number == 15 ? 1 : 0;
                    metrics += number == 7 || number == 10 || number == 12 ? 1 : 0;
                }
                default -> foreign = true;
            }
        }

        boolean isClear() {
            var most = Math.max(spans, Math.max(logs, metrics));
            return most >= 2 && most == spans + logs + metrics;
        }

        BodyKind verdict() {
            if (logs > spans && logs >= metrics) {
                return BodyKind.LOGS;
            }
            if (metrics > spans || (named && spans == 0)) {
                return BodyKind.METRICS;
            }
            return spans > 0 || records || !(foreign || broken) ? BodyKind.TRACES : BodyKind.OTHER;
        }
    }
}
