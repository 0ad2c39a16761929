package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep;
import java.util.List;

/** Which steps hold one that differs: these are shown, though they are the same themselves. */
public final class AboveDifference {
    private AboveDifference() {}

    /** By place. */
    public static boolean[] of(List<AlignedStep> all) {
        var above = new boolean[all.size()];
        var depth = 0;
        for (var at = all.size() - 1; at >= 0; at--) {
            var step = all.get(at);
            above[at] = step.depth() < depth;
            if (step.differs() || above[at]) {
                depth = step.depth();
            }
        }
        return above;
    }
}
