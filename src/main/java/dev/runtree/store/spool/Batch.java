package dev.runtree.store.spool;

import java.util.List;

/**
 * The records that have waited longest, to be stored together.
 *
 * @param spans in all of them
 * @param logs log records in all of them
 */
public record Batch(List<Spooled> records, long spans, long logs) {
    public Batch {
        records = List.copyOf(records);
    }

    Amount amount() {
        return new Amount(spans, logs);
    }
}
