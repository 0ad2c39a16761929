package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.StepDifferences;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;

/** Reads what differs in all steps of a comparison, and writes it down to be given away. */
final class PairCopy extends PairQuery<String> {
    /** A copy of more steps than this is read by nobody. */
    private static final int MOST = 500;

    private final AlignedPair pair;
    private final PairForm form;

    PairCopy(RunQueries queries, AlignedPair pair, PairForm form) {
        super(queries);
        this.pair = pair;
        this.form = form;
    }

    @Override
    public String fetch() {
        var differing = pair.forest().differing();
        var steps = new ArrayList<AlignedStep>();
        for (var at = 0; at < Math.min(MOST, differing.length); at++) {
            steps.add(pair.forest().step(differing[at]));
        }
        var differences = new StepDifferences(pair.alignment().sameness());
        var details = new ArrayList<StepDetail>();
        for (var at = 0; at < steps.size(); at += TOGETHER) {
            var part = steps.subList(at, Math.min(steps.size(), at + TOGETHER));
            var lefts = contents(pair.read().left(), part, AlignedStep::left);
            var rights = contents(pair.read().right(), part, AlignedStep::right);
            for (var step : part) {
                var found = differences.of(step, of(step.left(), lefts), of(step.right(), rights));
                details.add(new StepDetail(step, found, null, null));
            }
        }
        return form.of(pair, details);
    }
}
