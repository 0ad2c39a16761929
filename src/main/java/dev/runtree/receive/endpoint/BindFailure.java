package dev.runtree.receive.endpoint;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;

/** Finds out which port could not be opened and why: the server's own failure does not say. */
final class BindFailure {
    private final EndpointOptions options;
    private final Claims claims;

    BindFailure(EndpointOptions options, Claims claims) {
        this.options = options;
        this.claims = claims;
    }

    CannotListen of(Throwable cause) {
        return IntStream.of(options.httpPort(), options.grpcPort())
                .filter(port -> port != 0 && isTaken(port))
                .mapToObj(port -> (CannotListen) new PortTaken(port, claims.holder(port), cause))
                .findFirst()
                .orElseGet(() -> new CannotListen(
                        "Cannot listen on " + (options.bind() == null ? "localhost" : options.bind()) + ", ports "
                                + options.httpPort() + " and " + options.grpcPort() + ": " + reason(cause) + ".",
                        cause));
    }

    private boolean isTaken(int port) {
        try {
            for (var address : addresses()) {
                if (isTaken(new InetSocketAddress(address, port))) {
                    return true;
                }
            }
        } catch (UnknownHostException e) {
            return false;
        }
        return false;
    }

    private List<InetAddress> addresses() throws UnknownHostException {
        var bind = options.bind();
        return bind == null
                ? List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"))
                : List.of(InetAddress.getByName(bind));
    }

    private static boolean isTaken(InetSocketAddress address) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
            return false;
        } catch (BindException e) {
            // Also: no such address, or no right to such a low port.
            return String.valueOf(e.getMessage()).contains("in use");
        } catch (IOException e) {
            return false;
        }
    }

    private static String reason(Throwable cause) {
        var said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return said.lines().findFirst().orElse(said);
    }
}
