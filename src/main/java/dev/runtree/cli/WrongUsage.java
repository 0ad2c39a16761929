package dev.runtree.cli;

/** The words of a command cannot be meant so. The message is what the user reads, without a full stop. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }
}
