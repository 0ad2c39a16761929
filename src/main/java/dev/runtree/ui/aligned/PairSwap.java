package dev.runtree.ui.aligned;

import dev.runtree.store.RunQueries;

/** Aligns two runs the other way round, from what was read of them. */
final class PairSwap extends PairQuery<Compared> {
    private final ReadPair read;

    PairSwap(RunQueries queries, ReadPair read) {
        super(queries);
        this.read = read;
    }

    @Override
    public Compared fetch() {
        return align(read.swapped());
    }
}
