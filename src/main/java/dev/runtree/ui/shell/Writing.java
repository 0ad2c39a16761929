package dev.runtree.ui.shell;

import dev.runtree.store.Query;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Something that is written into a file piece by piece; cancelled, it ends behind the piece that it is at, and leaves no file. */
final class Writing<T> implements Query<T> {
    private final Pieces<T> pieces;
    private final Consumer<String> progress;
    private volatile boolean cancelled;

    /** What is written. */
    @FunctionalInterface
    interface Pieces<T> {
        /** @param at to be told after each piece how far it is; what it throws ends the writing */
        T write(Consumer<String> at);
    }

    /** @param progress told how far it is, on the thread that writes */
    Writing(Pieces<T> pieces, Consumer<String> progress) {
        this.pieces = pieces;
        this.progress = progress;
    }

    @Override
    public T fetch() {
        return pieces.write(this::at);
    }

    private void at(String told) {
        if (cancelled) {
            throw new CancellationException();
        }
        progress.accept(told);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
