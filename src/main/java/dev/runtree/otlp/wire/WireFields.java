package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Walks over the fields of a message in a body without reading what is in them. */
final class WireFields {
    private final byte[] body;
    private final CodedInputStream in;
    private final int from;
    private final int to;
    private int tag;
    private int start;
    private int valueStart;
    private int end;

    WireFields(byte[] body, int from, int to) {
        this.body = body;
        this.from = from;
        this.to = to;
        this.in = CodedInputStream.newInstance(body, from, to - from);
        this.end = from;
    }

    /** Goes to the next field; answers whether there is one. */
    boolean next() throws IOException {
        start = end;
        if (start >= to) {
            return false;
        }
        tag = in.readTag();
        valueStart = position();
        if (isDelimited()) {
            var length = in.readRawVarint32();
            valueStart = position();
            if (length < 0 || length > to - valueStart) {
                throw new InvalidProtocolBufferException("a field runs over the end of its message");
            }
            in.skipRawBytes(length);
        } else if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that never began");
        }
        end = position();
        return true;
    }

    int number() {
        return WireFormat.getTagFieldNumber(tag);
    }

    int tag() {
        return tag;
    }

    boolean isDelimited() {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** Whether it is the field with that number, and a message, text or bytes. */
    boolean isDelimited(int number) {
        return isDelimited() && number() == number;
    }

    /** Where the field's tag begins. */
    int start() {
        return start;
    }

    /** Where its value begins; of a delimited one, behind the length. */
    int valueStart() {
        return valueStart;
    }

    int end() {
        return end;
    }

    /** The field's tag and value. */
    ByteString whole() {
        return slice(body, start, end);
    }

    ByteString value() {
        return slice(body, valueStart, end);
    }

    /** A part of the body, not copied. */
    static ByteString slice(byte[] body, int from, int to) {
        return UnsafeByteOperations.unsafeWrap(body, from, to - from);
    }

    private int position() {
        return from + in.getTotalBytesRead();
    }
}
