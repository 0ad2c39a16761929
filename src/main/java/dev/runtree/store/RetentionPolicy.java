package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for how long. It is kept in the database, so that all programs that work on it agree.
 *
 * @param days for which the steps of traces are kept after their day and after their last write, at least 1; {@code null} for
 *     ever
 * @param bytes that the tables of steps may take on disk: the oldest days go until they fit; {@code null} for any number
 * @param runsDays for which runs, traces and their sums are kept, at least {@code days}; {@code null} for ever
 */
public record RetentionPolicy(
        @Nullable Integer days,
        @Nullable Long bytes,
        @Nullable Integer runsDays) {
    static final int DEFAULT_DAYS = 90;

    /** What holds until something else is set. */
    public static final RetentionPolicy DEFAULT = new RetentionPolicy(DEFAULT_DAYS, null, null);

    private static final String DAYS = "retention.days";
    private static final String BYTES = "retention.bytes";
    private static final String RUNS_DAYS = "retention.runs_days";
    private static final String OFF = "off";

    /** @throws IllegalArgumentException with a sentence for the user, without its full stop */
    public RetentionPolicy {
        if ((days != null && days < 1) || (runsDays != null && runsDays < 1)) {
            throw new IllegalArgumentException("Steps and runs are kept for one day at least");
        }
        if (bytes != null && bytes < 1) {
            throw new IllegalArgumentException("A size to keep is one byte at least");
        }
        if (runsDays != null && (days == null || runsDays < days)) {
            throw new IllegalArgumentException("Runs are kept for at least as long as their steps, which is "
                    + (days == null ? "for ever" : days + (days == 1 ? " day" : " days")));
        }
    }

    static RetentionPolicy read(Connection connection) throws SQLException {
        var set = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT key, value FROM runtree_settings WHERE starts_with(key, 'retention.')")) {
            while (row.next()) {
                set.put(row.getString(1), row.getString(2));
            }
        }
        try {
            var days = number(set, DAYS, (long) DEFAULT_DAYS);
            var runsDays = number(set, RUNS_DAYS, null);
            return new RetentionPolicy(
                    days == null ? null : Math.toIntExact(days),
                    number(set, BYTES, null),
                    runsDays == null ? null : Math.toIntExact(runsDays));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new StoreException(
                    "The retention settings in runtree_settings cannot be understood (" + e.getMessage()
                            + "): set them with \"runtree db retain\".",
                    e);
        }
    }

    private static @Nullable Long number(Map<String, String> set, String key, @Nullable Long unset) {
        var value = set.get(key);
        if (value == null) {
            return unset;
        }
        return value.equals(OFF) ? null : Long.valueOf(value);
    }

    void write(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO runtree_settings (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
            for (var setting : settings().entrySet()) {
                statement.setString(1, setting.getKey());
                statement.setString(2, setting.getValue());
                statement.executeUpdate();
            }
        }
    }

    private Map<String, String> settings() {
        return Map.of(DAYS, word(days), BYTES, word(bytes), RUNS_DAYS, word(runsDays));
    }

    /** As JSON, for the audit. */
    String json() {
        return "{\"days\":" + days + ",\"bytes\":" + bytes + ",\"runs_days\":" + runsDays + "}";
    }

    private static String word(@Nullable Number value) {
        return value == null ? OFF : value.toString();
    }
}
