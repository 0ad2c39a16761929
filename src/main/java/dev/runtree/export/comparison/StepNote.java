package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Step;
import dev.runtree.model.Figures;

/** What stands beside the name of an aligned step, in a terminal and on a page. */
public final class StepNote {
    private StepNote() {}

    /** Which step of its run it is: {@code step 3}, or {@code step 3 → 4} where the runs count it otherwise. */
    public static String number(AlignedStep step) {
        var left = step.left();
        var right = step.right();
        if (left == null || right == null || left.number() == right.number()) {
            return "step " + Figures.count(step.any().number());
        }
        return "step " + Figures.count(left.number()) + " → " + Figures.count(right.number());
    }

    /** What has become of it; empty for one that is in both runs, at its place. */
    public static String fate(AlignedStep step) {
        return switch (step.fate()) {
            case LEFT -> "only left" + retry(step.any());
            case RIGHT -> "only right" + retry(step.any());
            case MOVED -> "moved";
            case CHANGED, SAME -> "";
        };
    }

    private static String retry(Step step) {
        return step.triedAgain() ? ", failed and was tried again" : step.span().failed() ? ", failed" : "";
    }
}
