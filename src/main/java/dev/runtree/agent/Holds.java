package dev.runtree.agent;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.store.PausedRun;
import dev.runtree.store.PausedRun.Claim;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.StoreException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that this process has a right to in the database, renewed as long as it has. Safe for use by several threads. */
final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private final Recorder recorder;
    private final Map<String, Definition> definitions;
    private final @Nullable PausedRuns runs;
    private final Map<Claim, Hold> held = new ConcurrentHashMap<>();
    private final Map<Claim, RunStatus> ended = new ConcurrentHashMap<>();

    /**
     * @param definitions of components, by their ids
     * @param runs {@code null} when there is no database for them: then nothing can wait
     */
    Holds(Recorder recorder, Map<String, Definition> definitions, @Nullable PausedRuns runs) {
        this.recorder = recorder;
        this.definitions = Map.copyOf(definitions);
        this.runs = runs;
    }

    Recorder recorder() {
        return recorder;
    }

    @Nullable PausedRuns runs() {
        return runs;
    }

    /** A run as its row tells of it, without its frames. */
    PausedRun row(Component component, String runId, @Nullable String userId, @Nullable String sessionId) {
        var definition = definitions.get(component.id());
        return new PausedRun(
                runId,
                type(component),
                component.id(),
                component.name(),
                userId,
                sessionId,
                definition == null ? null : definition.file().toString(),
                definition == null ? null : definition.digest(),
                "");
    }

    static RunType type(Component component) {
        return switch (component) {
            case Agent _ -> RunType.AGENT;
            case Team _ -> RunType.TEAM;
            case Workflow _ -> RunType.WORKFLOW;
        };
    }

    void renewed(Claim claim, Hold hold) {
        held.put(claim, hold);
    }

    void over(Claim claim) {
        held.remove(claim);
    }

    /** A run has ended whose database does not say whether it waits: it is taken from those that do as soon as it does. */
    void endLater(Claim claim, RunStatus status) {
        held.remove(claim);
        ended.put(claim, status);
    }

    /** Says that this process is alive. To be called several times within {@value PausedRuns#LEASE_SECONDS} seconds. */
    void renew() {
        var paused = runs;
        if (paused == null) {
            return;
        }
        try {
            for (var lost : paused.renew(Set.copyOf(held.keySet()))) {
                var hold = held.get(lost);
                if (hold != null) {
                    hold.lapsed();
                }
            }
            for (var entry : Map.copyOf(ended).entrySet()) {
                paused.finish(entry.getKey(), entry.getValue());
                ended.remove(entry.getKey());
            }
        } catch (StoreException e) {
            LOG.debug("Claims were not renewed", e);
        } catch (Throwable e) {
            // What gets out of a routine ends it for good.
            LOG.warn("Claims were not renewed", e);
        }
    }
}
