package dev.runtree.settings;

import org.jspecify.annotations.Nullable;

/**
 * A server of the user's, by name. It holds no password.
 *
 * @param schema {@code null}: as the server's search path has it
 * @param user {@code null}: the one of the operating system
 */
public record ConnectionProfile(
        String name,
        String host,
        int port,
        String database,
        @Nullable String schema,
        @Nullable String user,
        PasswordFrom passwordFrom) {
    public static final int DEFAULT_PORT = 5432;

    /** @throws SettingsException when a part is missing or cannot be right: says which */
    public ConnectionProfile {
        require(!name.isBlank(), "A profile needs a name.");
        require(!looksLikeUrl(name), "A profile's name must not look like a URL: " + name + ".");
        require(!name.equals(Targets.EMBEDDED), "\"embedded\" is the name of the database in the data folder.");
        require(!host.isBlank(), "Profile " + name + " needs a host.");
        require(host.chars().noneMatch(c -> c <= ' ' || "/?#@".indexOf(c) >= 0), "No host can be called " + host + ".");
        require(port > 0 && port < 65536, "A port is a number from 1 to 65535, not " + port + ".");
        require(!database.isBlank(), "Profile " + name + " needs the name of a database.");
    }

    static boolean looksLikeUrl(String text) {
        return text.contains("://") || text.startsWith("jdbc:");
    }

    /** The JDBC URL. */
    public String url() {
        var address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + address + ":" + port + "/" + DatabaseUrl.encode(database)
                + (schema == null || schema.isBlank() ? "" : "?currentSchema=" + DatabaseUrl.encode(schema));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new SettingsException(otherwise);
        }
    }
}
