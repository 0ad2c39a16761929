package dev.runtree.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Rows in the binary form of {@code COPY}, gathered to pieces of a good size for the network. */
final class CopyBuffer {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FULL = 1 << 16;
    private static final int NULL = -1;
    private static final int END = -1;

    private byte[] bytes = new byte[FULL + (FULL >> 2)];
    private int length;

    /** What stands before the first row. */
    void header() {
        put(SIGNATURE);
        int4(0);
        int4(0);
    }

    void row(int columns) {
        int2(columns);
    }

    /** What stands behind the last row. */
    void trailer() {
        int2(END);
    }

    boolean isFull() {
        return length >= FULL;
    }

    void writeTo(CopyIn in) throws SQLException {
        in.writeToCopy(bytes, 0, length);
        length = 0;
    }

    void noValue() {
        int4(NULL);
    }

    /** A value of so many bytes, which follow. */
    void value(int bytesOfValue) {
        int4(bytesOfValue);
    }

    /** A value whose length is not known before it is written: {@link #endValue} closes it. */
    int beginValue() {
        int4(0);
        return length;
    }

    /** @param begun what {@link #beginValue} gave */
    void endValue(int begun) {
        var end = length;
        length = begun - Integer.BYTES;
        int4(end - begun);
        length = end;
    }

    /** A whole value: the text in UTF-8. */
    void text(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        int4(encoded.length);
        put(encoded);
    }

    void put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void int1(int value) {
        reserve(Byte.BYTES);
        bytes[length++] = (byte) value;
    }

    void int2(int value) {
        reserve(Short.BYTES);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    void int4(int value) {
        reserve(Integer.BYTES);
        bytes[length++] = (byte) (value >> 24);
        bytes[length++] = (byte) (value >> 16);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    void int8(long value) {
        int4((int) (value >> 32));
        int4((int) value);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.addExact(length, Math.max(more, length >> 1)));
        }
    }
}
