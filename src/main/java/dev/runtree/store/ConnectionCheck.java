package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What came of trying a connection, for the window's <em>Test connection</em>.
 *
 * @param works whether {@link Database#open} can be expected to succeed
 * @param message a sentence or two for the user
 */
public record ConnectionCheck(boolean works, String message) {

    /** Connects, looks and changes nothing. Never fails: what goes wrong is the answer. */
    public static ConnectionCheck of(DatabaseTarget target, RuntreeHome home) {
        try (var database = Database.openAsIs(target, home);
                var connection = database.dataSource().getConnection()) {
            return of(database, connection);
        } catch (StoreException e) {
            return new ConnectionCheck(false, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return new ConnectionCheck(false, Failure.said(e));
        }
    }

    private static ConnectionCheck of(Database database, Connection connection) throws SQLException {
        var migrations = new Migrations();
        var reached = database.describe() + ". ";
        var applied = migrations.applied(connection);
        if (!applied.isEmpty()) {
            return migrations.isCurrent(applied, database.server())
                    ? new ConnectionCheck(true, reached + "Its schema is up to date.")
                    : new ConnectionCheck(true, reached + "Its schema is older and will be brought up to date.");
        }
        return mayMakeTables(connection)
                ? new ConnectionCheck(true, reached + "Runtree will make its tables there.")
                : new ConnectionCheck(
                        false,
                        reached + "But there are no tables of Runtree, and this user may not make any: ask its"
                                + " owner for the right to, or name a schema of your own.");
    }

    private static boolean mayMakeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT CASE WHEN current_schema() IS NULL
                               THEN has_database_privilege(current_database(), 'CREATE')
                               ELSE has_schema_privilege(current_schema(), 'CREATE') END""")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
