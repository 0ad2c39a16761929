package dev.runtree.ui.shell;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.background.Background;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a second start show its run in the window that is open. The window of a home holds a lock, which ends with its
 * process however that ends, and listens on the loopback; port and token are in a file that only the owner can read.
 */
public final class HandOver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HandOver.class);
    /** How long a start looks for a window that has taken the lock but cannot be reached yet, in milliseconds. */
    private static final int SEARCH = 5_000;

    /** How long a window that was reached may take to answer, in milliseconds: it may be starting itself. */
    private static final int PATIENCE = 20_000;

    private static final int PAUSE = 50;
    private static final int LONGEST = 64 * 1024;
    private static final String TAKEN = "taken";

    private final FileChannel channel;
    private final ServerSocket server;
    private final String token;

    private HandOver(FileChannel channel, ServerSocket server, String token) {
        this.channel = channel;
        this.server = server;
        this.token = token;
    }

    /**
     * What a start asks of a window.
     *
     * @param database the address of the database; a window of another one declines
     * @param primary that of the one with approvals and sessions, likewise; empty where all is in one
     * @param word the run or file to show; empty for none
     */
    public record Request(String database, String primary, String word) {}

    /**
     * Makes this process the window of a home; empty when another one is, or when it cannot be told. From now on other
     * starts reach it, and wait until it listens.
     */
    public static Optional<HandOver> claim(RuntreeHome home) {
        try {
            OwnerOnly.folder(home.root());
            var channel = FileChannel.open(
                    home.root().resolve("window.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            // What a window that was killed has left names a port that may be anybody's by now.
            Files.deleteIfExists(address(home));
            var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            String token = HexFormat.of().formatHex(secret);
            OwnerOnly.write(address(home), server.getLocalPort() + "\n" + token + "\n");
            return Optional.of(new HandOver(channel, server, token));
        } catch (IOException | RuntimeException e) {
            log.warn("Other starts will not find this window", e);
            return Optional.empty();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Path address(RuntreeHome home) {
        return home.root().resolve("window.address");
    }

    /** Answers other starts until it is closed. {@code take} is asked on the JavaFX thread whether it shows it. */
    public void listen(Background background, Predicate<Request> take) {
        background.serve("hand-over", () -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.setSoTimeout(PATIENCE);
                    answer(socket, background, take);
                } catch (IOException e) {
                    if (!server.isClosed()) {
                        log.debug("A hand-over failed", e);
                    }
                }
            }
        });
    }

    private void answer(Socket socket, Background background, Predicate<Request> take) throws IOException {
        var lines = read(socket);
        boolean taken = lines.size() == 4
                && MessageDigest.isEqual(
                        lines.get(0).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
                && background.onFx(() -> take.test(new Request(lines.get(1), lines.get(2), lines.get(3))));
        socket.getOutputStream().write((taken ? TAKEN : "declined").getBytes(StandardCharsets.UTF_8));
    }

    /** Four lines: token, database, primary database, word. */
    private static List<String> read(Socket socket) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var text = new StringBuilder();
        int c;
        while ((c = reader.read()) >= 0 && text.length() < LONGEST) {
            text.append((char) c);
        }
        return List.of(text.toString().split("\n", -1));
    }

    /** Asks the window of a home to show something; false when there is none, or it has another database open. */
    public static boolean offer(RuntreeHome home, Request request) {
        try (var line = reach(home)) {
            if (line == null) {
                return false;
            }
            line.socket().setSoTimeout(PATIENCE);
            String text = String.join("\n", line.token(), request.database(), request.primary(), request.word());
            line.socket().getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            line.socket().shutdownOutput();
            String answer = new String(line.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.equals(TAKEN);
        } catch (IOException e) {
            log.debug("The window of {} does not answer", home.root(), e);
            return false;
        }
    }

    /** A connection to a window, and the token it wants to see. */
    private record Line(Socket socket, String token) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A window that has just begun may not have written its address yet. */
    private static @Nullable Line reach(RuntreeHome home) {
        long end = System.nanoTime() + SEARCH * 1_000_000L;
        while (true) {
            try {
                var lines = Files.readAllLines(address(home));
                int port = Integer.parseInt(lines.get(0));
                return new Line(new Socket(InetAddress.getLoopbackAddress(), port), lines.get(1));
            } catch (IOException | RuntimeException e) {
                if (System.nanoTime() > end || !pause()) {
                    log.debug("No window of {} takes over", home.root(), e);
                    return null;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            channel.close();
        } catch (IOException e) {
            log.debug("Could not let go of the hand-over", e);
        }
    }
}
