package dev.runtree.store;

import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.Histogram;
import dev.runtree.model.rollup.Word;
import dev.runtree.query.Glob;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question to the roll-ups: amounts added up by some columns. Whole hours and days come from the tables of roll-ups; what
 * these do not have, from rows. All of it is one statement.
 *
 * @param days {@code null} to read hours only
 * @param by the columns to group by; {@value #TIME} is the start of the hour or day, in seconds since 1970
 * @param where what other columns must be, one of some; those of unknown value are ''
 * @param secondsOfTime by what {@value #TIME} is told: hours or days, or less than an hour, which only rows tell
 */
record RollUpQuestion(
        RollUpTable hours,
        @Nullable RollUpTable days,
        List<String> by,
        Map<String, Set<String>> where,
        long secondsOfTime) {
    static final String TIME = "time";
    private static final String NAME = "name";
    static final long HOUR = 3_600;
    static final long DAY = 86_400;

    /** To start other processes takes as long as such a question. */
    private static final String ALONE = "SELECT set_config('max_parallel_workers_per_gather', '0', true)";

    /** Numbers, since a text would be read anew as a time for every row. */
    private static final String DAY_OF = "date '1970-01-01' + ?::integer";

    private static final String HOUR_OF = "to_timestamp(?::bigint)";

    /**
     * Rows that are not in the roll-ups, or only in part of an hour.
     *
     * @param from what stands behind FROM, with the columns of the roll-ups, {@code start_time} and {@code duration}
     * @param amounts the sums of {@link RollUpTable#sums}, of which those that the question does not ask for are not reckoned
     */
    record Rows(Sql from, List<String> amounts) {}

    RollUpQuestion {
        by = List.copyOf(by);
        where = Map.copyOf(where);
    }

    /** @param more rows that count as well */
    Map<List<String>, Amounts> ask(Reading reading, Scope scope, RowsOf rows, List<Rows> more) throws SQLException {
        var parts = new ArrayList<Sql>();
        for (var slice : slices(scope)) {
            switch (slice.grain()) {
                case ROWS ->
                    rows.of(slice).map(of -> of(of, slice.isTakenAway())).ifPresent(parts::add);
                case HOURS -> parts.add(of(hours, slice));
                case DAYS -> parts.add(of(days == null ? hours : days, slice));
            }
        }
        more.forEach(part -> parts.add(of(part, false)));
        return ask(reading, parts);
    }

    /** The same of rows alone, whatever the roll-ups have. */
    Map<List<String>, Amounts> ask(Reading reading, Rows rows) throws SQLException {
        return ask(reading, List.of(of(rows, false)));
    }

    private Map<List<String>, Amounts> ask(Reading reading, List<Sql> parts) throws SQLException {
        var found = new HashMap<List<String>, Amounts>();
        if (parts.isEmpty()) {
            return found;
        }
        reading.each(Sql.of(ALONE), row -> {});
        reading.each(joined(parts), row -> {
            var key = key(row);
            if (isWanted(key)) {
                found.merge(List.copyOf(key.subList(0, by.size())), amounts(row), Amounts::plus);
            }
        });
        return found;
    }

    /** What is told by less than an hour is in no roll-up. */
    private List<Slice> slices(Scope scope) {
        return secondsOfTime < HOUR && by.contains(TIME)
                ? Slice.ofRows(scope.since(), scope.until())
                : Slice.of(scope.since(), scope.until(), days != null, Instant.now());
    }

    /** The rows of a part of an hour; empty when whoever asks reads them otherwise. */
    interface RowsOf {
        Optional<Rows> of(Slice slice);
    }

    /** Some roll-ups by day have no histograms; then those by hour are not asked for theirs. */
    private boolean hasDurations() {
        return hours.hasDurations() && (days == null || days.hasDurations());
    }

    private static Sql joined(List<Sql> parts) {
        var sql = Sql.of("");
        var between = "";
        for (var part : parts) {
            sql = sql.plus(between).plus(part);
            between = " UNION ALL ";
        }
        return sql;
    }

    /** What is grouped by, and then what is asked for: rows may have longer texts than keys, which are compared here. */
    private List<String> columns() {
        return Stream.concat(by.stream(), where.keySet().stream().sorted()).toList();
    }

    private Sql of(RollUpTable table, Slice slice) {
        var time = table.keys().getFirst();
        var isDay = time.equals("day");
        var begin = isDay
                ? "(day - date '1970-01-01')::bigint * 86400 / " + secondsOfTime + " * " + secondsOfTime
                : begin("hour");
        var sql = Sql.of(
                "SELECT " + grouped(begin)
                        + hours.sums().stream().map(sum -> ", sum(" + sum + ")").collect(Collectors.joining())
                        + (hasDurations() ? ", string_agg(array_send(durations), '')" : ", NULL")
                        + taken(slice.isTakenAway()) + " FROM "
                        + table.table() + " WHERE " + time + " >= " + (isDay ? DAY_OF : HOUR_OF) + " AND " + time
                        + " < " + (isDay ? DAY_OF : HOUR_OF),
                isDay ? day(slice.since()) : (Object) slice.since().getEpochSecond(),
                isDay ? day(slice.until()) : (Object) slice.until().getEpochSecond());
        for (var column : where.keySet().stream().sorted().toList()) {
            sql = column.equals(NAME)
                    ? sql.and("name COLLATE \"default\" ILIKE ANY (?)", (Object) likeNames())
                    : sql.and(column + " = ANY (?)", (Object) wanted(column).toArray(String[]::new));
        }
        return sql.plus(groupBy());
    }

    private static String taken(boolean away) {
        return ", " + away;
    }

    private Sql of(Rows rows, boolean away) {
        return Sql.of("SELECT " + grouped(begin("start_time")) + ", "
                        + String.join(
                                ", ", rows.amounts().subList(0, hours.sums().size()))
                        + (hasDurations() ? ", string_agg(array_send(runtree_durations(duration)), '')" : ", NULL")
                        + taken(away) + " FROM ")
                .plus(rows.from())
                .plus(groupBy());
    }

    private String grouped(String begin) {
        return columns().stream()
                .map(column -> column.equals(TIME) ? begin : column)
                .collect(Collectors.joining(", "));
    }

    /** Whole seconds, which floating point tells exactly: to reckon in decimal numbers takes longer than all else does. */
    private String begin(String time) {
        return "date_part('epoch', date_bin('" + secondsOfTime + " s', " + time + ", '1970-01-01 00:00Z'))::bigint";
    }

    private String groupBy() {
        var places = new ArrayList<String>();
        for (var place = 1; place <= columns().size(); place++) {
            places.add(Integer.toString(place));
        }
        return " GROUP BY " + String.join(", ", places);
    }

    private static int day(Instant time) {
        return Math.toIntExact(LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay());
    }

    private List<String> key(ResultSet row) throws SQLException {
        var key = new ArrayList<String>();
        for (var i = 1; i <= columns().size(); i++) {
            key.add(Word.of(row.getString(i)));
        }
        return key;
    }

    private Set<String> wanted(String column) {
        return Objects.requireNonNull(where.get(column));
    }

    /** Names are the same in upper and lower case, as they are in lists of runs. */
    private String[] likeNames() {
        return wanted(NAME).stream().map(Glob::of).map(FilterSql::like).toArray(String[]::new);
    }

    private boolean isWanted(List<String> key) {
        var at = by.size();
        for (var column : where.keySet().stream().sorted().toList()) {
            var value = key.get(at++);
            if (column.equals(NAME)
                    ? wanted(NAME).stream().noneMatch(value::equalsIgnoreCase)
                    : !wanted(column).contains(value)) {
                return false;
            }
        }
        return true;
    }

    private Amounts amounts(ResultSet row) throws SQLException {
        var at = columns().size();
        var numbers = new ArrayList<BigDecimal>();
        for (var i = 1; i <= hours.sums().size(); i++) {
            numbers.add(row.getBigDecimal(at + i));
        }
        at += hours.sums().size();
        var durations = row.getBytes(at + 1);
        var amounts = new Amounts(numbers, durations == null ? Histogram.EMPTY : HistogramArrays.sum(durations));
        return row.getBoolean(at + 2) ? amounts.negated() : amounts;
    }
}
