package dev.runtree.replay.live;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentFile;
import dev.runtree.agent.Limits;
import dev.runtree.agent.Team;
import dev.runtree.agent.Workflow;
import dev.runtree.agent.mcp.McpFailure;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.compare.JsonMeaning;
import dev.runtree.model.Actor;
import dev.runtree.model.Figures;
import dev.runtree.replay.edit.OfferedTool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The tools of an agent that is described in a file, its MCP servers' among them, to be run in a replay. For one thread. */
public final class LiveTools implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final List<AgentTool> own;
    private final List<McpServer> servers;
    private final SessionState state;
    private final Limits limits;
    private @Nullable List<AgentTool> all;

    private LiveTools(List<AgentTool> own, List<McpServer> servers, SessionState state, Limits limits) {
        this.own = own;
        this.servers = servers;
        this.state = state;
        this.limits = limits;
    }

    /** None. */
    public static LiveTools none() {
        return new LiveTools(List.of(), List.of(), new SessionState(), Limits.DEFAULT);
    }

    /**
     * Those of the agent that a file describes, or of the leader of its team.
     *
     * @throws CannotFork for a workflow, which has none of its own
     */
    public static LiveTools of(AgentFile file) {
        return switch (file.component()) {
            case Agent agent -> of(agent);
            case Team team -> of(team.leader());
            case Workflow workflow ->
                throw new CannotFork("The file describes the workflow " + workflow.id()
                        + ", which has no tools of its own; name the file of the agent whose run is replayed.");
        };
    }

    /** Those of an agent. */
    public static LiveTools of(Agent agent) {
        return new LiveTools(
                agent.tools(), agent.sources().servers(), new SessionState().above(agent.state()), agent.limits());
    }

    /** How long one call of a model may take: as the agent says, or else as any agent that says nothing of it. */
    Duration modelTime() {
        return limits.model();
    }

    /** Whether somebody is asked before a tool is run: it may change something, or its agent wants each call approved. */
    static boolean isAskedFor(AgentTool tool) {
        return !tool.isReadOnly() || tool.policy().confirmation();
    }

    /** Those of the offered tools that take other arguments now; of MCP servers' tools nothing is known yet. */
    List<String> changed(List<OfferedTool> offered) {
        return own.stream()
                .filter(tool -> offered.stream()
                        .anyMatch(recorded -> recorded.name().equals(tool.name()) && isOther(tool, recorded)))
                .map(AgentTool::name)
                .toList();
    }

    private static boolean isOther(AgentTool tool, OfferedTool recorded) {
        var schema = tool.specification().parameters();
        var before = Askings.read(recorded.parameters());
        return schema != null
                && before != null
                && !JsonMeaning.of(before.toString())
                        .equals(JsonMeaning.of(JSON.valueToTree(JsonSchemaElementUtils.toMap(schema))
                                .toString()));
    }

    /**
     * The tool of this name; MCP servers are started by the first question.
     *
     * @throws ReplayStopped when one cannot be started
     * @throws RunStopped when the replay was ended meanwhile
     */
    Optional<AgentTool> find(String name, StepSpan run, Cancellation cancellation) {
        var known = all == null ? servers.isEmpty() ? own : started(run, cancellation) : all;
        all = known;
        return known.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** With the tools of the servers, which may take their time to start. */
    private List<AgentTool> started(StepSpan run, Cancellation cancellation) {
        var tools = new FutureTask<>(() -> McpServer.beside(own, servers, run));
        var thread = Thread.ofVirtual().name("runtree-mcp").start(tools);
        try (var _ = cancellation.onCancel(thread::interrupt)) {
            return tools.get();
        } catch (ExecutionException e) {
            cancellation.check();
            if (e.getCause() instanceof McpFailure failure) {
                throw new ReplayStopped(failure.type(), String.valueOf(failure.getMessage()), failure);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            throw new RunStopped("its thread was interrupted");
        }
    }

    /** Runs a tool on a thread of its own, as a step of the run. */
    ToolAnswer run(
            AgentTool tool,
            @Nullable String callId,
            String arguments,
            Actor actor,
            StepSpan run,
            Cancellation cancellation) {
        var span = run.tool(callId, tool.name(), arguments, tool.specification().description());
        var refused = tool.refusal(arguments);
        if (refused != null) {
            span.fail(refused.type(), refused.text(), refused.cause());
            return new ToolAnswer(ToolAnswer.How.LIVE, refused.text(), true, 0, List.of());
        }
        try (var ending = cancellation.child()) {
            var context = new ToolContext(
                    run.id().runId(),
                    callId,
                    actor.userId(),
                    actor.sessionId(),
                    state,
                    ending.signal(),
                    span.step(),
                    null);
            var limit = tool.policy().timeout() == null
                    ? limits.tool()
                    : tool.policy().timeout();
            var result = away(() -> span.step().during(() -> tool.call(arguments, context)), limit, ending.signal());
            return switch (result) {
                case ToolResult.Done done -> {
                    span.end(done.text());
                    yield new ToolAnswer(ToolAnswer.How.LIVE, done.text(), false, 0, List.of());
                }
                case ToolResult.Failed failed -> {
                    span.fail(failed.type(), failed.text(), failed.cause());
                    yield new ToolAnswer(ToolAnswer.How.LIVE, failed.text(), true, 0, List.of());
                }
                case ToolResult.Paused paused -> {
                    span.fail("paused", "it waits for a person, which a replay cannot", null);
                    throw new ReplayStopped(
                            "paused", "the tool " + tool.name() + " waits for a person, which a replay cannot");
                }
            };
        } catch (RunStopped e) {
            span.step().cancelled(e.reason());
            throw e;
        }
    }

    private static ToolResult away(
            java.util.function.Supplier<ToolResult> work, Duration limit, Cancellation cancellation) {
        var done = new CompletableFuture<ToolResult>();
        var thread = Thread.ofVirtual().name("runtree-tool").start(() -> {
            try {
                done.complete(work.get());
            } catch (Throwable e) {
                done.complete(new ToolResult.Failed(e.getClass().getName(), String.valueOf(e.getMessage()), e));
            }
        });
        try (var _ = cancellation.onCancel(() -> {
            thread.interrupt();
            done.completeExceptionally(new RunStopped(String.valueOf(cancellation.reason())));
        })) {
            return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            cancellation.cancel("it took too long");
            return new ToolResult.Failed("timeout", "no result within " + Figures.duration(limit.toNanos()), null);
        } catch (ExecutionException e) {
            cancellation.check();
            return new ToolResult.Failed(e.getClass().getName(), String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            throw new RunStopped("its thread was interrupted");
        }
    }

    @Override
    public void close() {
        servers.forEach(McpServer::close);
    }
}
