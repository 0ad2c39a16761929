package dev.runtree.ui.replay;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.Outcome;
import dev.runtree.replay.live.ReplayEvent;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Arrivals;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A fork that goes on: on a thread of its own, told to the window as it comes, ended from any thread. */
final class ForkWork {
    private final Background background;
    private final Database database;
    private final ForkRequest request;
    private final Listener listener;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Arrivals<ReplayEvent> events;

    /** Who hears of it, on the JavaFX thread. */
    interface Listener {
        void happened(List<ReplayEvent> events);

        /** @param decided to be told what is done about a call that was never recorded */
        void missing(MissingCall call, Consumer<MissingCall.Decision> decided);

        /** @param allowed to be told whether a tool may be run that may change something */
        void permission(String tool, String arguments, Consumer<Boolean> allowed);

        /** It is over, and stored or safe on disk. */
        void ended(Outcome outcome);

        void failed(RuntimeException why);
    }

    ForkWork(Background background, Database database, ForkRequest request, Listener listener) {
        this.background = background;
        this.database = database;
        this.request = request;
        this.listener = listener;
        events = new Arrivals<>(background, listener::happened);
    }

    void start() {
        background.call(
                this::work,
                outcome -> {
                    events.give();
                    listener.ended(outcome);
                },
                why -> {
                    events.give();
                    listener.failed(why);
                });
    }

    private Outcome work() {
        var questions = new ForkRequest.Questions(
                (tool, arguments) -> ask(false, asked -> listener.permission(tool, arguments, asked)),
                call -> this.<MissingCall.Decision>ask(
                        new MissingCall.Decision.Stop(), asked -> listener.missing(call, asked)));
        try (var prepared = request.prepare(questions);
                var recorder = Recorder.ofReplays(database, request.prices())) {
            var outcome = prepared.replay()
                    .run(new RunQueries(database), request.read().trace(), recorder, events::add, cancellation);
            outcome.stored().join();
            return outcome;
        } catch (CompletionException e) {
            var why = e.getCause() == null ? e : e.getCause();
            throw new Refused(Messages.text("fork.unstored", String.valueOf(why.getMessage())), why);
        } finally {
            over.complete(null);
        }
    }

    /** Asks the reader and waits; the answer is {@code otherwise} when the fork is ended meanwhile. */
    private <T> T ask(T otherwise, Consumer<Consumer<T>> question) {
        var answer = new CompletableFuture<T>();
        try (var _ = cancellation.onCancel(() -> answer.complete(otherwise))) {
            background.later(() -> {
                events.give();
                question.accept(answer::complete);
            });
            return answer.join();
        }
    }

    /** Ends it; what was done until then is stored. From any thread. */
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
