package dev.runtree.agent.mcp;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.model.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Programs that are no servers. */
final class BadMcpServer {
    private BadMcpServer() {}

    public static void main(String... arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "refuse" -> {
                System.err.println("cannot read the license " + System.getenv("LICENSE_KEY"));
                System.exit(3);
            }
            case "host" -> host();
            case "chatter" -> {
                System.out.println("Welcome to the server!");
                Thread.sleep(Duration.ofMinutes(10));
            }
            default -> Thread.sleep(Duration.ofMinutes(10));
        }
    }

    /** A program like ours that has a server, one that does not end by itself. */
    private static void host() throws InterruptedException {
        var server = McpServer.command(program("silent")).name("silent").build();
        try (var recorder = Recorder.off()) {
            var facts = new RunFacts(SpanKind.AGENT, "a", "a", null, null, null, "hello", null, null);
            server.tools(recorder.start(facts, null).step());
        }
    }

    static List<String> program(String mode) {
        return program(BadMcpServer.class, mode);
    }

    /** The words that start a class on this JVM. */
    static List<String> program(Class<?> main, String... arguments) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }
}
