package dev.runtree.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much room is left on the disk of a database, where this machine can know that. */
final class DiskSpace {
    private static final Pattern LOCAL = Pattern.compile("//(localhost|127\\.[0-9.]+|\\[::1])[:/]");

    private DiskSpace() {}

    /** In bytes; {@code null} when the database lies elsewhere, or its user may not know where. */
    static @Nullable Long free(Database database, Connection connection) throws SQLException {
        try {
            var folder = folder(database, connection);
            return folder == null || !Files.isDirectory(folder)
                    ? null
                    : Long.valueOf(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable Path folder(Database database, Connection connection) throws SQLException {
        if (database.dataFolder() != null) {
            return database.dataFolder();
        }
        if (!LOCAL.matcher(database.url()).find()) {
            return null;
        }
        return Rows.list(
                        connection,
                        "SELECT setting FROM pg_settings WHERE name = 'data_directory'",
                        row -> Path.of(row.getString(1)))
                .stream()
                .findFirst()
                .orElse(null);
    }
}
