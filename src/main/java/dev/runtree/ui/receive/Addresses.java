package dev.runtree.ui.receive;

import dev.runtree.receive.endpoint.Endpoint;
import dev.runtree.settings.Receiving;

/**
 * Where senders send to.
 *
 * @param http such as {@code http://localhost:4318}
 * @param grpc such as {@code http://localhost:4317}
 */
public record Addresses(String http, String grpc) {

    static Addresses of(Endpoint endpoint) {
        return new Addresses(endpoint.httpAddress(), endpoint.grpcAddress());
    }

    /** Those that an endpoint of these settings has. */
    static Addresses of(Receiving receiving) {
        return new Addresses("http://localhost:" + receiving.httpPort(), "http://localhost:" + receiving.grpcPort());
    }

    /** The one of HTTP without its scheme, for where there is little room. */
    public String place() {
        return http.replaceFirst("^https?://", "");
    }
}
