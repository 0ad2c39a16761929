package dev.runtree.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.runtree.agent.frame.AgentFrame;
import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.frame.WorkflowFrame;
import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.model.SpanKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs whatever can be run, by itself or beneath a step of another run. Safe for use by several threads. */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Map<String, Component> known;
    private final Recorder recorder;
    private final Sessions sessions;
    private final BackgroundHooks hooks;
    private final BackgroundCalls background;
    private final Map<String, Cancellation> alive = new ConcurrentHashMap<>();
    private final Set<Sources> used = ConcurrentHashMap.newKeySet();

    /** @param hooks makes what calls hooks in the background */
    Engine(
            Map<String, Component> components,
            Recorder recorder,
            Sessions sessions,
            Function<BackgroundHooks.Caller, BackgroundHooks> hooks) {
        this.known = Components.byId(components.values());
        this.recorder = recorder;
        this.sessions = sessions;
        this.hooks = hooks.apply(new BackgroundCaller(components.values(), recorder));
        this.background = new BackgroundCalls(this.hooks);
    }

    Recorder recorder() {
        return recorder;
    }

    Sessions sessions() {
        return sessions;
    }

    BackgroundCalls background() {
        return background;
    }

    /** Is closed with this. */
    void uses(Sources sources) {
        if (!sources.equals(Sources.NONE)) {
            used.add(sources);
        }
    }

    /** Has the hooks called that hear of a run's end, of one that ended while it waited. */
    void ended(Frame frame, RunOutput output) {
        var component = known.get(frame.componentId());
        if (component != null) {
            Components.hooks(component).after().stream()
                    .filter(HookMethod::isInBackground)
                    .forEach(hook -> background.add(hook, component, frame, output));
        }
    }

    /** The run can be ended by its id. */
    void alive(String runId, Cancellation signal) {
        alive.put(runId, signal);
    }

    void over(String runId) {
        alive.remove(runId);
    }

    /** Whether any run is going on here. */
    boolean isBusy() {
        return !alive.isEmpty();
    }

    /** Ends all that go on. */
    void cancelAll(String reason) {
        alive.values().forEach(signal -> signal.cancel(reason));
    }

    /** @return whether the run is going on here */
    boolean cancel(String runId, String reason) {
        var signal = alive.get(runId);
        if (signal == null) {
            return false;
        }
        signal.cancel(reason);
        return true;
    }

    /** What goes wrong in the run is in its output. */
    Ran run(Component component, RunRequest request, RunScope scope) {
        return switch (component) {
            case Agent agent -> run(agent, agent, request, Engine::noOpening, scope);
            case Team team -> {
                var delegation = new Delegation(team, request, this, scope);
                yield run(team, led(team, delegation), request, delegation::asked, scope);
            }
            case Workflow workflow -> run(workflow, request, scope);
        };
    }

    /**
     * Goes on with a run that had paused.
     *
     * @param component the one that the frame is of
     * @param scope with what was decided
     */
    Ran goOn(Component component, Frame frame, RunScope scope) {
        return switch (frame) {
            case AgentFrame paused -> goOn(component, paused, scope);
            case WorkflowFrame paused
            when component instanceof Workflow workflow ->
                new WorkflowRun(
                                this,
                                workflow,
                                request(paused),
                                RunSpan.of(scope.hold().reopen(paused.span())),
                                scope,
                                paused)
                        .run();
            case WorkflowFrame paused -> throw other(component, paused, scope);
        };
    }

    private IllegalArgumentException other(Component component, Frame frame, RunScope scope) {
        Ends.abandoned(this, scope.hold(), Stream.of(frame), "it is none of " + component.id());
        return new IllegalArgumentException(
                "the run " + frame.runId() + " is one of " + frame.componentId() + ", not of " + component.id());
    }

    private static RunRequest request(WorkflowFrame paused) {
        return new RunRequest(paused.input(), paused.userId(), paused.sessionId());
    }

    private static Agent led(Team team, Delegation delegation) {
        return team.leader().leading(team.briefing(), delegation);
    }

    private Ran run(Workflow workflow, RunRequest request, RunScope scope) {
        var facts = new RunFacts(
                SpanKind.WORKFLOW,
                workflow.id(),
                workflow.name(),
                null,
                null,
                null,
                request.message(),
                request.userId(),
                request.sessionId());
        return new WorkflowRun(this, workflow, request, recorder.start(facts, scope.parent()), scope, null).run();
    }

    private Ran run(
            Component component,
            Agent agent,
            RunRequest request,
            Function<String, List<ToolExecutionRequest>> opening,
            RunScope scope) {
        var asked = new RunInput(request.message(), request.userId(), request.sessionId());
        var remembered = sessions.recall(agent, asked);
        var facts = new RunFacts(
                component instanceof Team ? SpanKind.TEAM : SpanKind.AGENT,
                agent.id(),
                agent.name(),
                agent.model().provider(),
                agent.model().name(),
                null,
                asked.message(),
                asked.userId(),
                asked.sessionId());
        var state = scope.state() == null ? remembered.state() : scope.state().above(agent.state());
        var span = recorder.start(facts, scope.parent());
        return new AgentRunner(this, component, agent, asked, span, scope, state, Instant.now(), 0)
                .run(remembered.messages(), opening);
    }

    private Ran goOn(Component component, AgentFrame frame, RunScope scope) {
        var asked = new RunInput(frame.input(), frame.userId(), frame.sessionId());
        return switch (component) {
            case Agent alone -> goOn(alone, alone, asked, frame, Engine::noOpening, scope);
            case Team team -> {
                var request = new RunRequest(asked.message(), asked.userId(), asked.sessionId());
                var delegation = new Delegation(team, request, this, scope);
                yield goOn(team, led(team, delegation), asked, frame, delegation::asked, scope);
            }
            case Workflow workflow -> throw other(workflow, frame, scope);
        };
    }

    private Ran goOn(
            Component component,
            Agent agent,
            RunInput asked,
            AgentFrame frame,
            Function<String, List<ToolExecutionRequest>> opening,
            RunScope scope) {
        var state = scope.state() == null
                ? sessions.again(agent, asked, frame.state())
                : scope.state().above(agent.state());
        var span = RunSpan.of(scope.hold().reopen(frame.span()));
        return new AgentRunner(
                        this, component, agent, asked, span, scope, state, frame.createdAt(), frame.activeNanos())
                .goOn(frame, opening);
    }

    @Override
    public void close() {
        if (hooks instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("What calls hooks in the background could not be closed", e);
            }
        }
        used.forEach(Sources::close);
        sessions.close();
        recorder.close();
    }

    static List<ToolExecutionRequest> noOpening(String question) {
        return List.of();
    }
}
