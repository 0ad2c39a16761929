package dev.runtree.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes down the steps of a {@link Workflow}, or those under one of its rules. */
public final class Steps {
    private final String where;
    private final List<WorkflowStep> steps = new ArrayList<>();

    private Steps(String where) {
        this.where = where;
    }

    static List<WorkflowStep> list(String where, Consumer<Steps> written) {
        var steps = new Steps(where);
        written.accept(steps);
        if (steps.steps.isEmpty()) {
            throw new IllegalArgumentException(where + " has no steps");
        }
        return List.copyOf(steps.steps);
    }

    /** Runs an agent or a team with the output of the step before. */
    public Steps run(String name, Component component) {
        return run(name, component, StepInput::previous);
    }

    /** @param prompt makes what it is asked */
    public Steps run(String name, Component component, Function<StepInput, String> prompt) {
        if (component instanceof Workflow) {
            throw new IllegalArgumentException(where + " cannot run the workflow \"" + component.id() + "\" as a step");
        }
        return add(new WorkflowStep.Run(name, component, prompt));
    }

    /** Calls a function. */
    public Steps call(String name, StepFunction function) {
        return add(new WorkflowStep.Call(name, function));
    }

    /** Takes steps side by side, each with the output of the step before. */
    public Steps parallel(String name, Consumer<Steps> side) {
        return add(new WorkflowStep.Parallel(name, list(name, side)));
    }

    /** Takes steps only when the test is met; the output of the step before goes on when it is not. */
    public Steps condition(String name, Predicate<StepInput> test, Consumer<Steps> then) {
        return add(new WorkflowStep.Condition(name, test, list(name, then), List.of()));
    }

    /** Takes some steps when the test is met, and others when it is not. */
    public Steps condition(String name, Predicate<StepInput> test, Consumer<Steps> then, Consumer<Steps> otherwise) {
        return add(new WorkflowStep.Condition(name, test, list(name, then), list(name, otherwise)));
    }

    /**
     * Takes steps again and again, until it is enough.
     *
     * @param most how often at most, from 1
     */
    public Steps loop(String name, int most, Predicate<StepInput> until, Consumer<Steps> body) {
        if (most < 1) {
            throw new IllegalArgumentException(where + ": the loop " + name + " has to go round once at least");
        }
        return add(new WorkflowStep.Loop(name, list(name, body), most, until));
    }

    /**
     * Takes one of several steps.
     *
     * @param choice gives its name
     */
    public Steps router(String name, Function<StepInput, String> choice, Consumer<Steps> routes) {
        return add(new WorkflowStep.Router(name, choice, list(name, routes)));
    }

    private Steps add(WorkflowStep step) {
        if (step.name().isBlank()) {
            throw new IllegalArgumentException(where + " has a step without a name");
        }
        if (step.name().indexOf('/') >= 0) {
            throw new IllegalArgumentException(where + ": a step's name has no \"/\": " + step.name());
        }
        if (steps.stream().anyMatch(other -> other.name().equals(step.name()))) {
            throw new IllegalArgumentException(where + " has two steps named \"" + step.name() + "\"");
        }
        steps.add(step);
        return this;
    }
}
