package dev.runtree.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process over a data folder: found, started, asked to stop. All of it inside the {@link dev.runtree.settings.Gate}.
 *
 * <p>{@code pg_ctl} starts it, because on each system that makes it a process of its own, which a Ctrl-C in our terminal
 * or our end does not reach. Whether it is ready we read in {@code postmaster.pid} ourselves, every few milliseconds:
 * {@code pg_ctl} looks only each tenth of a second. That one waits nevertheless, beside us, to tell us of a failure.
 */
final class Postmaster {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    /** After a crash the server first reads its log again, and after a killed one its orphans must end. */
    private static final int START_LIMIT_SECONDS = 600;

    private static final int NO_PROCESS = 2_000_000_000;
    private static final int ATTEMPTS = 20;

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    private final PostgresBinaries binaries;
    private final ClusterFiles files;
    private final Unprivileged unprivileged;
    private final ServerLog serverLog;

    Postmaster(PostgresBinaries binaries, ClusterFiles files, Unprivileged unprivileged) {
        this.binaries = binaries;
        this.files = files;
        this.unprivileged = unprivileged;
        this.serverLog = new ServerLog(files.log());
    }

    /** The server that runs; {@code null} when none does. */
    @Nullable PostmasterFile running() throws IOException {
        var server = PostmasterFile.read(files.data());
        return server != null && server.isAlive() ? server : null;
    }

    /** The server, started if it is down. One that is on its way down is waited for first. */
    PostmasterFile ensureRunning() throws IOException {
        var server = running();
        if (server != null && isStopping(server)) {
            askToStop(server);
            awaitEnd(server);
            server = null;
        }
        var ready = server == null ? null : awaitReady(server);
        return ready != null ? ready : start();
    }

    /** For one whose starter was killed before it was ready. */
    private @Nullable PostmasterFile awaitReady(PostmasterFile server) {
        await(Duration.ofSeconds(START_LIMIT_SECONDS), () -> ready(null) != null || hasEnded(server));
        return hasEnded(server) ? null : ready(null);
    }

    /** Asks for a fast stop and does not wait: who comes meanwhile finds the note and waits in our place. */
    void askToStop(PostmasterFile server) throws IOException {
        Files.writeString(files.stopping(), Long.toString(server.pid()));
        pgCtl("stop", "--silent", "--mode=fast", "--no-wait");
    }

    /** @throws StoreException when it does not end within a minute */
    void awaitEnd(PostmasterFile server) throws IOException {
        if (!await(STOP_LIMIT, () -> hasEnded(server))) {
            throw new StoreException("The embedded PostgreSQL (process " + server.pid()
                    + ") was asked to stop and still" + " runs after " + STOP_LIMIT.toSeconds()
                    + " seconds. Its log is " + serverLog.file() + ".");
        }
        Files.deleteIfExists(files.stopping());
    }

    private boolean hasEnded(PostmasterFile server) {
        try {
            var now = PostmasterFile.read(files.data());
            return now == null || !now.isOf(server) || !now.isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isStopping(PostmasterFile server) throws IOException {
        if (server.state().equals("stopping")) {
            return true;
        }
        try {
            return Files.readString(files.stopping()).strip().equals(Long.toString(server.pid()));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private PostmasterFile start() throws IOException {
        Files.deleteIfExists(files.stopping());
        serverLog.turn();
        disownProcess();
        unprivileged.give(files.data());
        var port = lastPort();
        for (var attempt = 1; ; attempt++) {
            var place = serverLog.length();
            var server = start(port == 0 ? freePort() : port);
            if (server != null) {
                Files.writeString(files.port(), Integer.toString(server.port()));
                return server;
            }
            var said = serverLog.since(place);
            log.info("PostgreSQL did not start on port {}, attempt {}: {}", port, attempt, said);
            if (attempt == ATTEMPTS || !mayTryAgain(said)) {
                throw new StoreException("The embedded PostgreSQL in " + files.data() + " does not start: "
                        + ServerLog.reason(said) + " Its log is " + serverLog.file() + ".");
            }
            port = 0;
        }
    }

    /**
     * PostgreSQL refuses to start while the process named in a file that a crash left behind lives, and after a restart
     * of the machine that may be any program. Then the file gets a process id that no system gives; the rest of it stays,
     * because PostgreSQL reads there whether the memory of the dead server is still in use.
     */
    private void disownProcess() throws IOException {
        var left = PostmasterFile.read(files.data());
        if (left != null && !left.isAlive()) {
            var file = files.data().resolve(PostmasterFile.NAME);
            var text = Files.readString(file);
            Files.writeString(file, NO_PROCESS + text.substring(text.indexOf('\n')));
        }
    }

    /** The port was taken meanwhile, or processes of a killed server still hold its memory. */
    private static boolean mayTryAgain(String said) {
        return said.contains("could not bind") || said.contains("shared memory block");
    }

    /** {@code null} when it did not start; the log says why. */
    private @Nullable PostmasterFile start(int port) throws IOException {
        var before = PostmasterFile.read(files.data());
        var starter = Program.builder(unprivileged.command(List.of(
                        binaries.program("pg_ctl"),
                        "start",
                        "--silent",
                        "--wait",
                        "--timeout=" + START_LIMIT_SECONDS,
                        "--pgdata=" + files.data(),
                        "--log=" + serverLog.file(),
                        "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        starter.getOutputStream().close();
        await(Duration.ofSeconds(START_LIMIT_SECONDS), () -> ready(before) != null || !starter.isAlive());
        return ready(before);
    }

    /** The server if it is ready, and not the one whose file lay there before. */
    private @Nullable PostmasterFile ready(@Nullable PostmasterFile before) {
        try {
            var now = PostmasterFile.read(files.data());
            return now != null && now.isReady() && (before == null || !now.isOf(before)) ? now : null;
        } catch (IOException e) {
            return null;
        }
    }

    private int lastPort() throws IOException {
        try {
            return Integer.parseInt(Files.readString(files.port()).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private void pgCtl(String verb, String... options) throws IOException {
        var command = new ArrayList<>(List.of(binaries.program("pg_ctl"), verb, "--pgdata=" + files.data()));
        command.addAll(List.of(options));
        var ended = Program.run(unprivileged.command(command), "");
        if (ended.status() != 0) {
            log.warn(
                    "pg_ctl {} ended with status {}: {}",
                    verb,
                    ended.status(),
                    ended.output().strip());
        }
    }

    private static boolean await(Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
