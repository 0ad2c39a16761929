package dev.runtree.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.Main;
import dev.runtree.settings.DatabaseTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code runtree serve} in a process of its own, to be killed and started again on the same port. */
final class Serving implements AutoCloseable {
    private final Path home;
    private final DatabaseTarget.Server database;
    private final List<String> prefix;
    private final int port = freePort();
    private final Path err;
    private @Nullable Process process;

    private Serving(Path home, DatabaseTarget.Server database, List<String> prefix) {
        this.home = home;
        this.database = database;
        this.prefix = prefix;
        this.err = home.resolveSibling(home.getFileName() + ".err");
    }

    /** Returns when it is ready. */
    static Serving start(Path home, DatabaseTarget.Server database, String... prefix) throws IOException {
        var serving = new Serving(home, database, List.of(prefix));
        serving.start();
        return serving;
    }

    /** @return what it says when it is ready */
    String start() throws IOException {
        var builder = builder(home, database, prefix, "serve", "--http", String.valueOf(port), "--grpc", "0")
                .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        var started = builder.start();
        process = started;
        var ready = started.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(ready).as(err()).contains("Receiving OTLP");
        return ready;
    }

    /** A command in a process of its own. */
    static ProcessBuilder builder(Path home, DatabaseTarget.Server database, List<String> prefix, String... words) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        command.addAll(List.of("--db", database.url() + "&user=" + database.user()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("RUNTREE_HOME", home.toString());
        builder.environment().put("PGPASSWORD", String.valueOf(database.password()));
        return builder;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    Path home() {
        return home;
    }

    Path spool() {
        return home.resolve("spool");
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        var running = process();
        running.destroyForcibly();
        running.waitFor();
    }

    /** Asks it to end, and gives its exit status. */
    int end(int seconds) throws InterruptedException {
        var running = process();
        running.toHandle().destroy();
        assertThat(running.waitFor(seconds, TimeUnit.SECONDS))
                .as("ended in %d s", seconds)
                .isTrue();
        return running.exitValue();
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** What it has said on standard error. */
    String err() {
        try {
            return Files.exists(err) ? Files.readString(err) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
