package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The schema of a primary database: where approvals and audit are, and sessions are copied to, while traces are elsewhere. */
final class PrimarySchema {
    private PrimarySchema() {}

    /** @throws StoreException when it is one, to be opened as one for traces */
    static void refuse(Connection connection, Server server) throws SQLException {
        if (isTrue(connection, "SELECT to_regclass('" + Migrations.PRIMARY_TABLE + "') IS NOT NULL")) {
            throw new StoreException(
                    server.place() + " is the primary database beside one for traces: name that one too,"
                            + " with --trace-db, or choose another schema with ?currentSchema=NAME.");
        }
    }

    /** @throws StoreException when it holds traces, or tables of those names that are another program's */
    static void bringUpToDate(Connection connection, Server server) throws SQLException {
        var migrations = Migrations.ofPrimary();
        var applied = migrations.applied(connection);
        if (applied.isEmpty()) {
            refuseTraces(connection, server);
            refuseForeign(connection, server);
        }
        migrations.bringUpToDate(connection, server);
    }

    private static void refuseTraces(Connection connection, Server server) throws SQLException {
        if (isTrue(connection, "SELECT to_regclass('agno_traces') IS NOT NULL")
                && isTrue(connection, "SELECT EXISTS (SELECT 1 FROM agno_traces)")) {
            throw new StoreException(server.place() + " holds traces of its own, so it cannot be the primary database"
                    + " beside another: leave --trace-db out, or choose an empty schema with ?currentSchema=NAME.");
        }
    }

    private static void refuseForeign(Connection connection, Server server) throws SQLException {
        if (isTrue(
                connection,
                "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                        + " AND relkind IN ('r', 'p')"
                        + " AND relname IN ('agno_sessions', 'agno_team_sessions', 'agno_workflow_sessions'))")) {
            throw new StoreException(server.place() + " has tables of another program with the names of ours"
                    + " (agno_sessions): choose an empty schema with ?currentSchema=NAME.");
        }
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
