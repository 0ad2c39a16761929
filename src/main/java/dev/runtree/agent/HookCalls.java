package dev.runtree.agent;

import dev.runtree.agent.hook.HookContext;
import dev.runtree.agent.hook.HookMethod;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.secret.Retold;
import dev.runtree.agent.tool.ToolInput;
import dev.runtree.agent.tool.ToolOutput;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the hooks of one run, each as a step with what went in and what came out. A hook that fails ends the run: what it was
 * to see to has not been seen to. Those in the background are handed on.
 */
final class HookCalls {
    /** What a hook of a run may take before it and after it. */
    static final Set<Class<?>> BEFORE_WORKFLOW =
            Set.of(RunInput.class, Component.class, SessionState.class, Cancellation.class, HookContext.class);

    static final Set<Class<?>> AFTER_WORKFLOW = with(BEFORE_WORKFLOW, RunOutput.class);
    static final Set<Class<?>> BEFORE = with(BEFORE_WORKFLOW, Agent.class);
    static final Set<Class<?>> AFTER = with(BEFORE, RunOutput.class);
    static final Set<Class<?>> BEFORE_TOOL = with(BEFORE, ToolInput.class);
    static final Set<Class<?>> AFTER_TOOL = with(BEFORE_TOOL, ToolOutput.class);

    private final Component component;
    private final @Nullable Agent agent;
    private final Hooks hooks;
    private final RunPlace place;
    private final BackgroundCalls background;

    /** @param agent what runs, or the leader of the team that it is: whose hooks these are; {@code null} for a workflow */
    HookCalls(@Nullable Agent agent, RunPlace place, BackgroundCalls background) {
        this.component = place.component();
        this.agent = agent;
        this.hooks = Components.hooks(place.component());
        this.place = place;
        this.background = background;
    }

    private static Set<Class<?>> with(Set<Class<?>> some, Class<?> more) {
        var all = new HashSet<>(some);
        all.add(more);
        return Set.copyOf(all);
    }

    /** What a kind of value is to its hooks: as words, and with other words in its place. */
    private record Kind<T>(Class<T> type, Function<T, String> text, Text<T> withText) {
        interface Text<T> {
            T apply(T value, String text);
        }

        T changed(T value, @Nullable Object given) {
            if (given instanceof String text) {
                return withText.apply(value, text);
            }
            return type.isInstance(given) ? withText.apply(value, text.apply(type.cast(given))) : value;
        }
    }

    private static final Kind<RunInput> INPUT = new Kind<>(RunInput.class, RunInput::message, RunInput::withMessage);
    private static final Kind<RunOutput> OUTPUT =
            new Kind<>(RunOutput.class, RunOutput::content, RunOutput::withContent);
    private static final Kind<ToolInput> TOOL_INPUT =
            new Kind<>(ToolInput.class, ToolInput::arguments, ToolInput::withArguments);
    private static final Kind<ToolOutput> TOOL_OUTPUT =
            new Kind<>(ToolOutput.class, ToolOutput::result, ToolOutput::withResult);

    /** What is asked, as the hooks before the run leave it. */
    RunInput before(RunInput input) {
        return chain(hooks.before(), HookStage.PRE, INPUT, input, Map.of());
    }

    /** What is answered, as the hooks after the run leave it. */
    RunOutput after(RunOutput output) {
        return chain(hooks.after(), HookStage.POST, OUTPUT, output, Map.of(RunInput.class, place.asked()));
    }

    /** Hands on the hooks that come after the answer, whatever came of the run. */
    void afterAnswer(RunOutput output) {
        handOn(hooks.after(), Map.of(RunInput.class, place.asked(), RunOutput.class, output));
    }

    private void handOn(List<HookMethod> chain, Map<Class<?>, Object> values) {
        for (var hook : chain) {
            if (hook.isInBackground()) {
                background.add(hook, HookStage.POST, component, place, values);
            }
        }
    }

    private <T> T chain(List<HookMethod> chain, HookStage stage, Kind<T> kind, T value, Map<Class<?>, Object> more) {
        for (var hook : chain) {
            if (!hook.isInBackground()) {
                var current = value;
                var step = step(place.span(), hook, stage, kind.text().apply(value));
                value = called(
                        hook,
                        step,
                        kind,
                        value,
                        () -> place.thread()
                                .have(
                                        "runtree-hook",
                                        place.limit(),
                                        () -> step.during(() -> call(
                                                hook,
                                                values(
                                                        hook,
                                                        stage,
                                                        component.id(),
                                                        place.thread().signal(),
                                                        kind,
                                                        current,
                                                        more)))));
            } else if (stage == HookStage.PRE) {
                background.add(hook, stage, component, place, Map.of(kind.type(), value));
            }
        }
        return value;
    }

    /** Whether there are hooks that see calls of tools before they are made. */
    boolean seesToolsBefore() {
        return !hooks.beforeTools().isEmpty();
    }

    /** Hands on the hooks that come after a tool's call, of one that was not made, or has not come to its end. */
    void toolUnmade(ToolUse use) {
        var output = new ToolOutput(use.name(), use.callId(), use.arguments(), use.result(), use.errorType());
        var input = new ToolInput(use.name(), use.callId(), use.arguments());
        handOn(hooks.afterTools(), Map.of(ToolInput.class, input, ToolOutput.class, output));
    }

    /** A call of a tool as the hooks before it leave it; on the tool's own thread. */
    ToolInput beforeTool(ToolInput input, StepSpan tool, Cancellation signal) {
        return chainHere(hooks.beforeTools(), HookStage.PRE, TOOL_INPUT, input, input, tool, signal, Map.of());
    }

    /** The result of a tool as the hooks after it leave it; on the tool's own thread. */
    ToolOutput afterTool(ToolOutput output, StepSpan tool, Cancellation signal) {
        var input = new ToolInput(output.tool(), output.callId(), output.arguments());
        return chainHere(
                hooks.afterTools(),
                HookStage.POST,
                TOOL_OUTPUT,
                output,
                input,
                tool,
                signal,
                Map.of(ToolInput.class, input));
    }

    private <T> T chainHere(
            List<HookMethod> chain,
            HookStage stage,
            Kind<T> kind,
            T value,
            ToolInput on,
            StepSpan tool,
            Cancellation signal,
            Map<Class<?>, Object> more) {
        for (var hook : chain) {
            if (hook.isInBackground()) {
                var all = new HashMap<>(more);
                all.put(kind.type(), value);
                background.add(hook, stage, component, place, all);
                continue;
            }
            var current = value;
            var step = step(tool, hook, stage, kind.text().apply(value))
                    .set("runtree.hook.tool", on.tool())
                    .set("runtree.hook.tool_call", on.callId());
            value = called(
                    hook,
                    step,
                    kind,
                    value,
                    () -> inTime(
                            signal,
                            () -> step.during(
                                    () -> call(hook, values(hook, stage, on.tool(), signal, kind, current, more)))));
        }
        return value;
    }

    /** The tool's thread waits by itself: what is posted to the run's is none of its business. */
    private @Nullable Object inTime(Cancellation signal, Supplier<@Nullable Object> call) {
        try (var waiting = new RunThread(signal, null)) {
            return waiting.have("runtree-hook", place.limit(), call);
        }
    }

    static StepSpan step(StepSpan parent, HookMethod hook, HookStage stage, String before) {
        return parent.step(SpanKind.HOOK, hook.name())
                .set("runtree.hook.name", hook.name())
                .set("runtree.hook.stage", stage.word())
                .input(before);
    }

    private <T> T called(HookMethod hook, StepSpan step, Kind<T> kind, T value, Supplier<@Nullable Object> call) {
        try {
            var changed = kind.changed(value, call.get());
            var text = kind.text().apply(changed);
            step.output(text)
                    .set("runtree.hook.changed", !text.equals(kind.text().apply(value)))
                    .end();
            return changed;
        } catch (StopRun e) {
            step.set("runtree.hook.stopped", e.reason()).output(e.answer()).end();
            throw e;
        } catch (RunStopped e) {
            Ends.stopped(step, place.thread().signal(), e);
            throw e;
        } catch (TookTooLong e) {
            step.fail("timeout", "no end within " + e.limit(), null);
            throw RunFailure.ofHook(hook, "no end within " + e.limit(), e);
        } catch (HookFailed e) {
            var cause = place.told(e.cause());
            var line = Ends.line(cause);
            step.fail(Retold.typeOf(cause), line, cause);
            throw RunFailure.ofHook(hook, line, cause);
        } catch (Throwable e) {
            step.fail(e.getClass().getName(), Ends.line(e), e);
            throw e;
        }
    }

    private <T> Map<Class<?>, Object> values(
            HookMethod hook,
            HookStage stage,
            String on,
            Cancellation signal,
            Kind<T> kind,
            T value,
            Map<Class<?>, Object> more) {
        var values = new HashMap<>(more);
        values.put(kind.type(), value);
        values.putIfAbsent(RunInput.class, place.asked());
        values.put(Component.class, component);
        if (agent != null) {
            values.put(Agent.class, agent);
        }
        values.put(SessionState.class, place.state());
        values.put(Cancellation.class, signal);
        values.put(
                HookContext.class,
                new HookContext(
                        hook.name(),
                        stage,
                        on,
                        place.run().runId(),
                        place.asked().userId(),
                        place.asked().sessionId(),
                        UUID.randomUUID().toString(),
                        1));
        return values;
    }

    /** Brings whatever a hook throws to the thread of its run. */
    private static final class HookFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HookFailed(Throwable cause) {
            super(cause);
        }

        Throwable cause() {
            return getCause() == null ? this : getCause();
        }
    }

    private static @Nullable Object call(HookMethod hook, Map<Class<?>, Object> values) {
        try {
            return hook.call(values);
        } catch (StopRun | RunStopped e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new HookFailed(e);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new HookFailed(e);
        }
    }
}
