package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Databases;
import dev.runtree.store.StoreException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The databases of a window that are opened while it is still being made: a server starts meanwhile. */
public final class EarlyOpening {
    private final DatabaseTarget target;
    private final @Nullable DatabaseTarget primary;
    private final FutureTask<Databases> opening;

    private EarlyOpening(DatabaseTarget target, @Nullable DatabaseTarget primary, RuntreeHome home) {
        this.target = target;
        this.primary = primary;
        opening = new FutureTask<>(() -> DatabaseSwitch.open(target, primary, home));
    }

    /**
     * Begins to open them, on a thread of its own.
     *
     * @param primary {@code null} where all is in one database
     */
    public static EarlyOpening begin(DatabaseTarget target, @Nullable DatabaseTarget primary, RuntreeHome home) {
        var begun = new EarlyOpening(target, primary, home);
        Thread.ofVirtual().name("opening").start(begun.opening);
        return begun;
    }

    boolean isOf(DatabaseTarget traces, @Nullable DatabaseTarget beside) {
        return target.equals(traces) && Objects.equals(primary, beside);
    }

    /**
     * The databases, which are then the caller's to close. Waits for them: not for the JavaFX thread.
     *
     * @throws StoreException when they cannot be opened
     */
    Databases get() {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException why -> throw why;
                case Error why -> throw why;
                case null, default -> throw new StoreException("The database could not be opened.", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while the database was being opened.", e);
        }
    }
}
