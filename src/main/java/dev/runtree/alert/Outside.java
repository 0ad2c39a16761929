package dev.runtree.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of the user's or of the system's: started without a shell, given a text, ended when it takes too long. What it
 * prints goes to the log.
 *
 * @param command the program and its arguments, taken to the letter
 * @param environment beside our own
 * @param input what it reads from its standard input
 */
record Outside(List<String> command, Map<String, String> environment, String input) {
    static final int LONGEST_SECONDS = 30;

    private static final int MOST_PRINTED = 4_000;
    private static final int SOME = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Outside.class);

    /**
     * Runs it to its end.
     *
     * @return what went wrong, in a line; {@code null} when nothing did
     * @throws InterruptedException when nobody waits any more; it is ended
     */
    @Nullable String run() throws InterruptedException {
        return run(LONGEST_SECONDS);
    }

    @Nullable String run(int seconds) throws InterruptedException {
        var name = command.getFirst();
        Process process;
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            LOG.warn("An alert cannot start {}", name, e);
            return name + " cannot be started: is it there, and may you run it?";
        }
        try {
            var printed = new FutureTask<>(() -> read(process.getInputStream()));
            Thread.ofVirtual().name("alert-output").start(printed);
            Thread.ofVirtual().name("alert-input").start(() -> write(process));
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                LOG.warn("{} was ended: it took longer than {} s", name, seconds);
                return name + " was ended: it took longer than " + seconds + " s.";
            }
            var said = said(printed);
            // Arguments may be secrets.
            LOG.info("{} ended with {}: {}", name, process.exitValue(), said);
            return process.exitValue() == 0
                    ? null
                    : name + " ended with " + process.exitValue() + (said.isBlank() ? "." : ": " + firstLine(said));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String firstLine(String text) {
        var line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cc}", " ");
        return line.length() <= SOME ? line : line.substring(0, SOME) + "…";
    }

    /** What it left running may hold its output open, which nobody waits for. */
    private static String said(FutureTask<String> printed) throws InterruptedException {
        try {
            return printed.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The output of a command cannot be read", e);
            return "";
        }
    }

    private static String read(InputStream output) throws IOException {
        try (output) {
            var kept = new String(output.readNBytes(MOST_PRINTED), StandardCharsets.UTF_8);
            output.transferTo(OutputStream.nullOutputStream());
            return kept;
        }
    }

    private void write(Process process) {
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("A command did not read what it was told", e);
        }
    }
}
