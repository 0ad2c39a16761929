package dev.runtree.otlp.wire;

/** Bytes that are not OTLP, or are cut off. The message says what and where. */
public final class BadOtlp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadOtlp(String message) {
        super(message);
    }

    public BadOtlp(String message, Throwable cause) {
        super(message, cause);
    }
}
