package dev.runtree.redact;

/** A regular expression takes out of all proportion to its text: what it would find is not known. */
final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly() {
        super("too costly", null, false, false);
    }
}
