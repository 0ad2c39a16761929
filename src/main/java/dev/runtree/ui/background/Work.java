package dev.runtree.ui.background;

import dev.runtree.store.Query;

/** Work that cannot be ended before its time. */
@FunctionalInterface
public interface Work<T> extends Query<T> {

    @Override
    default void cancel() {}
}
