package dev.runtree.export.training;

/** What was to be a line cannot be one. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Unfit(Reason reason) {
        super(reason.words(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
