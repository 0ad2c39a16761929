package dev.runtree.bench.load;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A span that was sent: the two halves of its trace id and its span id. */
public record SpanId(long traceHigh, long traceLow, long span) {
    private static final HexFormat HEX = HexFormat.of();
    private static final int TRACE_DIGITS = 32;

    ByteString traceBytes() {
        return ByteString.copyFrom(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(traceHigh)
                .putLong(traceLow)
                .flip());
    }

    ByteString spanBytes() {
        return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(span).flip());
    }

    /** 32 hex digits. */
    public String traceHex() {
        return HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow);
    }

    /** 16 hex digits. */
    public String spanHex() {
        return HEX.toHexDigits(span);
    }

    /** @throws IllegalArgumentException when these are no hex digits */
    static SpanId of(String traceHex, String spanHex) {
        if (traceHex.length() != TRACE_DIGITS) {
            throw new IllegalArgumentException("not a trace id: " + traceHex);
        }
        return new SpanId(
                HexFormat.fromHexDigitsToLong(traceHex, 0, TRACE_DIGITS / 2),
                HexFormat.fromHexDigitsToLong(traceHex, TRACE_DIGITS / 2, TRACE_DIGITS),
                HexFormat.fromHexDigitsToLong(spanHex));
    }
}
