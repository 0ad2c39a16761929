package dev.runtree.export.target;

import java.util.Locale;

/** How OTLP travels. */
public enum Protocol {
    GRPC("application/grpc"),
    HTTP_PROTOBUF("application/x-protobuf"),
    HTTP_JSON("application/json");

    private final String contentType;

    Protocol(String contentType) {
        this.contentType = contentType;
    }

    /** What a request says of its body, to the letter: some targets compare it as a text. */
    public String contentType() {
        return contentType;
    }

    /** As OpenTelemetry's own settings call it, and as it is written in settings and on the command line. */
    public String word() {
        return this == GRPC ? "grpc" : name().toLowerCase(Locale.ROOT).replace('_', '/');
    }
}
