package dev.runtree.compare.steps;

import dev.runtree.compare.steps.AlignedStep.Fate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two runs as one tree.
 *
 * @param steps every step of both runs once, in the order of the right tree; what only the left one has stands where it was
 * @param first the place in {@code steps} of the first difference in the order of cause and effect: what a step was given comes
 *     before the steps beneath it, and these before what became of it; -1 where nothing differs
 * @param firstChange what differed there first; {@code null} for a step of one run, one that moved, and where nothing differs
 */
public record Alignment(
        List<AlignedStep> steps, int first, @Nullable Facet firstChange, Sameness sameness) {

    public Alignment {
        steps = List.copyOf(steps);
    }

    /**
     * Aligns two runs all of whose steps were given.
     *
     * @param isBare whether what only one of them tells of a step is no difference: see {@link ComparedSteps#isBareWith}
     */
    public static Alignment of(ComparedSteps left, ComparedSteps right, boolean isBare) {
        return of(left, right, Integer.MAX_VALUE, Integer.MAX_VALUE, isBare);
    }

    /**
     * Aligns what was given so far of two runs whose steps are given in the order of their trees, to tell early where they
     * part. Empty as long as the first difference may be due to what is still to come. What comes later can still make another
     * one of it: an id, say, that both runs turn out to know.
     */
    public static Optional<Alignment> soFar(ComparedSteps left, ComparedSteps right, boolean isBare) {
        var alignment = of(left, right, left.given(), right.given(), isBare);
        if (alignment.isEqual()) {
            return Optional.empty();
        }
        var step = alignment.steps().get(alignment.first());
        return isAmong(step.left(), left.given()) && isAmong(step.right(), right.given())
                ? Optional.of(alignment)
                : Optional.empty();
    }

    /** Steps at the end of what is known may have their like just behind it. */
    private static boolean isAmong(@Nullable Step step, int given) {
        return step == null || step.number() <= given / 2;
    }

    private static Alignment of(
            ComparedSteps left, ComparedSteps right, int firstOfLeft, int firstOfRight, boolean isBare) {
        var keys = Keys.of(left, right);
        var one = new Side(left, firstOfLeft, keys);
        var other = new Side(right, firstOfRight, keys);
        var matching = TreeMatching.of(one, other);
        var merge = new Merge(one, other, matching, isBare);
        merge.walk();
        return new Alignment(
                merge.steps(), merge.first(), merge.firstChange(), new Sameness(left.marks(), right.marks(), keys));
    }

    /** Whether both did the same. */
    public boolean isEqual() {
        return first < 0;
    }

    public int count(Fate fate) {
        return (int) steps.stream().filter(step -> step.fate() == fate).count();
    }
}
