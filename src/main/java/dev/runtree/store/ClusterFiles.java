package dev.runtree.store;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.nio.file.Path;

/**
 * Where the embedded server of a home keeps what: everything is named after the major version of PostgreSQL, so that a
 * newer one never touches the data of an older one.
 */
record ClusterFiles(RuntreeHome home, String major) {
    /** Where the programs are unpacked, when not in the home: tests share one copy. */
    private static final String BINARIES = "runtree.postgres.binaries";

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
