package dev.runtree.store;

import dev.runtree.store.copy.CopiedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the steps of a schema have made, told from what else its owner may keep beside it. */
final class SchemaTables {
    private static final Pattern TABLE =
            Pattern.compile("(?:CREATE TABLE|RENAME TO)\\s+(?:IF NOT EXISTS\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VIEW = Pattern.compile("CREATE VIEW\\s+(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FUNCTION = Pattern.compile("CREATE FUNCTION\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    /** They say how this database is set up rather than what it holds; it may differ where a backup goes. */
    private static final Set<String> SETTINGS = Set.of(
            "runtree_settings",
            "runtree_days",
            "runtree_copy_targets",
            "runtree_copy_queue",
            "runtree_primary",
            "runtree_send_targets",
            "runtree_unsent");

    private final Connection connection;
    private final List<Migration> steps;

    SchemaTables(Connection connection, List<Migration> steps) {
        this.connection = connection;
        this.steps = steps;
    }

    /** The tables that hold something, partitioned ones as one. */
    List<CopiedTable> tables() throws SQLException {
        var tables = new ArrayList<CopiedTable>();
        for (var name : names("relkind IN ('r', 'p') AND NOT relispartition", true)) {
            tables.add(CopiedTable.of(connection, name));
        }
        return tables;
    }

    /** The days that have a partition, as {@code 20261125}. */
    List<String> days() throws SQLException {
        var days = new TreeSet<String>();
        for (var partition : names("relispartition AND relname ~ '_[0-9]{8}$'", false)) {
            days.add(partition.substring(partition.length() - 8));
        }
        return List.copyOf(days);
    }

    /** Keeps all writers out until the end of the transaction. */
    void lock() throws SQLException {
        execute("LOCK TABLE " + joined(tables()) + " IN SHARE ROW EXCLUSIVE MODE");
    }

    /** The first table that holds rows, the settings left aside; {@code null} when none does. */
    @Nullable String filled() throws SQLException {
        for (var table : tables()) {
            if (!SETTINGS.contains(table.name()) && isTrue("SELECT EXISTS (SELECT 1 FROM " + table.name() + ")")) {
                return table.name();
            }
        }
        return null;
    }

    /** Makes room for the settings of a backup. */
    void forgetSettings() throws SQLException {
        for (var table : tables()) {
            if (SETTINGS.contains(table.name())) {
                execute("DELETE FROM " + table.name());
            }
        }
    }

    /** Whether its owner keeps something of their own beside it. */
    boolean hasOthers() throws SQLException {
        var known = new TreeSet<>(made(TABLE));
        known.addAll(made(VIEW));
        known.add(Migrations.TABLE);
        return names("relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition", false).stream()
                .anyMatch(name -> !known.contains(name));
    }

    /** Takes the schema away, in the caller's transaction. Only where it is empty and nothing stands on it. */
    void remove() throws SQLException {
        execute("DROP TABLE " + joined(tables()) + ", " + Migrations.TABLE + " CASCADE");
        for (var function : made(FUNCTION)) {
            execute("DROP FUNCTION IF EXISTS " + function + " CASCADE");
        }
    }

    private List<String> names(String condition, boolean ours) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT relname FROM pg_class"
                + " WHERE relnamespace = current_schema()::regnamespace AND " + condition
                + (ours ? " AND relname = ANY (?)" : "") + " ORDER BY relname")) {
            if (ours) {
                statement.setArray(
                        1, connection.createArrayOf("text", made(TABLE).toArray()));
            }
            try (var rows = statement.executeQuery()) {
                var names = new ArrayList<String>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }

    private Set<String> made(Pattern what) {
        var names = new TreeSet<String>();
        for (var step : steps) {
            what.matcher(step.sql()).results().forEach(match -> names.add(match.group(1)));
        }
        return names;
    }

    private static String joined(List<CopiedTable> tables) {
        return String.join(", ", tables.stream().map(CopiedTable::name).toList());
    }

    private boolean isTrue(String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
