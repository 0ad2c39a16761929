package dev.runtree.ui.replay;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.Replayed;
import dev.runtree.store.Database;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import java.util.function.BiConsumer;

/** Replays a run from its record, and waits until that is stored, or safe on disk. */
final class StoredReplay extends QueryChain<Replayed> {
    private final Database database;
    private final Prices prices;
    private final ReadRecord read;
    private final BiConsumer<Integer, Integer> progress;

    /** @param progress is told how many steps are done, and of how many, on the thread that replays */
    StoredReplay(Database database, Prices prices, ReadRecord read, BiConsumer<Integer, Integer> progress) {
        this.database = database;
        this.prices = prices;
        this.read = read;
        this.progress = progress;
    }

    @Override
    public Replayed fetch() {
        var steps = read.record().steps().size();
        try (var recorder = Recorder.ofReplays(database, prices)) {
            return ask(new RecordedReplay(
                    new RunQueries(database), recorder, read.trace(), read.record(), at -> progress.accept(at, steps)));
        }
    }
}
