package dev.runtree.agent.mcp;

import dev.runtree.agent.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param name how messages call it
 * @param command the program and its arguments
 * @param environment what it is given beside {@link #PASSED_ON}
 * @param folder where it runs; {@code null} for where we do
 */
record McpCommand(
        String name,
        List<String> command,
        Map<String, String> environment,
        @Nullable Path folder) {

    /** What every program needs and no secret lies in, as MCP's own SDKs have it. */
    private static final Set<String> PASSED_ON = Set.of(
            "HOME",
            "LOGNAME",
            "PATH",
            "SHELL",
            "TERM",
            "USER",
            "LANG",
            "LC_ALL",
            "TMPDIR",
            "APPDATA",
            "HOMEDRIVE",
            "HOMEPATH",
            "LOCALAPPDATA",
            "PATHEXT",
            "PROCESSOR_ARCHITECTURE",
            "PROGRAMFILES",
            "SYSTEMDRIVE",
            "SYSTEMROOT",
            "TEMP",
            "TMP",
            "USERNAME",
            "USERPROFILE");

    McpCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** @throws McpFailure when there is no such program */
    Process start() {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(variable -> !PASSED_ON.contains(variable.toUpperCase(Locale.ROOT)));
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new McpFailure(
                    "mcp_unavailable",
                    "the MCP server " + name + " could not be started: the program " + command.getFirst()
                            + " is not there or may not be run"
                            + (folder == null ? "" : " in " + folder),
                    Secrets.of(environment).hide(e));
        }
    }
}
