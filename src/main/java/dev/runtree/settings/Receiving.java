package dev.runtree.settings;

/**
 * Whether and where the window receives traces by OTLP.
 *
 * @param on whether it listens at all
 * @param httpPort of OTLP/HTTP
 * @param grpcPort of OTLP/gRPC
 */
public record Receiving(boolean on, int httpPort, int grpcPort) {
    /** On the ports that the specification names. */
    public static final Receiving DEFAULT = new Receiving(true, 4318, 4317);

    private static final int HIGHEST_PORT = 65_535;

    public Receiving {
        if (httpPort < 1 || httpPort > HIGHEST_PORT || grpcPort < 1 || grpcPort > HIGHEST_PORT) {
            throw new IllegalArgumentException("httpPort=" + httpPort + ", grpcPort=" + grpcPort);
        }
    }

    public Receiving withOn(boolean on) {
        return new Receiving(on, httpPort, grpcPort);
    }

    public Receiving withPorts(int http, int grpc) {
        return new Receiving(on, http, grpc);
    }
}
