package dev.runtree.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether spans can be stored in a database: it may be a replica, or its user may only read. */
public final class WriteAccess {
    private static final String QUESTION = """
            SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean,
                   has_table_privilege('runtree_spans', 'INSERT, UPDATE')
                   AND has_table_privilege('agno_traces', 'INSERT, UPDATE')
                   AND has_table_privilege('runtree_runs', 'INSERT, UPDATE')
                   AND has_table_privilege('runtree_run_hours', 'INSERT, UPDATE')
            """;

    private WriteAccess() {}

    /**
     * Why nothing can be stored, in a sentence; {@code null} when it can.
     *
     * @throws StoreException when the database does not answer
     */
    public static @Nullable String obstacle(Database database) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(QUESTION)) {
            row.next();
            var place = database.server().place();
            if (row.getBoolean(1)) {
                return place + " is read-only, a replica perhaps: connect to the server that is written to.";
            }
            var user = database.server().user();
            return row.getBoolean(2)
                    ? null
                    : place + " does not let " + (user == null ? "this user" : "user " + user)
                            + " write: ask its owner for INSERT and UPDATE on its tables, or connect to another.";
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
