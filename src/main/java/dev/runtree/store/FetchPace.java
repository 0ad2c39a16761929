package dev.runtree.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are fetched at a time: as many as weigh some megabytes together, whatever a row weighs. A thousand rows of ten
 * megabytes each would be more than there is memory.
 */
final class FetchPace {
    /** Before anything is known of them. */
    static final int FIRST = 8;

    private static final int MOST = 1_000;
    private static final long CHARACTERS = 4L << 20;

    /** What a value takes beside its characters. */
    private static final int AROUND = 40;

    private final ResultSet rows;
    private int size = FIRST;
    private int counted;
    private long weight;

    FetchPace(ResultSet rows) {
        this.rows = rows;
    }

    /** A row has come. */
    void came(List<@Nullable String> values) throws SQLException {
        for (var value : values) {
            weight += AROUND + (value == null ? 0 : value.length());
        }
        counted++;
        if (counted == size) {
            size = Math.clamp(CHARACTERS * counted / Math.max(1, weight), 1, MOST);
            rows.setFetchSize(size);
            counted = 0;
            weight = 0;
        }
    }
}
