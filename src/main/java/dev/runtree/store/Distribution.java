package dev.runtree.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Spreads the trace tables over the workers of a Citus cluster: all rows of a trace lie together, roll-ups are spread by their
 * shard, and what is small or belongs to no trace stays on the coordinator. Cut off, it goes on where it was when it is called
 * again.
 */
public final class Distribution {
    /** In this order: the view over spans looks into contents, and Citus wants what is looked into first. */
    static final List<String> BY_TRACE = List.of(
            "agno_traces",
            "runtree_contents",
            "runtree_spans",
            "runtree_runs",
            "runtree_log_records",
            "runtree_stars",
            "runtree_tags",
            "runtree_notes",
            "runtree_scores",
            "runtree_sent",
            "runtree_refused");

    static final List<String> BY_SHARD =
            RollUpTable.ALL.stream().map(RollUpTable::table).toList();

    /** Every worker has a copy: writers look into them beside the rows of a trace. */
    static final List<String> EVERYWHERE = List.of("runtree_days");

    private final Database database;

    public Distribution(Database database) {
        this.database = database;
    }

    /**
     * @param tables that were not distributed before
     * @param workers of the cluster
     */
    public record Done(int tables, int workers) {}

    /** @throws StoreException when the server has no Citus, or refuses */
    public Done distribute() {
        try (var connection = database.dataSource().getConnection()) {
            requireCitus(connection);
            var tables = copyEverywhere(connection)
                    + distribute(connection, BY_TRACE, "trace_id")
                    + distribute(connection, BY_SHARD, "shard");
            execute(connection, afterwards());
            return new Done(tables, number(connection, "SELECT count(*) FROM citus_get_active_worker_nodes()"));
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private void requireCitus(Connection connection) throws SQLException {
        if (number(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'citus'") == 0) {
            throw new StoreException("Cannot distribute " + database.server().place()
                    + ": it has no Citus extension in this database. Its administrator"
                    + " installs Citus, adds it to shared_preload_libraries, and says CREATE EXTENSION citus.");
        }
    }

    private static int copyEverywhere(Connection connection) throws SQLException {
        var done = 0;
        for (var table : EVERYWHERE) {
            if (!isPlaced(connection, table)) {
                execute(connection, "SELECT create_reference_table('" + table + "')");
                done++;
            }
        }
        return done;
    }

    private static boolean isPlaced(Connection connection, String table) throws SQLException {
        return number(
                        connection,
                        "SELECT count(*) FROM pg_dist_partition WHERE logicalrelid = '" + table + "'::regclass")
                > 0;
    }

    private static int distribute(Connection connection, List<String> tables, String column) throws SQLException {
        var done = 0;
        for (var table : tables) {
            if (!isPlaced(connection, table)) {
                var with = table.equals(tables.getFirst()) ? "none" : tables.getFirst();
                execute(
                        connection,
                        "SELECT create_distributed_table('" + table + "', '" + column + "', colocate_with => '" + with
                                + "')");
                execute(connection, "SELECT truncate_local_data_after_distributing_table('" + table + "')");
                done++;
            }
        }
        return done;
    }

    private static String afterwards() {
        try (var in = Distribution.class.getResourceAsStream("/db/citus/distributed.sql")) {
            if (in == null) {
                throw new IllegalStateException("db/citus/distributed.sql is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
