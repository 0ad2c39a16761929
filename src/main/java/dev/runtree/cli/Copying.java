package dev.runtree.cli;

import dev.runtree.export.send.Sending;
import dev.runtree.store.RunCopier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Copying sessions to the primary database, and traces to targets, for as long as a command runs, and what it says of it. */
final class Copying implements AutoCloseable {
    private static final Duration AT_THE_END = Duration.ofMinutes(5);
    private static final Duration AT_THE_START = Duration.ofSeconds(15);

    /** Targets may be away: the window and "serve" go on where this ends. */
    private static final Duration SENT_AT_THE_END = Duration.ofSeconds(10);

    private final @Nullable RunCopier copier;
    private final @Nullable Sending sending;
    private final Terminal terminal;

    /** @param copier with {@code sending} what is closed with this */
    Copying(@Nullable RunCopier copier, @Nullable Sending sending, Terminal terminal) {
        this.copier = copier;
        this.sending = sending;
        this.terminal = terminal;
    }

    /** For a command that stays: a primary database that cannot be used is told of now, not at its end. */
    void tellWhetherItWorks() {
        if (copier != null) {
            tell(copier.finish(AT_THE_START));
        }
    }

    /** Waits for what is not copied yet, since the command is done otherwise. */
    @Override
    public void close() {
        try (sending;
                copier) {
            if (copier != null) {
                tell(copier.finish(AT_THE_END));
            }
            if (sending != null) {
                sending.finish(SENT_AT_THE_END).forEach(this::tell);
            }
        }
    }

    private void tell(@Nullable String problem) {
        if (problem != null) {
            terminal.err().println(Told.oneLine(problem));
        }
    }
}
