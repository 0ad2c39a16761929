package dev.runtree.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.agent.hook.HookContext;
import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.secret.Retold;
import dev.runtree.agent.tool.ToolInput;
import dev.runtree.agent.tool.ToolOutput;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls hooks in the background, in this process or in one that was started later: each call is a step of its run. */
final class BackgroundCaller implements BackgroundHooks.Caller {
    private final Map<String, Component> components;
    private final Recorder recorder;

    /** @param components whose hooks, or those of what lies in them, are called */
    BackgroundCaller(Collection<Component> components, Recorder recorder) {
        this.components = Components.byId(components);
        this.recorder = recorder;
    }

    @Override
    public boolean knows(BackgroundEvent event) {
        return hook(event).isPresent();
    }

    @Override
    public void call(BackgroundEvent event, int attempt) throws Exception {
        call(event, attempt, null);
    }

    @Override
    public void callNow(BackgroundEvent event, String reason) throws Exception {
        call(event, 1, reason);
    }

    private void call(BackgroundEvent event, int attempt, @Nullable String notInBackground) throws Exception {
        var hook = hook(event)
                .orElseThrow(() -> new IllegalStateException("there is no hook " + event.hook() + " on " + event.on()));
        var component = component(event).orElseThrow();
        var step = recorder.beneath(event.run())
                .step(SpanKind.HOOK, hook.name())
                .set("runtree.hook.name", hook.name())
                .set("runtree.hook.stage", event.stage().word())
                .set("runtree.hook.background", notInBackground == null)
                .set("runtree.hook.not_in_background", notInBackground)
                .set("runtree.hook.event", event.id())
                .set("runtree.hook.attempt", attempt);
        try {
            make(hook, values(event, component, attempt), step);
        } catch (Exception | Error e) {
            var told = Components.secrets(component).hide(e);
            step.fail(Retold.typeOf(told), Ends.line(told), told);
            switch (told) {
                case Exception problem -> throw problem;
                case Error problem -> throw problem;
                default -> throw e;
            }
        }
    }

    private static void make(HookMethod hook, Map<Class<?>, Object> values, StepSpan step) throws Exception {
        step.input(text(values));
        var given = call(hook, values, step);
        step.output(given == null ? null : given.toString()).end();
    }

    /** Runs that the hook starts, and what the application's own instrumentation traces meanwhile, are beneath its step. */
    private static @Nullable Object call(HookMethod hook, Map<Class<?>, Object> values, StepSpan step)
            throws Exception {
        var failure = new AtomicReference<@Nullable Throwable>();
        var given = step.during(() -> {
            try {
                return Optional.ofNullable(hook.call(values));
            } catch (Throwable e) {
                failure.set(e);
                return Optional.empty();
            }
        });
        switch (failure.get()) {
            case null -> {
                return given.orElse(null);
            }
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** What the hook sees: the call of the tool, the answer, or the question. */
    private static String text(Map<Class<?>, Object> values) {
        if (values.get(ToolOutput.class) instanceof ToolOutput output) {
            return output.result();
        } else if (values.get(ToolInput.class) instanceof ToolInput input) {
            return input.arguments();
        } else if (values.get(RunOutput.class) instanceof RunOutput output) {
            return output.failed() ? String.valueOf(output.error()) : output.content();
        }
        return values.get(RunInput.class) instanceof RunInput input ? input.message() : "";
    }

    private static Map<Class<?>, Object> values(BackgroundEvent event, Component component, int attempt) {
        var values = HookJson.read(event.arguments());
        var asked = values.get(RunInput.class) instanceof RunInput input ? input : new RunInput("", null, null);
        values.put(Component.class, component);
        if (component instanceof Team team) {
            values.put(Agent.class, team.leader());
        } else if (component instanceof Agent agent) {
            values.put(Agent.class, agent);
        }
        values.put(
                SessionState.class,
                event.arguments().get("SessionState") instanceof ObjectNode state
                        ? new SessionState(state)
                        : new SessionState());
        values.put(Cancellation.class, new Cancellation());
        values.put(
                HookContext.class,
                new HookContext(
                        event.hook(),
                        event.stage(),
                        event.on(),
                        event.run().runId(),
                        asked.userId(),
                        asked.sessionId(),
                        event.id(),
                        attempt));
        return values;
    }

    private Optional<Component> component(BackgroundEvent event) {
        return Optional.ofNullable(components.get(event.on()));
    }

    private Optional<HookMethod> hook(BackgroundEvent event) {
        return component(event)
                .flatMap(component -> Components.hooks(component).inBackground(event.stage(), event.hook()));
    }
}
