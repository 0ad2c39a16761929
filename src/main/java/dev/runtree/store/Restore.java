package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.store.copy.BackupFile;
import dev.runtree.store.copy.CopiedTable;
import dev.runtree.store.copy.Manifest;
import dev.runtree.store.copy.NotABackup;
import dev.runtree.store.copy.RowSum;
import dev.runtree.store.copy.ServerRows;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup into a database that holds nothing of ours yet: all of it or nothing. What was put in is read back and
 * compared with what the backup says, before it is committed. A backup of an older schema is put into such a schema, which is
 * then brought up to date.
 */
public final class Restore {
    private final Database database;
    private final CopyProgress progress;
    private final Migrations known = new Migrations();

    /** @param database opened as it is, its schema untouched */
    public Restore(Database database, CopyProgress progress) {
        this.database = database;
        this.progress = progress;
    }

    /** @throws StoreException when the file is no backup, when the database holds something, or when it fails */
    public Manifest from(Path file) {
        if (!Files.exists(file)) {
            throw new StoreException("There is no file " + file);
        }
        try (var backup = BackupFile.open(file)) {
            var manifest = backup.manifest();
            check(manifest, file);
            put(backup, file);
            return manifest;
        } catch (NotABackup e) {
            throw new StoreException("Cannot restore " + file + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new StoreException("Cannot read the backup " + file + ": " + OwnerOnly.reason(e) + ".", e);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private void check(Manifest manifest, Path file) {
        var steps = manifest.steps();
        if (steps.size() > known.newest()) {
            throw new StoreException(file + " was written by a newer Runtree (" + manifest.program() + ", schema "
                    + steps.size() + "; this program knows " + known.newest() + "): update Runtree.");
        }
        for (var i = 0; i < steps.size(); i++) {
            if (!steps.get(i).equals(known.steps().get(i).checksum())) {
                throw new StoreException(file + " was written by another build of Runtree (step " + (i + 1)
                        + " of its schema is not the one that this program knows): use that build.");
            }
        }
    }

    private void put(BackupFile backup, Path file) throws SQLException, IOException {
        var manifest = backup.manifest();
        var migrations = known.upTo(manifest.steps().size());
        var isCurrent = migrations.newest() == known.newest();
        var partitions = new DayPartitions(database.dataSource(), Clock.systemUTC());
        makeSchema(migrations);
        refuseFilled(migrations);
        if (isCurrent) {
            partitions.makeAll(manifest.days());
        }
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                fill(connection, migrations, backup, file);
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
        if (!isCurrent) {
            try (var connection = database.dataSource().getConnection()) {
                known.bringUpToDate(connection, database.server());
            }
            partitions.makeAll(manifest.days());
        }
        analyze();
    }

    /** The schema of the backup, made where there is none. A newer one that is empty gives way to it. */
    private void makeSchema(Migrations wanted) throws SQLException {
        try (var connection = database.dataSource().getConnection()) {
            PrimarySchema.refuse(connection, database.server());
            var applied = known.applied(connection);
            known.isCurrent(applied, database.server());
            if (applied.size() > wanted.newest()) {
                removeEmpty(connection, known.upTo(applied.size()));
            }
            wanted.bringUpToDate(connection, database.server());
        }
    }

    private void removeEmpty(Connection connection, Migrations there) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var tables = new SchemaTables(connection, there.steps());
            tables.lock();
            refuseFilled(tables);
            if (tables.hasOthers()) {
                throw new StoreException("The backup is of an older schema than "
                        + database.server().place()
                        + " has, where something else is kept beside it: name another database, or a new schema"
                        + " with ?currentSchema=NAME.");
            }
            tables.remove();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Before anything is made ready for the rows that come. */
    private void refuseFilled(Migrations there) throws SQLException {
        try (var connection = database.dataSource().getConnection()) {
            refuseFilled(new SchemaTables(connection, there.steps()));
        }
    }

    private void refuseFilled(SchemaTables tables) throws SQLException {
        var filled = tables.filled();
        if (filled != null) {
            throw new StoreException("Cannot restore into " + database.server().place()
                    + ": it holds something already (in " + filled
                    + "), and a restore replaces nothing. Name an empty database, a new schema with ?currentSchema=NAME,"
                    + " or another RUNTREE_HOME.");
        }
    }

    private void fill(Connection connection, Migrations migrations, BackupFile backup, Path file)
            throws SQLException, IOException {
        ServerRows.prepare(connection);
        var tables = new SchemaTables(connection, migrations.steps());
        tables.lock();
        refuseFilled(tables);
        tables.forgetSettings();
        var there = new HashMap<String, CopiedTable>();
        tables.tables().forEach(table -> there.put(table.name(), table));
        for (var table : backup.manifest().tables()) {
            var target = there.get(table.name());
            if (target == null || !target.columns().containsAll(table.columns())) {
                throw new NotABackup("its table " + table.name() + " is not one of this schema", null);
            }
            put(connection, table, backup, file);
        }
    }

    private void put(Connection connection, Manifest.Table table, BackupFile backup, Path file)
            throws SQLException, IOException {
        RowSum read;
        try (var rows = backup.rows(table)) {
            read = ServerRows.into(connection, table.copied(), rows, told("Writing", table));
        } catch (ZipException | EOFException e) {
            throw damaged(file, table, e);
        } catch (SQLException e) {
            if (isOfTheRows(e)) {
                throw damaged(file, table, e);
            }
            throw e;
        }
        if (!table.isOf(read)) {
            throw damaged(file, table, null);
        }
        var found = ServerRows.sum(connection, table.copied(), told("Checking", table));
        if (!found.isOf(read)) {
            throw new StoreException(database.server().place() + " gave back other rows of " + table.name()
                    + " than were put in. Nothing was restored.");
        }
    }

    /** Values that are none of their type, or that break a rule of the table. */
    private static boolean isOfTheRows(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    private static StoreException damaged(Path file, Manifest.Table table, @Nullable Exception cause) {
        var message = file + " is damaged: the rows of " + table.name()
                + " are not those that were written. Nothing was restored.";
        return cause == null ? new StoreException(message) : new StoreException(message, cause);
    }

    private ServerRows.Listener told(String verb, Manifest.Table table) {
        var doing = verb + " " + table.name();
        return sum -> progress.at(doing, sum.rows(), table.rows(), sum.bytes());
    }

    /** The planner knows nothing of new rows until somebody looks; the server's own turn comes only after a minute or more. */
    private void analyze() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (var table : new SchemaTables(connection, known.steps()).tables()) {
                progress.at("Looking at " + table.name(), 0, -1, 0);
                statement.execute("ANALYZE " + table.name());
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
