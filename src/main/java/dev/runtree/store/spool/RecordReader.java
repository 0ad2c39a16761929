package dev.runtree.store.spool;

import dev.runtree.model.RecordedSpan;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Reads records of both forms: what was submitted is JSON, and what {@link Starts} kept is what its caller made of it. */
final class RecordReader {
    private final Function<byte[], RecordedSpan> begun;

    /** @param begun reads what has begun; throws an unchecked exception when it cannot */
    RecordReader(Function<byte[], RecordedSpan> begun) {
        this.begun = begun;
    }

    /** @throws IOException when it is of neither form */
    Spooled read(byte[] record) throws IOException {
        if (record.length > 0 && record[0] == '{') {
            return RecordForm.read(record);
        }
        try {
            return new Spooled(List.of(begun.apply(record)), List.of());
        } catch (RuntimeException e) {
            throw new IOException("not the start of a span", e);
        }
    }
}
