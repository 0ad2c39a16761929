package dev.runtree.agent;

import dev.runtree.agent.hook.BadHook;
import dev.runtree.agent.hook.HookMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Steps in an order that is written down, rather than left to a model. The output of the last one is the workflow's answer.
 *
 * <pre>{@code
 * Workflow refund = Workflow.of("refund-flow", steps -> steps
 *         .run("classify", classifier)
 *         .parallel("look", side -> side
 *                 .call("order", input -> orders.find(input.message()))
 *                 .run("policy", policyAgent))
 *         .condition("refundable", input -> input.output("policy").contains("yes"),
 *                 then -> then.run("refund", refundAgent),
 *                 otherwise -> otherwise.call("refuse", input -> "No refund is possible."))
 *         .run("write", writer))
 *         .withRunTimeout(Duration.ofMinutes(2));
 * }</pre>
 *
 * @param name what people read
 * @param hooks of the workflow as a whole; tools have it none
 * @param runTimeout how long a run may take, waiting for approvals left out; {@code null} for as long as it takes
 * @param hookTimeout how long one of its hooks may take
 */
public record Workflow(
        String id,
        String name,
        List<WorkflowStep> steps,
        Hooks hooks,
        @Nullable Duration runTimeout,
        Duration hookTimeout)
        implements Component {

    public Workflow {
        steps = List.copyOf(steps);
        positive(runTimeout);
        positive(hookTimeout);
    }

    private static void positive(@Nullable Duration time) {
        if (time != null && !time.isPositive()) {
            throw new IllegalArgumentException("a time limit has to be longer than nothing");
        }
    }

    /** @throws IllegalArgumentException when two steps have one name, or something cannot be a step */
    public static Workflow of(String id, Consumer<Steps> steps) {
        return of(id, id, steps);
    }

    /** @param name what people read */
    public static Workflow of(String id, String name, Consumer<Steps> steps) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a workflow's id must not be empty");
        }
        return new Workflow(id, name, Steps.list("the workflow " + id, steps), Hooks.NONE, null, Limits.DEFAULT.hook());
    }

    /**
     * The same whose runs are ended when they have taken that long, with all that they have started: they have failed then.
     *
     * @param value {@code null} for as long as it takes
     */
    public Workflow withRunTimeout(@Nullable Duration value) {
        return new Workflow(id, name, steps, hooks, value, hookTimeout);
    }

    /** The same whose hooks may take that long each; 30 s unless set. */
    public Workflow withHookTimeout(Duration value) {
        return new Workflow(id, name, steps, hooks, runTimeout, value);
    }

    /**
     * The same with the {@link dev.runtree.agent.hook.Hook} methods of these objects, called before its first step in this
     * order. They may change the question, or stop the run.
     *
     * @throws BadHook when one cannot be called as it is
     */
    public Workflow withPreHooks(Object... owners) {
        var before = with(hooks.before(), HookCalls.BEFORE_WORKFLOW, owners);
        return withHooks(new Hooks(before, hooks.after(), List.of(), List.of()));
    }

    /** The same with hooks that are called after its last step, with what came of it. They may change the answer. */
    public Workflow withPostHooks(Object... owners) {
        var after = with(hooks.after(), HookCalls.AFTER_WORKFLOW, owners);
        return withHooks(new Hooks(hooks.before(), after, List.of(), List.of()));
    }

    private Workflow withHooks(Hooks value) {
        return new Workflow(id, name, steps, value, runTimeout, hookTimeout);
    }

    private List<HookMethod> with(List<HookMethod> known, Set<Class<?>> given, Object... owners) {
        var all = new ArrayList<>(known);
        for (var owner : owners) {
            for (var hook : HookMethod.of(owner, given)) {
                if (all.stream().anyMatch(other -> other.name().equals(hook.name()))) {
                    throw new BadHook(
                            "the workflow " + id + " has two hooks named " + hook.name() + " at the same place");
                }
                all.add(hook);
            }
        }
        return all;
    }
}
