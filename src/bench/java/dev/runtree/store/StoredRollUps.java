package dev.runtree.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Record;

/** All roll-ups as lines of text, to be compared: the rows of each table in the order of their keys, summed over the shards. */
final class StoredRollUps {
    private StoredRollUps() {}

    static List<String> of(Database database) {
        var lines = new ArrayList<String>();
        for (var table : RollUpTable.ALL) {
            var keys = String.join(", ", table.keys());
            var sums = table.sums().stream().map(sum -> "sum(" + sum + ")").toList();
            var durations = table.hasDurations() ? "string_agg(array_send(durations), '')" : "''::bytea";
            database.dsl()
                    .fetch("SELECT " + keys + ", " + String.join(", ", sums) + ", " + durations + " FROM "
                            + table.table() + " GROUP BY " + keys + " ORDER BY " + keys)
                    .forEach(row -> lines.add(line(table, row)));
        }
        return lines;
    }

    private static String line(RollUpTable table, Record row) {
        var line = new StringBuilder(table.table());
        var at = 0;
        for (; at < table.keys().size(); at++) {
            line.append(' ').append(row.get(at, String.class));
        }
        for (var ignored : table.sums()) {
            line.append(' ')
                    .append(row.get(at++, BigDecimal.class).stripTrailingZeros().toPlainString());
        }
        return line.append(' ')
                .append(HistogramArrays.sum(Objects.requireNonNull(row.get(at, byte[].class))))
                .toString();
    }

    static String firstDifference(List<String> one, List<String> other) {
        for (var i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i) + "\n" + other.get(i);
            }
        }
        return one.size() + " and " + other.size() + " rows";
    }
}
