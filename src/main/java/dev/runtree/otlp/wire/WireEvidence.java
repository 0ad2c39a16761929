package dev.runtree.otlp.wire;

import com.google.protobuf.WireFormat;

/**
 * What the fields of records speak for: a span's times are fixed64 in fields 7 and 8, a log record's time is one in field
 * 1, a metric starts with its name and its field 7 is a message. Fields 10 and 12 are messages of a metric and the span id
 * and event name of a log record, which has no text in field 1.
 */
public final class WireEvidence {
    private int spans;
    private int logs;
    private int metrics;
    private boolean records;
    private boolean headed;
    private boolean named;
    private boolean resources;
    private boolean foreign;
    private boolean broken;

    public void record() {
        records = true;
        headed = false;
    }

    /** A field that no OTLP body has. */
    public void foreign() {
        foreign = true;
    }

    /** The wire is malformed or cut off. */
    public void broken() {
        broken = true;
    }

    public void resourceField(int number, int wireType) {
        resources |= number <= 3 && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** A metric starts with its name, a span with 16 bytes of chance. */
    public void firstField(byte[] bytes) {
        headed = true;
        var isPrintable = bytes.length > 0;
        for (var b : bytes) {
            isPrintable &= b >= ' ' && b != 0x7f;
        }
        named |= isPrintable;
    }

    public void field(int number, int wireType) {
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
                var isShared = number == 10 || number == 12;
                logs += isShared && !headed ? 1 : 0;
                metrics += number == 7 || (isShared && headed) ? 1 : 0;
            }
            default -> foreign = true;
        }
    }

    /** Whether more of the body cannot change the verdict. */
    public boolean isClear() {
        var most = Math.max(spans, Math.max(logs, metrics));
        return most >= 3 && most == spans + logs + metrics;
    }

    public BodyKind verdict() {
        if (logs > spans && logs >= metrics) {
            return BodyKind.LOGS;
        }
        if (metrics > spans || (named && spans == 0)) {
            return BodyKind.METRICS;
        }
        var isLikeOtlp = broken ? resources : !foreign;
        return spans > 0 || records || isLikeOtlp ? BodyKind.TRACES : BodyKind.OTHER;
    }
}
