package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Difference;
import dev.runtree.model.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs in a step, in words and values.
 *
 * @param left what the left run says of it; {@code null} where there is no payload
 * @param right likewise
 */
record StepDetail(
        AlignedStep step,
        List<Difference> differences,
        @Nullable Content left,
        @Nullable Content right) {
    StepDetail {
        differences = List.copyOf(differences);
    }

    @Nullable Content of(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
