package dev.runtree.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.settings.DatabaseTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PgBouncer in transaction mode before the test server, with two connections for each database. */
final class PgBouncer implements AutoCloseable {
    private final int port;
    private final Process process;

    private PgBouncer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts one; the test is left out where there is none. */
    static PgBouncer before(DatabaseTarget.Server server, Path folder) throws IOException {
        var program = find();
        assumeTrue(program != null, "PgBouncer is not installed (apt-get install pgbouncer)");
        var users = Files.writeString(
                folder.resolve("users.txt"), '"' + server.user() + "\" \"" + server.password() + "\"\n");
        var port = freePort();
        var config = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 2
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        server.url().replaceAll(".*:(\\d+)/.*", "$1"), port, users));
        var unprivileged = Unprivileged.of(config, folder);
        var command = unprivileged.command(List.of(String.valueOf(program), config.toString()));
        var log = folder.resolve("pgbouncer.log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        var bouncer = new PgBouncer(port, process);
        while (!bouncer.answers()) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(log.toPath()));
            }
            LockSupport.parkNanos(10_000_000);
        }
        return bouncer;
    }

    private static @Nullable Path find() {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same database, reached through it. */
    DatabaseTarget.Server to(DatabaseTarget.Server server, String parameters) {
        return new DatabaseTarget.Server(
                server.url().replaceFirst(":\\d+/", ":" + port + "/") + parameters, server.user(), server.password());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
