package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the embedded server of a home keeps what: everything is named after the major version of PostgreSQL, so that a
 * newer one never touches the data of an older one.
 */
record ClusterFiles(RuntreeHome home, String major) {
    /** Where the programs are unpacked, when not in the home: tests share one copy. */
    private static final String BINARIES = "runtree.postgres.binaries";

    private static final Pattern MAJOR = Pattern.compile("[1-9][0-9]");

    /** The data folders of all versions that are whole, newest first. */
    static List<ClusterFiles> all(RuntreeHome home) throws IOException {
        var found = new ArrayList<ClusterFiles>();
        if (!Files.isDirectory(home.postgres())) {
            return found;
        }
        try (var folders = Files.newDirectoryStream(home.postgres())) {
            for (var folder : folders) {
                var files = new ClusterFiles(home, String.valueOf(folder.getFileName()));
                if (MAJOR.matcher(files.major).matches() && files.isWhole()) {
                    found.add(files);
                }
            }
        }
        found.sort(Comparator.comparingInt(ClusterFiles::number).reversed());
        return found;
    }

    private boolean isWhole() {
        return Files.exists(data().resolve("PG_VERSION")) && !Files.exists(copying());
    }

    int number() {
        return Integer.parseInt(major);
    }

    static Path binaries(RuntreeHome home) {
        var shared = System.getProperty(BINARIES);
        return shared == null ? home.postgres().resolve("binaries") : Path.of(shared);
    }

    /** Held while anybody decides about the server; the same for all versions. */
    static Path gate(RuntreeHome home) {
        return OwnerOnly.folder(home.postgres()).resolve("gate");
    }

    /** The data folder: {@code PGDATA}. */
    Path data() {
        return home.postgres().resolve(major);
    }

    /** Where a data folder is made; moved to {@link #data} when it is whole. */
    Path unfinished() {
        return home.postgres().resolve(major + ".unfinished");
    }

    /** There for as long as the data of an older version is being copied into this one: until then that one counts. */
    Path copying() {
        return home.postgres().resolve(major + ".copying");
    }

    /** A file per process that uses the server. */
    Path present() {
        return OwnerOnly.folder(home.postgres().resolve(major + ".present"));
    }

    /** The process id of a server that was asked to stop. */
    Path stopping() {
        return home.postgres().resolve(major + ".stopping");
    }

    /** The port of last time, taken again if it is free: a bookmark in another program stays right. */
    Path port() {
        return home.postgres().resolve(major + ".port");
    }

    /** The password of a role. */
    Path password(String role) {
        return home.postgres().resolve(major + "." + role + ".password");
    }

    Path log() {
        return OwnerOnly.folder(home.logs()).resolve("postgres-" + major + ".log");
    }
}
