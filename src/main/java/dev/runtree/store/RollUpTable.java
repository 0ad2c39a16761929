package dev.runtree.store;

import dev.runtree.model.rollup.Amounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that dashboards read. */
final class RollUpTable {
    private static final String RUNS = "runs duration_micros total_tokens cost unpriced_calls";
    private static final String MODELS = "calls errors input_tokens output_tokens cached_tokens cache_write_tokens"
            + " reasoning_tokens cost unpriced_calls";
    private static final String TOOLS = "calls duration_micros";

    /** All writers share the rows: they are few, and changed last. */
    private static final int SHARD = 0;

    static final RollUpTable RUN_HOURS =
            new RollUpTable("runtree_run_hours", "hour type name environment status", RUNS, true);
    static final RollUpTable RUN_DAYS =
            new RollUpTable("runtree_run_days", "day type name environment status", RUNS, true);
    static final RollUpTable USER_RUN_HOURS =
            new RollUpTable("runtree_user_run_hours", "hour user_id type name environment status", RUNS, true);
    static final RollUpTable USER_HOURS =
            new RollUpTable("runtree_user_hours", "hour user_id type environment status", RUNS, false);
    static final RollUpTable USER_DAYS =
            new RollUpTable("runtree_user_days", "day user_id type environment status", RUNS, false);
    static final RollUpTable MODEL_HOURS =
            new RollUpTable("runtree_model_hours", "hour kind model provider", MODELS, false);
    static final RollUpTable MODEL_DAYS =
            new RollUpTable("runtree_model_days", "day kind model provider", MODELS, false);
    static final RollUpTable USER_MODEL_HOURS =
            new RollUpTable("runtree_user_model_hours", "hour user_id kind model provider", MODELS, false);
    static final RollUpTable USER_MODEL_DAYS =
            new RollUpTable("runtree_user_model_days", "day user_id kind model provider", MODELS, false);
    static final RollUpTable USER_USE_DAYS = new RollUpTable("runtree_user_use_days", "day user_id", MODELS, false);
    static final RollUpTable TOOL_HOURS = new RollUpTable("runtree_tool_hours", "hour tool status", TOOLS, true);
    static final RollUpTable TOOL_DAYS = new RollUpTable("runtree_tool_days", "day tool status", TOOLS, true);

    /** Everybody changes them in this order. */
    static final List<RollUpTable> ALL = List.of(
            RUN_HOURS,
            RUN_DAYS,
            USER_RUN_HOURS,
            USER_HOURS,
            USER_DAYS,
            MODEL_HOURS,
            MODEL_DAYS,
            USER_MODEL_HOURS,
            USER_MODEL_DAYS,
            USER_USE_DAYS,
            TOOL_HOURS,
            TOOL_DAYS);

    private final String table;
    private final List<String> keys;
    private final List<String> sums;
    private final boolean hasDurations;
    private final RowTable<Row> rows;
    private final String addUp;

    /** @param key the values of the key columns, in PostgreSQL's text form */
    private record Row(List<String> key, Amounts amounts) {}

    private RollUpTable(String table, String keys, String sums, boolean hasDurations) {
        this(table, List.of(keys.split(" ", -1)), List.of(sums.split(" ", -1)), hasDurations);
    }

    private RollUpTable(String table, List<String> keys, List<String> sums, boolean hasDurations) {
        this.table = table;
        this.keys = keys;
        this.sums = sums;
        this.hasDurations = hasDurations;
        this.rows = new RowTable<>(table, columns());
        this.addUp = addUp();
    }

    /** The same for who has no use for the durations, which take the longest to read. */
    RollUpTable withoutDurations() {
        return new RollUpTable(table, keys, sums, false);
    }

    /** The same for who wants to know how many there are, and not what they add up to. */
    RollUpTable counted() {
        return new RollUpTable(table, keys, sums.subList(0, 1), hasDurations);
    }

    String table() {
        return table;
    }

    /** The columns of the key without the shard; the first one is the time. */
    List<String> keys() {
        return keys;
    }

    List<String> sums() {
        return sums;
    }

    boolean hasDurations() {
        return hasDurations;
    }

    /** @param changes in the order of their keys, which is the same for every writer, so that none waits for another in a circle */
    void add(Connection connection, SortedMap<List<String>, Amounts> changes) throws SQLException {
        rows.insert(
                connection,
                changes.entrySet().stream()
                        .filter(change -> !change.getValue().areNothing())
                        .map(change -> new Row(change.getKey(), change.getValue()))
                        .toList(),
                addUp);
    }

    /** Takes out the rows before a day, the one parameter as text, whose traces are all gone. */
    String removeEmpty() {
        var time = keys.getFirst();
        var before = time.equals("day") ? "?::date" : "(?::timestamp AT TIME ZONE 'UTC')";
        return "DELETE FROM " + table + " WHERE " + time + " < " + before
                + sums.stream().map(sum -> " AND " + sum + " = 0").collect(Collectors.joining());
    }

    private List<Column<Row, ?>> columns() {
        var columns = new ArrayList<Column<Row, ?>>();
        for (var i = 0; i < keys.size(); i++) {
            var at = i;
            columns.add(new Column<>(
                    keys.get(at),
                    PgType.insertedAs(type(keys.get(at))),
                    row -> row.key().get(at)));
        }
        columns.add(Column.int2("shard", row -> SHARD));
        for (var i = 0; i < sums.size(); i++) {
            var at = i;
            columns.add(new Column<>(
                    sums.get(at),
                    PgType.insertedAs("numeric"),
                    row -> row.amounts().numbers().get(at).toString()));
        }
        if (hasDurations) {
            columns.add(new Column<>(
                    "durations",
                    PgType.insertedAs("integer[]"),
                    row -> HistogramArrays.text(row.amounts().durations())));
        }
        return columns;
    }

    private static String type(String key) {
        return Map.of("hour", "timestamptz", "day", "date").getOrDefault(key, "text");
    }

    private String addUp() {
        var sets = sums.stream().map(sum -> sum + " = old." + sum + " + excluded." + sum);
        var histogram = hasDurations
                ? Stream.of("durations = runtree_durations_sum(old.durations, excluded.durations)")
                : Stream.<String>empty();
        return "ON CONFLICT (" + String.join(", ", keys) + ", shard) DO UPDATE SET "
                + Stream.concat(sets, histogram).collect(Collectors.joining(", "));
    }
}
