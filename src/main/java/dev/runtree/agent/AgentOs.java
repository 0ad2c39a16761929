package dev.runtree.agent;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.model.RunStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Agents with a database for what they do. Safe for use by several threads: each run belongs to the thread that asked.
 *
 * <p>A run of a session is shown what the session's earlier runs with the same agent and user said, as far as they were made
 * by this object and went well, at most {@link Agent#history()} of them: this memory is not stored.
 */
public final class AgentOs implements AutoCloseable {
    private final Map<String, Agent> agents;
    private final Recorder recorder;
    private final SessionMemory memory = new SessionMemory();

    AgentOs(Map<String, Agent> agents, Recorder recorder) {
        this.agents = agents;
        this.recorder = recorder;
    }

    public static AgentOsBuilder builder() {
        return new AgentOsBuilder();
    }

    public Collection<Agent> agents() {
        return List.copyOf(agents.values());
    }

    /** @throws IllegalArgumentException when there is no such agent */
    public Agent agent(String id) {
        var agent = agents.get(id);
        if (agent == null) {
            throw new IllegalArgumentException(
                    "there is no agent \"" + id + "\"; there are: " + String.join(", ", agents.keySet()));
        }
        return agent;
    }

    /** Runs an agent and waits for its whole answer. What goes wrong in the run is in the output. */
    public RunOutput run(Agent agent, RunRequest request) {
        return run(agent, request, null, false);
    }

    public RunOutput run(String agentId, RunRequest request) {
        return run(agent(agentId), request);
    }

    /**
     * Runs an agent, telling what happens meanwhile, its answer piece by piece.
     *
     * @param listener called on this thread
     */
    public RunOutput run(Agent agent, RunRequest request, Consumer<AgentEvent> listener) {
        return run(agent, request, listener, true);
    }

    public RunOutput run(String agentId, RunRequest request, Consumer<AgentEvent> listener) {
        return run(agent(agentId), request, listener);
    }

    private RunOutput run(Agent agent, RunRequest request, @Nullable Consumer<AgentEvent> listener, boolean stream) {
        var earlier = memory.recall(agent, request);
        var span = recorder.start(new RunFacts(
                agent.id(),
                agent.name(),
                agent.model().provider(),
                agent.model().name(),
                agent.instructions(),
                request.message(),
                request.userId(),
                request.sessionId()));
        var run = new AgentRun(agent, request, earlier, span, new Listener(listener), stream);
        var output = run.run();
        if (output.status() == RunStatus.OK) {
            memory.keep(agent, request, run.said());
        }
        return output;
    }

    /** Writes the spans of all runs that have ended. The databases are left open. */
    @Override
    public void close() {
        recorder.close();
    }
}
