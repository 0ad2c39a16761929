package dev.runtree.agent.demo;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Agents to begin with: one whose tool has to be approved, a team of two, and a workflow. Their models are scripts, so that they
 * need no key and cost nothing.
 */
public final class Examples {
    /** What the team is asked when somebody wants to see it work. */
    public static final String QUESTION = "A trip for two from Lisbon to Berlin on 4/12, back on 6/12";

    /** What it is asked next: then it wants to book, and waits for somebody. */
    static final String BOOKING = "Yes, book them. And tell me what to see near the hotel meanwhile.";

    private static final String SHOWN = "bookkeeper.yaml";
    private static final String TEAM = "travel-desk.yaml";

    /** Those that are opened, in the order in which they are. */
    private static final List<String> OPENED = List.of(TEAM, SHOWN, "flights.yaml", "hotels.yaml", "weekend.yaml");

    private static final List<String> SCRIPTS =
            List.of("travel-desk.script.yaml", "bookkeeper.script.yaml", "flights.script.yaml", "hotels.script.yaml");

    private Examples() {}

    /** What the file of one of them says. */
    public static String text() {
        return read(SHOWN);
    }

    /** Where they lie when no other folder is chosen. */
    public static Path folder(RuntreeHome home) {
        return home.root().resolve("examples");
    }

    /**
     * Writes them where the reader can change them; files that are there already stay as they are.
     *
     * @return the files that describe them, the team's first
     * @throws UncheckedIOException when they cannot be written
     */
    public static List<Path> write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var name : Stream.concat(OPENED.stream(), SCRIPTS.stream()).toList()) {
                var file = folder.resolve(name);
                if (!Files.exists(file)) {
                    Files.writeString(file, read(name));
                }
            }
            return OPENED.stream().map(folder::resolve).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The examples cannot be written into " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Asks the team for a trip and to book it, which takes some seconds and costs nothing. The second run waits for an approval.
     *
     * @param team its file
     * @return what came of the two; both are committed
     */
    public static List<RunOutput> talk(Databases databases, Path team) {
        var file = AgentFile.read(team, null);
        try (var agentOs = AgentOs.builder()
                .files(file)
                .db(databases.primary())
                .traceDb(databases.traces())
                .copies(false)
                .build()) {
            return Stream.of(QUESTION, BOOKING)
                    .map(question -> ask(agentOs, file, question))
                    .collect(Collectors.toList());
        }
    }

    private static RunOutput ask(AgentOs agentOs, AgentFile file, String question) {
        var request = RunRequest.of(question).user(file.user()).session(file.session());
        var output = agentOs.run(file.component(), request, event -> {});
        output.stored().join();
        return output;
    }

    private static String read(String name) {
        try (var in = Examples.class.getResourceAsStream("/examples/" + name)) {
            if (in == null) {
                throw new IllegalStateException("/examples/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
