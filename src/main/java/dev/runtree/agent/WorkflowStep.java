package dev.runtree.agent;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A part of a workflow: something that is run, or steps under a rule. */
public sealed interface WorkflowStep {

    /** Its name in traces, and the one by which later steps ask for its output. */
    String name();

    /** The word for what it is, as spans have it. */
    String type();

    /**
     * Runs an agent or a team.
     *
     * @param prompt makes what it is asked
     */
    record Run(String name, Component component, Function<StepInput, String> prompt) implements WorkflowStep {
        @Override
        public String type() {
            return "run";
        }
    }

    /** Calls a function; what it returns is the step's output. */
    record Call(String name, StepFunction function) implements WorkflowStep {
        @Override
        public String type() {
            return "function";
        }
    }

    /** Steps side by side. Its output is that of all of them, each under its name. */
    record Parallel(String name, List<WorkflowStep> steps) implements WorkflowStep {
        public Parallel {
            steps = List.copyOf(steps);
        }

        @Override
        public String type() {
            return "parallel";
        }
    }

    /** Some steps or others, one after the other. */
    record Condition(String name, Predicate<StepInput> test, List<WorkflowStep> then, List<WorkflowStep> otherwise)
            implements WorkflowStep {
        public Condition {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public String type() {
            return "condition";
        }
    }

    /**
     * Steps one after the other, again and again.
     *
     * @param most how often at most
     * @param until asked after each time, with the last output, whether it is enough
     */
    record Loop(String name, List<WorkflowStep> steps, int most, Predicate<StepInput> until) implements WorkflowStep {
        public Loop {
            steps = List.copyOf(steps);
        }

        @Override
        public String type() {
            return "loop";
        }
    }

    /**
     * One of several steps.
     *
     * @param choice gives the name of the step to take
     */
    record Router(String name, Function<StepInput, String> choice, List<WorkflowStep> routes) implements WorkflowStep {
        public Router {
            routes = List.copyOf(routes);
        }

        @Override
        public String type() {
            return "router";
        }
    }
}
