package dev.runtree.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who decides, and why: options of every command that the audit notes. */
final class Decider {
    @Option(names = "--as", paramLabel = "NAME", description = "who decides (default: the account this runs under)")
    private @Nullable String name;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; it is kept for good")
    private @Nullable String reason;

    String name() {
        if (name != null && name.isBlank()) {
            throw new WrongUsage("--as needs a name");
        }
        return name == null ? System.getProperty("user.name", "unknown") : name.strip();
    }

    @Nullable String reason() {
        return reason;
    }
}
