package dev.runtree.settings;

import java.nio.file.Path;

/** The folders of one user's Runtree: {@code RUNTREE_HOME}, or the place that the system has for such data. */
public record RuntreeHome(Path root) {

    /** {@code RUNTREE_HOME} if set, else the default of the operating system. */
    public static RuntreeHome fromEnvironment() {
        throw new UnsupportedOperationException();
    }

    /** The embedded database: binaries, data folder, password. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path spool() {
        return root.resolve("spool");
    }

    public Path settingsFile() {
        return root.resolve("settings.json");
    }
}
