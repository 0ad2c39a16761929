package dev.runtree.bench.load;

import java.net.URI;
import java.util.Map;

/**
 * Where to send.
 *
 * @param address of OTLP/HTTP with or without {@code /v1/traces}, of gRPC host and port
 * @param headers such as {@code authorization}
 */
public record Target(URI address, Protocol protocol, boolean gzip, Map<String, String> headers) {
    private static final String PATH = "/v1/traces";

    /** OTLP's encodings that are spoken. */
    public enum Protocol {
        HTTP,
        GRPC
    }

    public Target {
        headers = Map.copyOf(headers);
        if (address.getHost() == null || address.getScheme() == null) {
            throw new IllegalArgumentException("not an address: " + address + " (it looks like http://localhost:4318)");
        }
        var path = address.getPath();
        if (protocol == Protocol.HTTP && !path.endsWith(PATH)) {
            address = address.resolve((path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + PATH);
        }
    }

    /** OTLP/HTTP as it is. */
    public static Target http(int port) {
        return new Target(URI.create("http://localhost:" + port), Protocol.HTTP, false, Map.of());
    }

    /** OTLP/gRPC as it is. */
    public static Target grpc(int port) {
        return new Target(URI.create("http://localhost:" + port), Protocol.GRPC, false, Map.of());
    }

    /** A connection of its own, to be closed. */
    public Sender open() {
        return switch (protocol) {
            case HTTP -> new HttpSender(this);
            case GRPC -> new GrpcSender(this);
        };
    }
}
