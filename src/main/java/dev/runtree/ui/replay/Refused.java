package dev.runtree.ui.replay;

/** Why a run is not run again, in one line for the reader. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refused(String line) {
        super(line);
    }

    public Refused(String line, Throwable cause) {
        super(line, cause);
    }
}
