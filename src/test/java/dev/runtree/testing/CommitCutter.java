package dev.runtree.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A network before a PostgreSQL server that loses a connection in the middle of a commit, when it is told to. */
public final class CommitCutter implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicReference<@Nullable Cut> next = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();

    /** When the connection is lost. */
    public enum Cut {
        /** The server never hears of the commit. */
        BEFORE,
        /** The server has committed, and its answer is lost. */
        AFTER
    }

    /** @param target port of the server on the loopback */
    public CommitCutter(int target) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        this.target = target;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Cuts in the next commit, whichever connection it comes on. */
    public void cutNext(Cut cut) {
        next.set(cut);
    }

    /** How many connections were lost so far. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                var from = server.accept();
                var to = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                var lost = new AtomicReference<@Nullable Cut>();
                Thread.ofPlatform().daemon().start(() -> pass(from, to, lost, true));
                Thread.ofPlatform().daemon().start(() -> pass(to, from, lost, false));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to, AtomicReference<@Nullable Cut> lost, boolean isClient) {
        try (from;
                to) {
            var bytes = new byte[65_536];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (isClient && new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains("COMMIT")) {
                    lost.set(next.getAndSet(null));
                }
                var cut = lost.get();
                if (cut != null && (!isClient || cut == Cut.BEFORE)) {
                    // The answer is here, so the server has committed; or it is not to hear of it.
                    cuts.incrementAndGet();
                    return;
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // Either side is gone, and so is the other.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
