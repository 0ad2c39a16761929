package dev.runtree.otlp.wire;

import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A protobuf body of any size as a stream that knows where it stands. */
final class WireInput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private long at;

    WireInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    long at() {
        return at;
    }

    /** A tag; 0 at the end of the body. */
    int tag() throws IOException {
        var first = in.read();
        if (first < 0) {
            return 0;
        }
        at++;
        var tag = varint(first);
        if (tag <= 0 || tag > Integer.MAX_VALUE || WireFormat.getTagFieldNumber((int) tag) == 0) {
            throw new BadOtlp("Corrupt OTLP protobuf: at byte " + (at - 1) + ": a field was expected");
        }
        return (int) tag;
    }

    /** A length that must end within its message. */
    long length(long end) throws IOException {
        var length = varint(required());
        if (length < 0 || length > end - at) {
            throw new BadOtlp("Corrupt OTLP protobuf: at byte " + at + ": " + Long.toUnsignedString(length)
                    + " bytes were expected, " + (end - at) + " are left");
        }
        return length;
    }

    byte[] bytes(int length) throws IOException {
        var bytes = in.readNBytes(length);
        at += bytes.length;
        if (bytes.length < length) {
            throw cutOff();
        }
        return bytes;
    }

    void skip(long length) throws IOException {
        try {
            in.skipNBytes(length);
        } catch (EOFException e) {
            throw cutOff();
        }
        at += length;
    }

    /** Passes over the value of a field that is no message, text or bytes. */
    void skipScalar(int tag) throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> varint(required());
            case WireFormat.WIRETYPE_FIXED64 -> skip(8);
            case WireFormat.WIRETYPE_FIXED32 -> skip(4);
            default -> throw new BadOtlp("Corrupt OTLP protobuf: at byte " + at + ": a value was expected");
        }
    }

    private long varint(int first) throws IOException {
        long result = first & 0x7f;
        var last = first;
        for (var shift = 7; (last & 0x80) != 0; shift += 7) {
            if (shift > 63) {
                throw new BadOtlp("Corrupt OTLP protobuf: at byte " + at + ": a number does not end");
            }
            last = required();
            result |= (long) (last & 0x7f) << shift;
        }
        return result;
    }

    private int required() throws IOException {
        var next = in.read();
        if (next < 0) {
            throw cutOff();
        }
        at++;
        return next;
    }

    private BadOtlp cutOff() {
        return new BadOtlp("Corrupt OTLP protobuf: at byte " + at + ": the body is cut off here");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
