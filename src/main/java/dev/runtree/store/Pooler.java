package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Whether somebody stands between us and the server, such as PgBouncer, who may give each transaction another connection of
 * the server's: what is set or listened to for longer than a transaction is lost there.
 */
final class Pooler {
    private Pooler() {}

    /** A pooler tells each client a process of its own making, by which it can be asked to cancel; the server knows its own. */
    static boolean isBefore(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }
}
