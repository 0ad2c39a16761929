package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a schema to the version that this program knows. Each step is one transaction, under a lock of that
 * transaction, so two programs may start at once; a schema that is up to date costs one query.
 */
final class Migrations {
    static final String TABLE = "runtree_schema";
    static final String PRIMARY_TABLE = "runtree_primary_schema";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String FORBIDDEN = "42501";

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private final List<Migration> known;
    private final String table;

    Migrations() {
        this(Migration.all());
    }

    Migrations(List<Migration> known) {
        this(known, TABLE);
    }

    private Migrations(List<Migration> known, String table) {
        this.known = List.copyOf(known);
        this.table = table;
    }

    /** Those of a primary database beside one for traces. */
    static Migrations ofPrimary() {
        return new Migrations(Migration.primary(), PRIMARY_TABLE);
    }

    /** @throws StoreException when the schema is of a newer program, of another one, or may not be changed */
    void bringUpToDate(Connection connection, Server server) throws SQLException {
        if (isCurrent(applied(connection), server)) {
            return;
        }
        checkEncoding(connection, server);
        try {
            makeSchema(connection, server);
            for (var migration : known) {
                apply(migration, connection, server);
            }
        } catch (SQLException e) {
            if (FORBIDDEN.equals(e.getSQLState())) {
                throw forbidden(e, server);
            }
            throw e;
        }
    }

    /** What has been applied, in order; nothing where our table is missing. */
    List<Applied> applied(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT version, checksum FROM " + table + " ORDER BY version")) {
            var applied = new ArrayList<Applied>();
            while (rows.next()) {
                applied.add(new Applied(rows.getInt(1), rows.getString(2)));
            }
            return applied;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return List.of();
            }
            throw e;
        }
    }

    record Applied(int version, String checksum) {}

    /** The first steps alone: a schema as an older program has it. */
    Migrations upTo(int version) {
        return new Migrations(known.subList(0, version), table);
    }

    List<Migration> steps() {
        return known;
    }

    /** The version that this program brings. */
    int newest() {
        return known.size();
    }

    /**
     * Whether nothing is left to apply.
     *
     * @throws StoreException when the schema is of a newer program or of another one
     */
    boolean isCurrent(List<Applied> applied, Server server) {
        for (var step : applied) {
            if (step.version() > known.size()) {
                throw new StoreException("The schema of " + server.place() + " was written by a newer Runtree (schema "
                        + applied.getLast().version() + ", this program knows " + known.size() + "): update Runtree.");
            }
            if (!known.get(step.version() - 1).checksum().equals(step.checksum())) {
                throw new StoreException("The schema of " + server.place()
                        + " was written by another build of Runtree (step " + step.version()
                        + " is not the one that this program knows): use that build, or another database.");
            }
        }
        return applied.size() == known.size();
    }

    /** Places in contents count characters, which a server counts as bytes when it does not know what they are. */
    private static void checkEncoding(Connection connection, Server server) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            if (!row.getString(1).equals("UTF8")) {
                throw new StoreException(server.place() + " keeps text in the encoding " + row.getString(1)
                        + ", and Runtree needs UTF8. Make another database for it:"
                        + " CREATE DATABASE runtree ENCODING 'UTF8' TEMPLATE template0");
            }
        }
    }

    private void makeSchema(Connection connection, Server server) throws SQLException {
        var schema = server.schema();
        try (var statement = connection.createStatement()) {
            if (schema != null && current(connection) == null) {
                log.info("Making the schema {} in {}", schema, server.place());
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + statement.enquoteIdentifier(schema, true));
            }
        }
    }

    private static @Nullable String current(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_schema()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void apply(Migration migration, Connection connection, Server server) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('runtree'), hashtext(current_schema()))");
            statement.execute("CREATE TABLE IF NOT EXISTS " + table + " ("
                    + "version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,"
                    + " applied_at timestamptz NOT NULL DEFAULT now())");
            var applied = applied(connection);
            isCurrent(applied, server);
            if (applied.size() < migration.version()) {
                log.info("Migrating the schema of {}: {} {}", server.place(), migration.version(), migration.name());
                statement.execute(migration.sql());
                note(migration, connection);
            }
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void note(Migration migration, Connection connection) throws SQLException {
        try (var insert =
                connection.prepareStatement("INSERT INTO " + table + " (version, name, checksum) VALUES (?, ?, ?)")) {
            insert.setInt(1, migration.version());
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.execute();
        }
    }

    private static StoreException forbidden(SQLException e, Server server) {
        var user = server.user() == null ? "This user" : "User " + server.user();
        return new StoreException(
                user + " may not make tables in " + server.place() + ": " + Failure.said(e)
                        + " Ask its owner for the right, or name a schema of your own with ?currentSchema=NAME.",
                e);
    }
}
