package dev.runtree.agent;

/** Code as a step of a workflow. */
@FunctionalInterface
public interface StepFunction {

    /**
     * @return the step's output
     * @throws Exception which fails the workflow
     */
    String call(StepInput input) throws Exception;
}
