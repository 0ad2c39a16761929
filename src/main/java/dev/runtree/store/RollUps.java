package dev.runtree.store;

import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.Contribution;
import dev.runtree.model.rollup.ModelKey;
import dev.runtree.model.rollup.RunKey;
import dev.runtree.model.rollup.ToolKey;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a transaction changes in the roll-ups: for each trace what it counted before is taken out and what it counts now is put
 * in. All traces together make one statement for each table that changes.
 */
final class RollUps {
    private static final Logger LOG = LoggerFactory.getLogger(RollUps.class);
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long HOURS_PER_DAY = 24;

    /** By each part of the key. */
    private static final Comparator<List<String>> ORDER = (one, other) -> {
        for (var i = 0; i < one.size(); i++) {
            var order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private final Map<RollUpTable, SortedMap<List<String>, Amounts>> changes = new HashMap<>();
    private final Map<Long, String> hours = new HashMap<>();
    private final Map<Long, String> days = new HashMap<>();

    /** @param before what {@code agno_traces.counted} says; {@code null} when the trace has not been counted */
    void change(@Nullable String before, Contribution now) {
        change(former(before), now);
    }

    /** What is the same before and now costs nothing. */
    void change(Contribution before, Contribution now) {
        difference(before.runs(), now.runs()).forEach(this::run);
        difference(before.models(), now.models()).forEach(this::model);
        difference(before.tools(), now.tools()).forEach(this::tool);
    }

    /**
     * Adds the changes up, as the last thing in the transaction: it waits for others that change the same rows, so it must not
     * hold any and then wait for a trace.
     */
    void write(Connection connection) throws SQLException {
        for (var table : RollUpTable.ALL) {
            var change = changes.get(table);
            if (change != null) {
                table.add(connection, change);
            }
        }
    }

    /**
     * Takes out what traces counted, before their rows are deleted. The caller holds the locks of all traces that it will touch
     * and takes no other afterwards, see {@link #write}.
     */
    static void takeOut(Connection connection, Collection<String> traceIds) throws SQLException {
        var rollUps = new RollUps();
        try (var statement = connection.prepareStatement(
                "UPDATE agno_traces t SET counted = NULL FROM (SELECT trace_id, counted FROM agno_traces"
                        + " WHERE trace_id = ANY (?) AND counted IS NOT NULL) former"
                        + " WHERE t.trace_id = former.trace_id RETURNING former.counted")) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    rollUps.change(row.getString(1), Contribution.NONE);
                }
            }
        }
        rollUps.write(connection);
    }

    /** What {@code agno_traces.counted} says. */
    static Contribution former(@Nullable String counted) {
        if (counted == null) {
            return Contribution.NONE;
        }
        try {
            return ContributionText.parse(counted);
        } catch (IOException e) {
            LOG.warn("What a trace counted cannot be read, so it stays in the roll-ups: {}", counted, e);
            return Contribution.NONE;
        }
    }

    private static <K> Map<K, Amounts> difference(Map<K, Amounts> before, Map<K, Amounts> now) {
        if (before.isEmpty()) {
            return now;
        }
        var difference = new TreeMap<K, Amounts>(now);
        before.forEach((key, amounts) ->
                difference.merge(key, amounts.negated(), (present, negated) -> present.plus(negated)));
        difference.values().removeIf(Amounts::areNothing);
        return difference;
    }

    private void run(RunKey key, Amounts amounts) {
        var hour = hour(key.hour());
        var day = day(key.hour());
        add(RollUpTable.RUN_HOURS, amounts, hour, key.type(), key.name(), key.environment(), key.status());
        add(RollUpTable.RUN_DAYS, amounts, day, key.type(), key.name(), key.environment(), key.status());
        var user = key.user();
        add(RollUpTable.USER_RUN_HOURS, amounts, hour, user, key.type(), key.name(), key.environment(), key.status());
        add(RollUpTable.USER_HOURS, amounts, hour, user, key.type(), key.environment(), key.status());
        add(RollUpTable.USER_DAYS, amounts, day, user, key.type(), key.environment(), key.status());
    }

    private void model(ModelKey key, Amounts amounts) {
        var hour = hour(key.hour());
        var day = day(key.hour());
        add(RollUpTable.MODEL_HOURS, amounts, hour, key.kind(), key.model(), key.provider());
        add(RollUpTable.MODEL_DAYS, amounts, day, key.kind(), key.model(), key.provider());
        var user = key.user();
        add(RollUpTable.USER_MODEL_HOURS, amounts, hour, user, key.kind(), key.model(), key.provider());
        add(RollUpTable.USER_MODEL_DAYS, amounts, day, user, key.kind(), key.model(), key.provider());
        add(RollUpTable.USER_USE_DAYS, amounts, day, user);
    }

    private void tool(ToolKey key, Amounts amounts) {
        add(RollUpTable.TOOL_HOURS, amounts, hour(key.hour()), key.tool(), key.status());
        add(RollUpTable.TOOL_DAYS, amounts, day(key.hour()), key.tool(), key.status());
    }

    private void add(RollUpTable table, Amounts amounts, String... key) {
        changes.computeIfAbsent(table, absent -> new TreeMap<>(ORDER)).merge(List.of(key), amounts, Amounts::plus);
    }

    private String hour(long hour) {
        return hours.computeIfAbsent(
                hour,
                absent -> Instant.ofEpochSecond(Math.multiplyExact(hour, SECONDS_PER_HOUR))
                        .toString());
    }

    private String day(long hour) {
        return days.computeIfAbsent(
                Math.floorDiv(hour, HOURS_PER_DAY),
                day -> LocalDate.ofEpochDay(day).toString());
    }
}
