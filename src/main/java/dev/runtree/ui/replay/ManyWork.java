package dev.runtree.ui.replay;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Arrivals;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many replays that go on: on a thread of their own, told to the window as they end, stopped from any thread. */
final class ManyWork {
    private final Background background;
    private final Database database;
    private final ManyRequest request;
    private final Listener listener;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Arrivals<AttemptResult> results;

    /** Who hears of it, on the JavaFX thread. */
    interface Listener {
        /** Those that came since the last time, in the order in which they were asked for. */
        void came(List<AttemptResult> results);

        /** All are there. */
        void ended();

        /** It broke off: what has not come does not come. */
        void failed(RuntimeException why);
    }

    ManyWork(Background background, Database database, ManyRequest request, Listener listener) {
        this.background = background;
        this.database = database;
        this.request = request;
        this.listener = listener;
        results = new Arrivals<>(background, listener::came);
    }

    void start() {
        background.call(
                this::work,
                all -> {
                    results.give();
                    listener.ended();
                },
                why -> {
                    results.give();
                    listener.failed(why);
                });
    }

    private List<AttemptResult> work() {
        try (var recorder = Recorder.ofReplays(database, request.prices())) {
            return request.replays(new RunQueries(database), recorder)
                    .make(request.attempts(), results::add, cancellation);
        } finally {
            over.complete(null);
        }
    }

    /** Stops it: the one that is being made is broken off, and no other is begun. May wait for the database. */
    void stop(String reason) {
        cancellation.cancel(reason);
    }

    /** Completes when it needs the database no more. */
    CompletableFuture<Void> over() {
        return over;
    }

    Database database() {
        return database;
    }
}
