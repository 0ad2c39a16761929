package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The unpacked PostgreSQL programs: {@code initdb}, {@code pg_ctl} and {@code postgres}.
 *
 * @param version such as {@code 18.4}
 */
record PostgresBinaries(Path folder, String version) {
    private static final String VERSION = "VERSION";

    /**
     * Finds them in a folder named after their content, and unpacks them there when they are missing. Two processes may
     * do so at once: each unpacks beside, and the first to be done moves its folder into place.
     */
    static PostgresBinaries in(Path parent) throws IOException {
        var archive = PostgresArchive.find();
        var folder = parent.resolve(archive.identity());
        try {
            return new PostgresBinaries(folder, Files.readString(folder.resolve(VERSION)));
        } catch (NoSuchFileException e) {
            OwnerOnly.folder(parent);
            unpack(archive, folder);
            return new PostgresBinaries(folder, Files.readString(folder.resolve(VERSION)));
        }
    }

    private static void unpack(PostgresArchive archive, Path folder) throws IOException {
        var beside = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".");
        try {
            archive.unpack(beside);
            var unpacked = new PostgresBinaries(beside, "");
            var said = Program.run(List.of(unpacked.program("postgres"), "--version"), "")
                    .output();
            // "postgres (PostgreSQL) 18.4"
            Files.writeString(beside.resolve(VERSION), said.strip().replaceAll(".*\\s", ""));
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(folder.resolve(VERSION))) {
                throw e;
            }
        } finally {
            Folders.delete(beside);
        }
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** The first number of the version: data folders of another one cannot be opened. */
    String major() {
        var dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }
}
