package dev.runtree.cli;

import dev.runtree.store.RunCopier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Copying sessions to the primary database for as long as a command runs, and what it says of it. */
final class Copying implements AutoCloseable {
    private static final Duration AT_THE_END = Duration.ofMinutes(5);
    private static final Duration AT_THE_START = Duration.ofSeconds(15);

    private final RunCopier copier;
    private final Terminal terminal;

    Copying(RunCopier copier, Terminal terminal) {
        this.copier = copier;
        this.terminal = terminal;
    }

    /** For a command that stays: a primary database that cannot be used is told of now, not at its end. */
    void tellWhetherItWorks() {
        tell(copier.finish(AT_THE_START));
    }

    /** Waits for what is not copied yet, since the command is done otherwise. */
    @Override
    public void close() {
        try (copier) {
            tell(copier.finish(AT_THE_END));
        }
    }

    private void tell(@Nullable String problem) {
        if (problem != null) {
            terminal.err().println(Told.oneLine(problem));
        }
    }
}
