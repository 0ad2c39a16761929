package dev.runtree.ui.replay;

/** Why a run is not run again, in one line for the reader. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String line) {
        super(line);
    }

    Refused(String line, Throwable cause) {
        super(line, cause);
    }
}
