package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.StepDifferences;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a step of an alignment and what differs in it. What an earlier step gave otherwise is only repeated in later prompts;
 * to know it, the steps that differ before this one are read, as far as that is not too much.
 */
final class StepReader extends PairQuery<StepDetail> {
    /** So many steps that differ before it are looked into, and as many of its elder siblings. */
    private static final int BEFORE = 100;

    private final AlignedPair pair;
    private final int place;

    StepReader(RunQueries queries, AlignedPair pair, int place) {
        super(queries);
        this.pair = pair;
        this.place = place;
    }

    @Override
    public StepDetail fetch() {
        var forest = pair.forest();
        var step = forest.step(place);
        var differences = new StepDifferences(pair.alignment().sameness());
        if (step.changed().contains(Facet.PROMPT) || step.changed().contains(Facet.ANSWER)) {
            var earlier = earlier(forest);
            for (var at = 0; at < earlier.size(); at += PairQuery.TOGETHER / 4) {
                tell(earlier.subList(at, Math.min(earlier.size(), at + PairQuery.TOGETHER / 4)), differences);
            }
        }
        var left = of(step.left(), contents(pair.read().left(), List.of(step), AlignedStep::left));
        var right = of(step.right(), contents(pair.read().right(), List.of(step), AlignedStep::right));
        return new StepDetail(step, differences.of(step, left, right), left, right);
    }

    private void tell(List<AlignedStep> steps, StepDifferences differences) {
        var lefts = contents(pair.read().left(), steps, AlignedStep::left);
        var rights = contents(pair.read().right(), steps, AlignedStep::right);
        steps.forEach(step -> differences.told(step, of(step.left(), lefts), of(step.right(), rights)));
    }

    private List<AlignedStep> earlier(AlignedForest forest) {
        var before = new ArrayList<Integer>();
        var parent = forest.parent(place);
        var elders = 0;
        var others = 0;
        for (var at : reversed(forest.differing())) {
            if (at < place && (forest.parent(at) == parent ? elders++ < BEFORE : others++ < BEFORE)) {
                before.add(at);
            }
        }
        return before.reversed().stream().map(forest::step).toList();
    }

    private static int[] reversed(int[] places) {
        var reversed = new int[places.length];
        for (var at = 0; at < places.length; at++) {
            reversed[at] = places[places.length - 1 - at];
        }
        return reversed;
    }
}
