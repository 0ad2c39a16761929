package dev.runtree.agent.mcp;

/** Names that every provider of models takes: letters, digits, {@code _} and {@code -}, at most 64 of them. */
final class ToolNames {
    private static final int LONGEST = 64;

    private ToolNames() {}

    static String fit(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /** A tool's name with its server's before it. */
    static String of(String server, String tool) {
        return fit(server + "_" + tool);
    }
}
