package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.store.copy.BackupWriter;
import dev.runtree.store.copy.CopiedTable;
import dev.runtree.store.copy.Manifest;
import dev.runtree.store.copy.ServerRows;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes all that a database holds of ours into one file, as it is at one moment, while others go on writing. {@link Restore}
 * puts it into any other PostgreSQL from 14 to 18.
 */
public final class Backup {
    private final Database database;
    private final String program;
    private final CopyProgress progress;

    /** @param program the version of this program, which the file notes */
    public Backup(Database database, String program, CopyProgress progress) {
        this.database = database;
        this.program = program;
        this.progress = progress;
    }

    /**
     * @param rows of all tables
     * @param bytes of the file
     */
    public record Made(long rows, int tables, long bytes) {}

    /**
     * Writes a file that its owner alone can read. It has its name only once it is whole and on the disk.
     *
     * @throws StoreException when there is a file of that name, when it cannot be written, or when there is nothing to write
     */
    public Made write(Path file) {
        var whole = file.toAbsolutePath();
        if (Files.exists(whole)) {
            throw exists(file, null);
        }
        var part = whole.resolveSibling("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            part.toFile().deleteOnExit();
            OwnerOnly.newFile(part);
            try {
                var manifest = copy(part);
                var bytes = Files.size(part);
                Files.move(part, whole);
                return new Made(manifest.rows(), manifest.tables().size(), bytes);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file, e);
        } catch (NoSuchFileException e) {
            throw new StoreException("There is no folder " + whole.getParent() + " for the backup.", e);
        } catch (IOException e) {
            throw new StoreException("Cannot write the backup " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    private static StoreException exists(Path file, @Nullable Throwable cause) {
        var message = file + " exists already, and a backup replaces nothing: give another name.";
        return cause == null ? new StoreException(message) : new StoreException(message, cause);
    }

    private Manifest copy(Path part) throws IOException {
        try (var connection = database.dataSource().getConnection();
                var writer = new BackupWriter(FileChannel.open(part, StandardOpenOption.WRITE))) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                return copy(connection, writer);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private Manifest copy(Connection connection, BackupWriter writer) throws SQLException, IOException {
        oneMoment(connection);
        ServerRows.prepare(connection);
        var madeAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var schema = StoredSchema.of(connection, database.server());
        var tables = schema.tables(connection);
        for (var table : tables.tables()) {
            table(connection, table, writer);
        }
        return writer.finish(program, database.serverVersion(), madeAt, schema.checksums(), tables.days());
    }

    private void table(Connection connection, CopiedTable table, BackupWriter writer) throws SQLException, IOException {
        var doing = "Reading " + table.name();
        try (var rows = ServerRows.from(connection, table)) {
            writer.table(table, rows, sum -> progress.at(doing, sum.rows(), -1, sum.bytes()));
        }
    }

    /** All tables are read as of one moment, however long it takes. */
    private static void oneMoment(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }
}
