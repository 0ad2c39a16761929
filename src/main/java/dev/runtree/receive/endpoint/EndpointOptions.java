package dev.runtree.receive.endpoint;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is to be.
 *
 * @param httpPort for OTLP/HTTP; 0 for one that is free
 * @param grpcPort for OTLP/gRPC; 0 for one that is free. Both protocols are understood on both ports, which may be one
 * @param bind the name or address to listen on; {@code null} for the loopback, IPv4 and IPv6
 * @param hosts names by which senders call it, besides those of the loopback and {@code bind}
 * @param token what senders have to know; {@code null} for nothing, on the loopback alone
 */
public record EndpointOptions(
        int httpPort,
        int grpcPort,
        @Nullable String bind,
        Set<String> hosts,
        @Nullable Token token,
        Limits limits) {
    public static final int HTTP_PORT = 4318;
    public static final int GRPC_PORT = 4317;

    /** The ports of the specification on the loopback, for whoever is on this machine. */
    public static final EndpointOptions DEFAULT =
            new EndpointOptions(HTTP_PORT, GRPC_PORT, null, Set.of(), null, Limits.DEFAULT);

    public EndpointOptions {
        hosts = Set.copyOf(hosts);
        if (bind != null && isLoopback(bind)) {
            bind = null;
        }
        if (bind != null && token == null) {
            throw new IllegalArgumentException("listening on " + bind + " needs a token");
        }
    }

    /** Whether listening there lets in nobody but this machine, so that no token is needed. */
    public static boolean isLoopback(String host) {
        var address = Hosts.literal(host);
        return host.equalsIgnoreCase("localhost") || (address != null && address.isLoopbackAddress());
    }

    public EndpointOptions ports(int http, int grpc) {
        return new EndpointOptions(http, grpc, bind, hosts, token, limits);
    }

    public EndpointOptions limits(Limits other) {
        return new EndpointOptions(httpPort, grpcPort, bind, hosts, token, other);
    }

    public EndpointOptions token(Token other) {
        return new EndpointOptions(httpPort, grpcPort, bind, hosts, other, limits);
    }

    /** Listening elsewhere than on the loopback. */
    public EndpointOptions bind(String host, Token needed) {
        return new EndpointOptions(httpPort, grpcPort, host, hosts, needed, limits);
    }

    /** The names that a sender may call it by, see {@link Hosts}. */
    Hosts allowedHosts() {
        if (bind == null) {
            return new Hosts(hosts, false);
        }
        var names = new HashSet<>(hosts);
        names.add(bind);
        var address = Hosts.literal(bind);
        return new Hosts(names, address != null && address.isAnyLocalAddress());
    }
}
