package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Step;
import org.jspecify.annotations.Nullable;

/** One of the two runs. */
enum Side {
    LEFT("A"),
    RIGHT("B");

    private final String letter;

    Side(String letter) {
        this.letter = letter;
    }

    /** What it is called. */
    String letter() {
        return letter;
    }

    Side other() {
        return this == LEFT ? RIGHT : LEFT;
    }

    /** The step as this run has it; {@code null} where it has none. */
    @Nullable Step of(AlignedStep step) {
        return this == LEFT ? step.left() : step.right();
    }
}
