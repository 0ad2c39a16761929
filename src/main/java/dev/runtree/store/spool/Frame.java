package dev.runtree.store.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record with what guards it: a mark to find it by, its length, a CRC-32C of all that follows, and how much it holds, so
 * that a segment can be counted without being read.
 */
final class Frame {
    /** Unlikely in text: no UTF-8 has these bytes. */
    static final int MARK = 0xF52E5EC5;

    static final int HEAD = 20;

    private static final int LENGTH_AT = 4;
    private static final int SUM_AT = 8;
    private static final int COUNTS_AT = 12;

    private final int spans;
    private final int logs;
    private final byte[] record;

    /**
     * @param spans in the record
     * @param logs log records in it
     * @param record kept as it is
     */
    Frame(int spans, int logs, byte[] record) {
        this.spans = spans;
        this.logs = logs;
        this.record = record;
    }

    int spans() {
        return spans;
    }

    int logs() {
        return logs;
    }

    byte[] record() {
        return record;
    }

    /** What the first bytes of a frame say, not yet checked. */
    record Head(int length, int sum, int spans, int logs) {

        static @Nullable Head of(ByteBuffer head) {
            if (head.remaining() < HEAD || head.getInt(head.position()) != MARK) {
                return null;
            }
            var at = head.position();
            var read = new Head(
                    head.getInt(at + LENGTH_AT),
                    head.getInt(at + SUM_AT),
                    head.getInt(at + COUNTS_AT),
                    head.getInt(at + COUNTS_AT + Integer.BYTES));
            return read.length < 0 || read.spans < 0 || read.logs < 0 ? null : read;
        }

        boolean guards(ByteBuffer record) {
            return sum == sumOf(length, spans, logs, record);
        }
    }

    long size() {
        return HEAD + (long) record.length;
    }

    void put(ByteBuffer out) {
        out.putInt(MARK)
                .putInt(record.length)
                .putInt(sumOf(record.length, spans, logs, ByteBuffer.wrap(record)))
                .putInt(spans)
                .putInt(logs)
                .put(record);
    }

    private static int sumOf(int length, int spans, int logs, ByteBuffer record) {
        var sum = new CRC32C();
        sum.update(ByteBuffer.allocate(COUNTS_AT)
                .putInt(length)
                .putInt(spans)
                .putInt(logs)
                .flip());
        sum.update(record.duplicate());
        return (int) sum.getValue();
    }
}
