package dev.runtree.agent;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.RunCopier;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents, teams and workflows with a database for what they do. Safe for use by several threads: each run belongs to the thread
 * that asked.
 *
 * <p>A run of a session is shown what the session's earlier runs with the same agent and user said, as far as they went
 * well, as much of it as {@link History} says; and knows the session's state. Both are kept in {@code db}, or in memory where
 * there is none.
 */
public final class AgentOs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentOs.class);
    private static final Duration CATCHING_UP = Duration.ofSeconds(5);

    private final Map<String, Component> components;
    private final Engine engine;
    private final Pauses pauses;
    private final Holds holds;
    private final @Nullable Continuing continuing;
    private final @Nullable ApprovalQueue approvals;
    private final @Nullable RunCopier copier;

    /**
     * @param continuing goes on with what had paused; {@code null} when there is no database for it
     * @param approvals {@code null} when there is no database for them
     * @param copier brings what is recorded to the primary database; {@code null} where there is none beside
     */
    AgentOs(
            Map<String, Component> components,
            Engine engine,
            Pauses pauses,
            Holds holds,
            @Nullable Continuing continuing,
            @Nullable ApprovalQueue approvals,
            @Nullable RunCopier copier) {
        this.components = components;
        this.engine = engine;
        this.pauses = pauses;
        this.holds = holds;
        this.continuing = continuing;
        this.approvals = approvals;
        this.copier = copier;
    }

    public static AgentOsBuilder builder() {
        return new AgentOsBuilder();
    }

    /** Everything that can be run, in the order in which it was given. */
    public Collection<Component> components() {
        return List.copyOf(components.values());
    }

    /** @throws IllegalArgumentException when there is none of this id */
    public Component component(String id) {
        var component = components.get(id);
        if (component == null) {
            throw new IllegalArgumentException(
                    "there is no agent \"" + id + "\"; there are: " + String.join(", ", components.keySet()));
        }
        return component;
    }

    /** Runs it and waits for the whole answer. What goes wrong in the run is in the output. */
    public RunOutput run(Component component, RunRequest request) {
        return run(component, request, null, new Cancellation());
    }

    public RunOutput run(String id, RunRequest request) {
        return run(component(id), request);
    }

    /**
     * Runs it, telling what happens meanwhile, its answer piece by piece.
     *
     * @param listener told one event at a time, on this thread; of what a workflow does side by side, on other threads of the
     *     run
     */
    public RunOutput run(Component component, RunRequest request, Consumer<AgentEvent> listener) {
        return run(component, request, listener, new Cancellation());
    }

    public RunOutput run(String id, RunRequest request, Consumer<AgentEvent> listener) {
        return run(component(id), request, listener);
    }

    /**
     * Runs it until it is done or cancelled.
     *
     * @param listener told one event at a time, as by {@link #run(Component, RunRequest, Consumer)}; {@code null} to be told
     *     nothing, and to ask models for whole answers
     * @param cancellation ends the run, from any thread
     */
    public RunOutput run(
            Component component,
            RunRequest request,
            @Nullable Consumer<AgentEvent> listener,
            Cancellation cancellation) {
        var above = RunScope.current();
        try (var _ = above.isPresent() ? following(above.get().cancellation(), cancellation) : null) {
            var parentRunId = above.map(RunScope::parentRunId).orElse(null);
            var told = new PauseListener(listener);
            var hold = new Hold(holds, component, cancellation);
            var scope =
                    new RunScope(told.ofRun(), null, parentRunId, null, cancellation, listener != null, false, hold);
            var output = pauses.output(component, engine.run(component, request, scope), hold, told);
            return continuing == null ? output : continuing.whileDecided(output, listener);
        }
    }

    /**
     * The tool calls that wait for a decision. A run of which all are decided goes on: in this process when it has tools that
     * need approvals, and in any other that is open with the same agent.
     *
     * @throws IllegalStateException when there is no database for them
     */
    public ApprovalQueue approvals() {
        if (approvals == null) {
            throw new IllegalStateException("approvals need a database: set db");
        }
        return approvals;
    }

    /**
     * Goes on with a run now, on this thread, that waits for nothing any more; one that was cancelled is ended, also when its
     * agent is not known here, unless hooks in the background are to hear of its end.
     *
     * @param listener told one event at a time, as by {@link #run(Component, RunRequest, Consumer)}; {@code null} to be told
     *     nothing
     * @return what came of it; {@code null} when it still waits, when it goes on already, by itself or in another process, or when
     *     it is none of ours
     * @throws CannotGoOn when this program cannot read it
     * @throws dev.runtree.store.StoreException when the database is away
     */
    public @Nullable RunOutput goOn(String runId, @Nullable Consumer<AgentEvent> listener) {
        return continuing == null ? null : continuing.goOn(runId, listener);
    }

    /**
     * Waits two seconds at most until what runs have left to a session here is in the database, so that another application
     * on it is shown that.
     *
     * @return whether it is
     */
    public boolean awaitSession(String sessionId, @Nullable String userId) {
        return engine.sessions().written(sessionId, userId);
    }

    private static Cancellation.Registration following(Cancellation above, Cancellation own) {
        return above.onCancel(() -> own.cancel(String.valueOf(above.reason())));
    }

    /**
     * Ends a run that is going on here, with all that it has started. It ends a moment later.
     *
     * @param reason why, in a few words: {@code by ana}
     * @return whether it is going on here
     */
    public boolean cancel(String runId, String reason) {
        return engine.cancel(runId, reason);
    }

    /**
     * Ends all runs that are going on here, each a moment later.
     *
     * @param reason why, in a few words
     */
    public void cancelAll(String reason) {
        engine.cancelAll(reason);
    }

    /** Whether runs are going on here. One that waits for an approval is not. */
    public boolean isBusy() {
        return engine.isBusy() || (continuing != null && continuing.isBusy());
    }

    /**
     * Waits a while for runs that go on by themselves, writes the spans of all that have ended, and lets a primary database
     * beside that of the traces catch up, for some seconds at most. The databases are left open.
     */
    @Override
    public void close() {
        if (continuing != null) {
            continuing.close();
        }
        engine.close();
        if (copier != null) {
            var behind = copier.finish(CATCHING_UP);
            if (behind != null) {
                LOG.warn("{}", behind);
            }
            copier.close();
        }
    }
}
