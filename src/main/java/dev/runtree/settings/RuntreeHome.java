package dev.runtree.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folders of one user's Runtree: {@code RUNTREE_HOME}, or the place that the system has for such data. */
public record RuntreeHome(Path root) {
    private static final String VARIABLE = "RUNTREE_HOME";

    public RuntreeHome {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * {@code RUNTREE_HOME} if set, else the default of the operating system. Makes nothing on disk.
     *
     * @throws SettingsException when {@code RUNTREE_HOME} is no path
     */
    public static RuntreeHome fromEnvironment() {
        return from(System.getenv(), System.getProperty("os.name", ""), home());
    }

    /** What a shell calls {@code ~}: Java itself asks the password database, whatever {@code HOME} says. */
    private static String home() {
        var home = System.getenv("HOME");
        return home == null || home.isBlank() ? System.getProperty("user.home", ".") : home;
    }

    static RuntreeHome from(Map<String, String> environment, String system, String userHome) {
        var told = path(environment, VARIABLE);
        if (told != null) {
            return new RuntreeHome(told);
        }
        var os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            var local = path(environment, "LOCALAPPDATA");
            return new RuntreeHome((local != null ? local : Path.of(userHome, "AppData", "Local")).resolve("Runtree"));
        }
        if (os.startsWith("mac")) {
            return new RuntreeHome(Path.of(userHome, "Library", "Application Support", "Runtree"));
        }
        // The XDG specification tells to ignore a relative path.
        var data = path(environment, "XDG_DATA_HOME");
        return new RuntreeHome(
                (data != null && data.isAbsolute() ? data : Path.of(userHome, ".local", "share")).resolve("runtree"));
    }

    private static @Nullable Path path(Map<String, String> environment, String variable) {
        var value = environment.get(variable);
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new SettingsException(variable + " is not a path: " + e.getReason() + ". Set it to a folder.", e);
        }
    }

    /** The embedded database: binaries, data folder, password. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Indexes of documents that agents know; can be made again from the documents. */
    public Path knowledge() {
        return root.resolve("knowledge");
    }

    public Path spool() {
        return root.resolve("spool");
    }

    /** What background hooks have still to do. */
    public Path hooks() {
        return root.resolve("hooks");
    }

    /** Who of this home listens on which port. */
    public Path endpoints() {
        return root.resolve("endpoints");
    }

    /** The user's own prices, which need not be there. */
    public Path pricesFile() {
        return root.resolve("prices.yaml");
    }

    /** The back ends that get copies, without their secrets. */
    public Path targetsFile() {
        return root.resolve("targets.json");
    }

    /** The rules of alerts, and the programs that these run. */
    public Path alertsFile() {
        return root.resolve("alerts.json");
    }

    /** How it stands with each alert, of each database. */
    public Path alertStatesFile() {
        return root.resolve("alert-states.json");
    }

    /** What the SQL console keeps: what is written in it, and what was run. */
    public Path sqlFile() {
        return root.resolve("sql.json");
    }

    public Path settingsFile() {
        return root.resolve("settings.json");
    }
}
