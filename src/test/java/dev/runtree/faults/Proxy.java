package dev.runtree.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A network between two ports that can hang: it takes connections and passes nothing on, without closing anything. */
final class Proxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final int target;
    private final Object hanging = new Object();
    private boolean hangs;
    private int lostBefore;
    private int connections;

    Proxy(int target) throws IOException {
        this.target = target;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void hang() {
        synchronized (hanging) {
            hangs = true;
        }
    }

    /** What was held back goes on. */
    void goOn() {
        synchronized (hanging) {
            hangs = false;
            hanging.notifyAll();
        }
    }

    /** New connections work, and those of before hang for ever. */
    void goOnWithNewOnes() {
        synchronized (hanging) {
            lostBefore = connections;
            hangs = false;
            hanging.notifyAll();
        }
    }

    private void accept() {
        try {
            while (true) {
                var from = server.accept();
                var to = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                sockets.addAll(List.of(from, to));
                int number;
                synchronized (hanging) {
                    number = ++connections;
                }
                Thread.ofPlatform().daemon().start(() -> pass(from, to, number));
                Thread.ofPlatform().daemon().start(() -> pass(to, from, number));
            }
        } catch (IOException e) {
            // Closed, or nobody there: who connects sees the end of it.
        }
    }

    private void pass(Socket from, Socket to, int number) {
        var bytes = new byte[8192];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitNetwork(number);
                out.write(bytes, 0, read);
            }
            awaitNetwork(number);
        } catch (IOException e) {
            // One of the ends has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNetwork(int number) throws InterruptedException {
        synchronized (hanging) {
            while (hangs || number <= lostBefore) {
                hanging.wait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
