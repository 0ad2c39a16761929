package dev.runtree.ui.targets;

import dev.runtree.export.send.Answer;
import dev.runtree.export.send.Backfill;
import dev.runtree.export.send.Reply;
import dev.runtree.export.send.TargetChange;
import dev.runtree.export.send.TargetId;
import dev.runtree.export.send.Trial;
import dev.runtree.export.target.BadTarget;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import dev.runtree.model.Figures;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Refusal;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendState;
import dev.runtree.store.SendStates;
import dev.runtree.ui.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The targets of the data folder and how it goes with them. Every method may take its time: none belongs on the JavaFX thread. */
final class KnownTargets {
    private static final int SHOWN_BODY = 600;
    private static final int SHOWN_TRACES = 20;
    private static final int SHOWN_REQUESTS = 100_000;

    /** A key that somebody else has taken away or put there is seen after so long; to ask a key store is slow. */
    private static final long STALE = TimeUnit.SECONDS.toNanos(30);

    private final RuntreeHome home;
    private final Database database;
    private final Targets targets;
    private final SendStates states;

    private volatile @Nullable Place place;

    /** Where the target goes that is looked at, as it was told when it was asked. */
    private record Place(Target target, String text, long readAt) {}

    KnownTargets(RuntreeHome home, Database database) {
        this.home = home;
        this.database = database;
        targets = new Targets(home);
        states = new SendStates(database);
    }

    /** Those of this data folder first, then those to which others send from the same database. */
    List<TargetEntry> list() {
        var told = states.all().fetch();
        var entries = new ArrayList<TargetEntry>();
        var ours = targets.list();
        for (var target : ours) {
            entries.add(new TargetEntry(target.name(), target, state(target, told)));
        }
        told.stream()
                .filter(state -> ours.stream().noneMatch(target -> isOf(target, state)))
                .forEach(state -> entries.add(new TargetEntry(state.name(), null, state)));
        return entries;
    }

    /** Where it goes, or what it lacks to go there. */
    String place(TargetEntry entry) {
        var target = entry.target();
        var state = entry.state();
        if (target == null) {
            return state == null ? "" : state.place();
        }
        var known = place;
        var now = System.nanoTime();
        if (known != null && known.target().equals(target) && now - known.readAt() < STALE) {
            return known.text();
        }
        var read = new Place(target, read(target), now);
        place = read;
        return read.text();
    }

    /** Of what it lacks, the key store is asked. */
    private String read(Target target) {
        try {
            return targets.endpoint(target).uri().toString();
        } catch (BadTarget e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What was not taken last. */
    List<Refusal> refusals(TargetEntry entry, int limit) {
        var state = entry.state();
        return state == null || state.refused() == 0
                ? List.of()
                : states.refusals(state.target(), limit).fetch();
    }

    /**
     * What came back from the target to one small span.
     *
     * @param isTaken whether it took it
     */
    record Told(boolean isTaken, String text) {}

    Told test(Target target) {
        return told(() -> Trial.of(target, targets, home));
    }

    /** Likewise of one that is not kept yet. */
    Told test(Target target, TargetSecrets secrets) {
        return told(() -> Trial.of(target, secrets, home));
    }

    private static Told told(Callable<Reply> trial) {
        try {
            var reply = trial.call();
            var isTaken = reply.answer() instanceof Answer.Taken taken && taken.rejected() == 0;
            var status = reply.status();
            if (status == null) {
                return new Told(false, reply.answer().said());
            }
            var body = reply.body().isBlank() ? "" : "\n" + cut(reply.body().strip());
            return new Told(isTaken, Messages.text(isTaken ? "targets.test.taken" : "targets.test.not", status) + body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cut(String body) {
        return body.length() <= SHOWN_BODY
                ? body
                : Messages.text(
                        "targets.test.cut",
                        body.substring(0, SHOWN_BODY),
                        Figures.count(SHOWN_BODY),
                        Figures.count(body.length()));
    }

    private static @Nullable SendState state(Target target, List<SendState> told) {
        return told.stream().filter(state -> isOf(target, state)).findFirst().orElse(null);
    }

    private static boolean isOf(Target target, SendState state) {
        return state.target().equals(TargetId.of(target));
    }

    void add(Target target, TargetSecrets secrets) {
        targets.add(target, secrets);
    }

    /** In the place of the one of its name; secrets that are not given stay, and so does what was sent and what waits. */
    void set(Target target, TargetSecrets secrets) {
        TargetChange.make(targets, database, target, secrets);
        place = null;
    }

    /**
     * What would be sent, to the letter, and with keys as {@code ***}.
     *
     * @param traces of how many traces it is
     * @param text in JSON, no longer than a reader gets through
     * @param isAll whether there is no more
     */
    record Requests(int traces, String text, boolean isAll) {}

    /**
     * Those of the first traces.
     *
     * @throws BadTarget when something of the target is missing
     */
    Requests requests(Target target, ChosenRuns runs) {
        var text = new StringBuilder();
        try (var backfill = new Backfill(database, home, target)) {
            var traces = backfill.show(runs.in(database, SHOWN_TRACES), request -> {
                text.append(request).append('\n');
                return text.length() <= SHOWN_REQUESTS;
            });
            var isAll = traces < SHOWN_TRACES && text.length() <= SHOWN_REQUESTS;
            if (text.length() > SHOWN_REQUESTS) {
                text.setLength(SHOWN_REQUESTS);
                text.append('\n').append(Messages.text("targets.send.cut", Figures.count(SHOWN_REQUESTS)));
            }
            return new Requests(traces, text.toString(), isAll);
        } catch (IOException e) {
            throw new UncheckedIOException(Messages.text("targets.send.unwritable", String.valueOf(e.getMessage())), e);
        }
    }

    /** All secrets of a target that is changed. */
    TargetSecrets whole(Target target, TargetSecrets anew) {
        return targets.known(target, anew);
    }

    void pause(String name, boolean isPaused) {
        if (isPaused) {
            targets.pause(name);
        } else {
            targets.resume(name);
        }
    }

    /** Nothing is known of it afterwards, here or in the database. */
    void remove(Target target) {
        targets.remove(target.name());
        new SendQueue(database, TargetId.of(target)).forget();
    }

    String secretsPlace() {
        return targets.secretsPlace();
    }
}
