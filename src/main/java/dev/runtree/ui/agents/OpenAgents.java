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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs the agents of files on the databases of the window: an application for each file and each model that is named in
 * place of the file's, so that each continues its own runs that waited, also those of before a restart. Reads files and waits
 * for databases: not for the JavaFX thread.
 */
final class OpenAgents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAgents.class);

    private final Databases databases;
    private final Consumer<AgentEvent> continued;
    private final Map<Path, Held> held = new LinkedHashMap<>();
    /** Of files that are not open, by what they said, for the sake of runs that were decided about. */
    private final Map<String, App> guests = new LinkedHashMap<>();

    private final Set<Cancellation> going = ConcurrentHashMap.newKeySet();
    private volatile boolean left;
    private boolean closed;

    /** @param apps by the model that is named in place of the file's; that of the file by an empty text */
    private record Held(OpenFile file, Map<String, App> apps) {}

    private record App(AgentFile file, AgentOs os) {}

    /** @param continued told what happens in runs that go on by themselves, on threads of theirs */
    OpenAgents(Databases databases, Consumer<AgentEvent> continued) {
        this.databases = databases;
        this.continued = continued;
    }

    /** Reads a file, again if it has changed since; what cannot be used is in its {@link OpenFile#mistake}. */
    synchronized OpenFile open(Path path) {
        var before = held.get(path);
        var changedAt = changedAt(path);
        if (before != null && before.file().changedAt() == changedAt) {
            return before.file();
        }
        var now = closed ? new Held(new OpenFile(path, null, null, changedAt), Map.of()) : read(path, changedAt);
        held.put(path, now);
        if (before != null) {
            let(before);
        }
        return now.file();
    }

    private Held read(Path path, long changedAt) {
        try {
            var app = app(path, "");
            var apps = new ConcurrentHashMap<>(Map.of("", app));
            modelsOfWaiting(app.file()).forEach(model -> apps.computeIfAbsent(model, other -> app(path, other)));
            return new Held(new OpenFile(path, app.file(), null, changedAt), apps);
        } catch (RuntimeException e) {
            LOG.info("{} cannot be used: {}", path, e.getMessage());
            return new Held(new OpenFile(path, null, String.valueOf(e.getMessage()), changedAt), Map.of());
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
        var file = AgentFile.read(path, model.isEmpty() ? null : model);
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
        going.add(cancellation);
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

    /** The files that have changed since they were read. */
    synchronized List<Path> changed() {
        var changed = new ArrayList<Path>();
        held.forEach((path, each) -> {
            if (each.file().changedAt() != changedAt(path)) {
                changed.add(path);
            }
        });
        return changed;
    }

    private static long changedAt(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return 0;
        }
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
        going.forEach(run -> run.cancel("the window let go of the database"));
        List<Held> all;
        List<App> others;
        synchronized (this) {
            closed = true;
            all = List.copyOf(held.values());
            others = List.copyOf(guests.values());
            held.clear();
            guests.clear();
        }
        all.forEach(OpenAgents::let);
        let(others);
    }
}
