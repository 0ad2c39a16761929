package dev.runtree.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.Tool;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An application with one agent in a process of its own, which says where it is, to be killed there. */
final class AgentProcess implements AutoCloseable {
    static final String SCRIPT = """
            model: desk-1
            answers:
              - when: {user: die}
                call: [{tool: die}]
              - when: {user: think}
                delay: 3600s
                text: "Too late."
              - when: {step: 1}
                call: [{tool: work}]
              - text: "It is done."
            """;

    private final Process process;
    private final BufferedReader out;

    private AgentProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * @param message what the agent is asked: {@code think} hangs in the model, {@code hang} in the tool, {@code go} after the
     *     answer; {@code die} ends the process in the first tool
     */
    static AgentProcess start(Path home, DatabaseTarget.Server database, String message) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentProcess.class.getName(),
                        home.toString(),
                        database.url(),
                        String.valueOf(database.user()),
                        message)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PGPASSWORD", String.valueOf(database.password()));
        return new AgentProcess(builder.start());
    }

    /** Waits until it says this. */
    void await(String word) throws IOException {
        assertThat(out.readLine()).isEqualTo(word);
    }

    /** Lets it go on from where it waits. */
    void goOn() throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The tool. */
    public static final class Desk {
        private final String message;

        Desk(String message) {
            this.message = message;
        }

        /** As {@code kill -9} does, from inside, so that nothing is later than that. */
        @Tool("Ends the process")
        public String die() {
            Runtime.getRuntime().halt(9);
            return "never";
        }

        @Tool("Works")
        public String work() throws IOException {
            System.out.println("in the tool");
            if (message.equals("hang")) {
                hang();
            }
            System.in.read();
            return "done";
        }
    }

    public static void main(String[] arguments) throws IOException {
        var message = arguments[3];
        var home = Path.of(arguments[0]);
        Files.createDirectories(home);
        var database = Database.open(
                new DatabaseTarget.Server(arguments[1], arguments[2], System.getenv("PGPASSWORD")),
                new RuntreeHome(home));
        var agentOs = AgentOs.builder()
                .agents(agent(home, new Desk(message)))
                .db(database)
                .build();
        System.out.println("ready");
        var output = agentOs.run("desk", RunRequest.of(message).session(message));
        System.out.println("answered " + output.content());
        hang();
    }

    static Agent agent(Path folder, Object tools) {
        try {
            Files.writeString(folder.resolve("desk.yaml"), SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Agent.builder("desk")
                .model(new Models(folder, Map.of()).open("scripted:desk.yaml"))
                .tools(tools)
                .build();
    }

    private static void hang() throws IOException {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
