package dev.runtree.replay.live;

/** Ends a replay that cannot go on. The message is one line, fit to be shown. */
final class ReplayStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    /** @param type OpenTelemetry's {@code error.type} */
    ReplayStopped(String type, String line) {
        super(line);
        this.type = type;
    }

    ReplayStopped(String type, String line, Throwable cause) {
        super(line, cause);
        this.type = type;
    }

    String type() {
        return type;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
