package dev.runtree.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Another program, run to its end. */
final class Program {

    /** @param output what it wrote, errors included */
    record Ended(int status, String output) {}

    private Program() {}

    /** A process of ours, whose environment says nothing to PostgreSQL: {@code PGDATA}, {@code PGPORT} and their like. */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static Ended run(List<String> command, String input) throws IOException {
        var process = builder(command).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading all of it: its output says why.
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(waitFor(process), output);
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while waiting for " + process.info().command().orElse("a program"), e);
        }
    }
}
