package dev.runtree.receive.endpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pair of ports of the loopback on which nobody listens: the wanted ones with 10000 added until both are free. */
public record FreePorts(int http, int grpc) {
    private static final int STEP = 10_000;
    private static final int HIGHEST_PORT = 65_535;

    /** The first pair beside the wanted one; none when all are taken. */
    public static Optional<FreePorts> beside(int http, int grpc) {
        return IntStream.rangeClosed(1, HIGHEST_PORT / STEP)
                .mapToObj(step -> new FreePorts(moved(http, step), moved(grpc, step)))
                .filter(ports -> isFree(ports.http) && isFree(ports.grpc))
                .findFirst();
    }

    /** Goes on from the bottom, above the ports that only the superuser may have. */
    private static int moved(int port, int step) {
        int moved = port + step * STEP;
        return moved <= HIGHEST_PORT ? moved : STEP + port % STEP + (step % 5) * STEP;
    }

    private static boolean isFree(int port) {
        return canListen("127.0.0.1", port) && (canListen("::1", port) || !canListen("::1", 0));
    }

    private static boolean canListen(String address, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
