package dev.runtree.agent.demo;

import dev.runtree.agent.AgentFile;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The demo's team, as files in the data folder: one of its runs waits for an approval, and whoever has the files can go on with
 * it when the demo is over.
 */
final class TeamFiles {
    private static final List<String> AGENTS = List.of("travel-desk", "flights", "hotels", "visa-check");

    private TeamFiles() {}

    /**
     * Writes them, where they are not as they should be, and reads the team.
     *
     * @param model plays all of them in place of their scripts; {@code null} for the scripts
     * @throws UncheckedIOException when they cannot be written
     */
    static AgentFile write(RuntreeHome home, @Nullable String model) {
        var folder = OwnerOnly.folder(home.root().resolve("demo"));
        try {
            for (var agent : AGENTS) {
                write(folder.resolve(agent + ".yaml"), text("agents/" + agent + ".yaml"));
                write(folder.resolve(agent + ".script.yaml"), text(agent + ".yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The demo's agents cannot be written into " + folder + ": " + OwnerOnly.reason(e)
                            + ". Set RUNTREE_HOME to a folder that can be written to.",
                    e);
        }
        return AgentFile.read(folder.resolve("travel-desk.yaml"), model);
    }

    private static String text(String resource) throws IOException {
        try (var in = Objects.requireNonNull(TeamFiles.class.getResourceAsStream("/demo/" + resource), resource)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** A window that has the file open reads it again when it has changed. */
    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            OwnerOnly.write(file, text);
        }
    }
}
