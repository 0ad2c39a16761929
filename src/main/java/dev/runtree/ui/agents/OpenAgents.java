package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.Definition;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.store.Databases;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.StoreException;
import dev.runtree.ui.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs the agents of files on the databases of the window: an application for each file and each model that is named in
 * place of the file's, so that each continues its own runs that waited, also those of before a restart. Reads files and waits
 * for databases: not for the JavaFX thread.
 */
final class OpenAgents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAgents.class);

    private static final String LEFT = "the window let go of the database";

    private final Databases databases;
    private final Consumer<AgentEvent> continued;
    private final Map<Path, Held> held = new LinkedHashMap<>();
    /** Of files that are not open, by what they said, for the sake of runs that were decided about. */
    private final Map<String, App> guests = new LinkedHashMap<>();

    /** By what ends them, the files of the runs that were asked for here. */
    private final Map<Cancellation, Path> going = new ConcurrentHashMap<>();

    private volatile boolean left;
    private boolean closed;

    /**
     * @param times of it and of the files that it names
     * @param apps by the model that is named in place of the file's; that of the file by an empty text
     */
    private record Held(OpenFile file, FileTimes times, Map<String, App> apps) {}

    private record App(AgentFile file, AgentOs os) {}

    /** @param continued told what happens in runs that go on by themselves, on threads of theirs */
    OpenAgents(Databases databases, Consumer<AgentEvent> continued) {
        this.databases = databases;
        this.continued = continued;
    }

    /**
     * Reads a file, again if it or one that it names has changed since, or if it could not be used, but not while a run of it
     * goes on; why it cannot be used is in its {@link OpenFile#mistake}.
     */
    OpenFile open(Path path) {
        Held before;
        Held now;
        synchronized (this) {
            before = held.get(path);
            if (before != null && (isFresh(before) || isBusy(path, before))) {
                return before.file();
            }
            now = closed ? new Held(new OpenFile(path, null, null), new FileTimes(), Map.of()) : read(path);
            held.put(path, now);
        }
        if (before != null) {
            let(before);
        }
        return now.file();
    }

    private static boolean isFresh(Held before) {
        return before.file().mistake() == null && !before.times().haveChanged();
    }

    private boolean isBusy(Path path, Held before) {
        return going.containsValue(path)
                || before.apps().values().stream().anyMatch(app -> app.os().isBusy());
    }

    /** Ends a run that goes on by itself. */
    void cancel(String runId, String why) {
        List<App> all;
        synchronized (this) {
            all = Stream.concat(
                            held.values().stream().flatMap(each -> each.apps().values().stream()),
                            guests.values().stream())
                    .toList();
        }
        all.forEach(app -> app.os().cancel(runId, why));
    }

    private Held read(Path path) {
        var times = new FileTimes();
        try {
            var app = app(path, "", times);
            var apps = new ConcurrentHashMap<>(Map.of("", app));
            modelsOfWaiting(app.file()).forEach(model -> apps.computeIfAbsent(model, other -> app(path, other)));
            return new Held(new OpenFile(path, app.file(), null), times, apps);
        } catch (RuntimeException e) {
            LOG.info("{} cannot be used: {}", path, e.getMessage());
            return new Held(new OpenFile(path, null, String.valueOf(e.getMessage())), times, Map.of());
        }
    }

    /** The models in place of the file's with which runs of it wait: they go on with those. */
    private List<String> modelsOfWaiting(AgentFile file) {
        try {
            return new PausedRuns(databases.primary())
                    .runners(List.of(file.component().id())).fetch().stream()
                            .filter(file::isOf)
                            .map(runner -> Definition.modelOf(String.valueOf(runner.definitionDigest())))
                            .filter(Objects::nonNull)
                            .toList();
        } catch (StoreException e) {
            LOG.warn("Whether runs of {} wait is not known", file.component().name(), e);
            return List.of();
        }
    }

    private App app(Path path, String model) {
        return app(path, model, new FileTimes());
    }

    private App app(Path path, String model, FileTimes times) {
        var file = AgentFile.read(path, model.isEmpty() ? null : model, times::note);
        var os = AgentOs.builder()
                .files(file)
                .db(databases.primary())
                .traceDb(databases.traces())
                .copies(false)
                .continued(continued)
                .build();
        return new App(file, os);
    }

    /**
     * Goes on with a run that waits for nothing more, if its agent's file is there and says what it said when the run paused;
     * files that are open see to their runs by themselves.
     *
     * @return whether the file is one that is not open
     * @throws RuntimeException when the file cannot be used, with a sentence that says why
     */
    boolean takeUp(String runId) {
        var paused = new PausedRuns(databases.primary()).run(runId).fetch().orElse(null);
        if (paused == null || paused.definition() == null || paused.definitionDigest() == null) {
            return false;
        }
        var path = Path.of(paused.definition());
        var digest = paused.definitionDigest();
        synchronized (this) {
            if (closed || held.containsKey(path) || guests.containsKey(digest) || !Files.isReadable(path)) {
                return false;
            }
            var app = app(path, Objects.requireNonNullElse(Definition.modelOf(digest), ""));
            if (!app.file().definition().digest().equals(digest)) {
                app.os().close();
                return false;
            }
            guests.put(digest, app);
            return true;
        }
    }

    /** A script is looked for beside the file, wherever the window was started. */
    private static String absolute(Path path, String model) {
        var prefix = "scripted:";
        return model.startsWith(prefix)
                ? prefix + path.resolveSibling(model.substring(prefix.length()).strip())
                : model;
    }

    /**
     * Runs the agent of a file to its end or its next pause.
     *
     * @param model in place of the file's and of those that it names; empty for none
     * @throws RuntimeException when it cannot be begun, with a sentence that says why
     */
    RunOutput run(
            Path path, String model, RunRequest request, Consumer<AgentEvent> listener, Cancellation cancellation) {
        going.put(cancellation, path);
        try {
            var app = app(path, absolute(path, model), request);
            return app.os().run(app.file().component(), request, listener, cancellation);
        } finally {
            going.remove(cancellation);
        }
    }

    private App app(Path path, String model, RunRequest request) {
        List<App> all;
        App wanted;
        synchronized (this) {
            var found = held.get(path);
            if (closed || found == null || found.file().mistake() != null) {
                throw new IllegalStateException(Messages.text(closed ? "agents.database.left" : "agents.mend"));
            }
            wanted = found.apps().computeIfAbsent(model, other -> app(path, other));
            all = List.copyOf(found.apps().values());
        }
        // What another of them was told last may still be on its way to the database.
        var session = request.sessionId();
        if (session != null) {
            all.stream()
                    .filter(other -> !other.equals(wanted))
                    .forEach(other -> other.os().awaitSession(session, request.userId()));
        }
        return wanted;
    }

    /** Whether nothing more is to be asked here; from any thread. */
    boolean isLeft() {
        return left;
    }

    /** The files that have changed since they were read, or of which one that they name has. */
    synchronized List<Path> changed() {
        var changed = new ArrayList<Path>();
        held.forEach((path, each) -> {
            if (each.times().haveChanged()) {
                changed.add(path);
            }
        });
        return changed;
    }

    void forget(Path path) {
        Held gone;
        synchronized (this) {
            gone = held.remove(path);
        }
        if (gone != null) {
            let(gone);
        }
    }

    private static void let(Held gone) {
        let(gone.apps().values());
    }

    private static void let(Collection<App> gone) {
        for (var app : gone) {
            try {
                app.os().close();
            } catch (RuntimeException e) {
                LOG.warn("An agent could not be let go of", e);
            }
        }
    }

    /** Ends all: runs that go on write their spans first. */
    @Override
    public void close() {
        left = true;
        going.keySet().forEach(run -> run.cancel(LEFT));
        List<Held> all;
        List<App> others;
        synchronized (this) {
            closed = true;
            all = List.copyOf(held.values());
            others = List.copyOf(guests.values());
            held.clear();
            guests.clear();
        }
        Stream.concat(all.stream().flatMap(each -> each.apps().values().stream()), others.stream())
                .forEach(app -> app.os().cancelAll(LEFT));
        all.forEach(OpenAgents::let);
        let(others);
    }
}
