package dev.runtree.compare.steps;

import dev.runtree.model.Span;

/**
 * A step of a run that is compared.
 *
 * @param number which step of its run it is, from 1, in the order of the tree; steps that are not compared are counted too
 * @param attempt whether the same had been tried before it, and had failed
 * @param triedAgain whether it failed and the same was tried after it
 */
public record Step(Span span, int number, boolean attempt, boolean triedAgain) {

    /** The tool, agent or other name that tells it from other steps of its kind; of a model call {@code model}. */
    public String name() {
        return StepTexts.name(span);
    }
}
