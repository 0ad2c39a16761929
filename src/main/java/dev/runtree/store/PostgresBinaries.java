package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The unpacked PostgreSQL programs: {@code initdb}, {@code pg_ctl} and {@code postgres}.
 *
 * @param version such as {@code 18.4}
 */
record PostgresBinaries(Path folder, String version) {
    private static final String VERSION = "VERSION";
    /** Where systems keep a PostgreSQL of a major version. */
    private static final List<String> INSTALLED = List.of(
            "/usr/lib/postgresql/%s",
            "/usr/pgsql-%s", "/opt/homebrew/opt/postgresql@%s", "/usr/local/opt/postgresql@%s");

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

    /**
     * Those of another major version, to read its data with: unpacked by an older Runtree, which leaves them there, or
     * installed on this machine. Of several the newest.
     */
    static Optional<PostgresBinaries> ofMajor(Path parent, String major) throws IOException {
        var found = new ArrayList<PostgresBinaries>();
        if (Files.isDirectory(parent)) {
            try (var folders = Files.newDirectoryStream(parent)) {
                for (var folder : folders) {
                    var version = folder.resolve(VERSION);
                    if (Files.exists(version)) {
                        found.add(new PostgresBinaries(folder, Files.readString(version)));
                    }
                }
            }
        }
        for (var place : INSTALLED) {
            var folder = Path.of(place.formatted(major));
            if (Files.isExecutable(folder.resolve("bin/postgres"))) {
                found.add(new PostgresBinaries(folder, versionOf(folder)));
            }
        }
        return found.stream()
                .filter(binaries -> binaries.major().equals(major))
                .max(Comparator.comparingInt(PostgresBinaries::minor));
    }

    /** From "postgres (PostgreSQL) 18.4", or "... 15.18 (Debian 15.18-0+deb12u1)". */
    private static String versionOf(Path folder) throws IOException {
        var postgres = new PostgresBinaries(folder, "").program("postgres");
        var said = Program.run(List.of(postgres, "--version"), "").output();
        return said.strip().replaceFirst("^.*\\(PostgreSQL\\) (\\S+).*$", "$1");
    }

    private int minor() {
        var minor = version.replaceFirst("^\\d+\\.?", "").replaceFirst("\\D.*$", "");
        return minor.isEmpty() ? 0 : Integer.parseInt(minor);
    }

    private static void unpack(PostgresArchive archive, Path folder) throws IOException {
        var beside = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".");
        try {
            archive.unpack(beside);
            Files.writeString(beside.resolve(VERSION), versionOf(beside));
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
