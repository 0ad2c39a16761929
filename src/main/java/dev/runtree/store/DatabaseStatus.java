package dev.runtree.store;

import dev.runtree.store.spool.SpoolStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a database is.
 *
 * @param server such as {@code Embedded PostgreSQL 18.4}
 * @param url without a password
 * @param schema the version of its schema; 0 when it has none yet
 * @param knownSchema the version that this program brings
 * @param sizeBytes of the whole database on disk
 * @param dataFolder of the embedded server; {@code null} for one of the user's
 * @param processes those that use the embedded server, this one included; empty for one of the user's
 * @param spool what waits on disk in this home, for this database and others
 * @param storage what fills the disk; {@code null} while the schema is another than this program's
 */
public record DatabaseStatus(
        String server,
        String url,
        int schema,
        int knownSchema,
        long sizeBytes,
        Count traces,
        Count spans,
        Count runs,
        @Nullable Path dataFolder,
        List<Long> processes,
        SpoolStatus spool,
        @Nullable Storage storage) {

    /** Counting more rows than this takes longer than a status may. */
    private static final long EXACT_UP_TO = 100_000;

    /** @param estimated by the server's statistics, because counting would take long */
    public record Count(long rows, boolean estimated) {}

    /** @throws StoreException when the database does not answer */
    public static DatabaseStatus of(Database database) {
        try (var connection = database.readSource().getConnection()) {
            var migrations = new Migrations();
            var applied = migrations.applied(connection);
            var schema = applied.isEmpty() ? 0 : applied.getLast().version();
            return new DatabaseStatus(
                    database.describe(),
                    database.url(),
                    schema,
                    migrations.newest(),
                    number(connection, "SELECT pg_database_size(current_database())"),
                    count(connection, "agno_traces"),
                    count(connection, "runtree_spans"),
                    count(connection, "runtree_runs"),
                    database.dataFolder(),
                    database.processes(),
                    SpoolStatus.of(database.home()),
                    schema == migrations.newest() ? Storage.of(database, connection, Clock.systemUTC()) : null);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static Count count(Connection connection, String table) throws SQLException {
        var estimate = number(connection, """
                SELECT coalesce(sum(%2$s)::bigint, 0)
                  FROM pg_class c
                 WHERE c.relkind = 'r'
                   AND (c.oid = to_regclass('%1$s')
                        OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass('%1$s')) WHERE isleaf))
                """.formatted(table, RowEstimate.OF_C));
        if (estimate > EXACT_UP_TO) {
            return new Count(estimate, true);
        }
        var exists = number(connection, "SELECT count(to_regclass('" + table + "'))") > 0;
        return new Count(exists ? number(connection, "SELECT count(*) FROM " + table) : 0, false);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
