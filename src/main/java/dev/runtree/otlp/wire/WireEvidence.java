package dev.runtree.otlp.wire;

import com.google.protobuf.WireFormat;

/**
 * What the fields of records speak for: a span's times are fixed64 in fields 7 and 8, a log record's time is one in field
 * 1, a metric starts with its name and its field 7 is a message. A log record that has no time has at least no text in
 * field 1, where a span has its trace's id and a metric its name.
 */
final class WireEvidence {
    // Of log records.
    private static final int ATTRIBUTES = 6;
    private static final int TRACE_ID = 9;
    private static final int SPAN_ID = 10;
    private static final int EVENT_NAME = 12;

    private int spans;
    private int logs;
    private int metrics;
    private boolean records;
    private boolean named;
    private boolean firsts;
    private boolean ids;
    private boolean resources;
    private boolean foreign;
    private boolean broken;

    // Of the record that is being read.
    private boolean hasFirst;
    private boolean isAsLongAsTraceId;
    private int logsMessages;
    private int metricsMessages;

    /** Of bytes that cannot be OTLP. */
    static WireEvidence ofNoOtlp() {
        var evidence = new WireEvidence();
        evidence.foreign();
        return evidence;
    }

    void startRecord() {
        records = true;
        hasFirst = false;
        isAsLongAsTraceId = false;
        logsMessages = 0;
        metricsMessages = 0;
    }

    /** What messages and texts in the record speak for depends on whether there is one in field 1. */
    void endRecord() {
        if (hasFirst) {
            metrics += metricsMessages;
        } else {
            logs += logsMessages;
        }
    }

    /** A field that no OTLP body has. */
    void foreign() {
        foreign = true;
    }

    /** The wire is malformed or cut off. */
    void broken() {
        broken = true;
    }

    void resourceField(int number, int wireType) {
        resources |= number <= 3 && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** A metric starts with its name, a span with 16 bytes of chance. */
    void firstField(byte[] bytes) {
        var isPrintable = bytes.length > 0;
        for (var b : bytes) {
            isPrintable &= b >= ' ' && b != 0x7f;
        }
        named |= isPrintable;
        firsts = true;
        hasFirst = true;
        isAsLongAsTraceId = bytes.length == Ids.TRACE_BYTES;
    }

    /** A text, bytes or a message that is not in field 1. */
    void message(int number, int length) {
        ids |= isAsLongAsTraceId && number == 2 && length == Ids.SPAN_BYTES;
        spans += number == 4 || number == 13 || number == 15 ? 1 : 0;
        metricsMessages += number == 7 || number == 10 || number == 12 ? 1 : 0;
        var isOfLog = switch (number) {
            case ATTRIBUTES, SPAN_ID, EVENT_NAME -> true;
            // Where spans have their attributes.
            case TRACE_ID -> length == Ids.TRACE_BYTES;
            default -> false;
        };
        logsMessages += isOfLog ? 1 : 0;
    }

    void scalar(int number, int wireType) {
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
            default -> foreign = true;
        }
    }

    /** Whether more of the body cannot change the verdict. */
    boolean isClear() {
        var most = Math.max(spans, Math.max(logs, metrics));
        return most >= 3 && most == spans + logs + metrics;
    }

    BodyKind verdict() {
        if (logs > spans && logs >= metrics) {
            return BodyKind.LOGS;
        }
        if (metrics > spans || (named && spans == 0)) {
            return BodyKind.METRICS;
        }
        var isLikeOtlp = broken ? resources : !foreign;
        return spans > 0 || records || isLikeOtlp ? BodyKind.TRACES : BodyKind.OTHER;
    }

    /** What the body holds that should hold this: something else only where more speaks for that than for this. */
    BodyKind verdict(BodyKind expected) {
        var found = verdict();
        var isRefuted = switch (expected) {
            case TRACES -> logs > spans || metrics > spans || (named && !ids && spans == 0);
            case LOGS -> spans > logs || metrics > logs || (logs == 0 && firsts);
            case METRICS, OTHER -> true;
        };
        return isRefuted || found == BodyKind.OTHER ? found : expected;
    }
}
