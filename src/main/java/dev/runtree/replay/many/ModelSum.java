package dev.runtree.replay.many;

import dev.runtree.model.Figures;
import dev.runtree.replay.many.AttemptResult.Made;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the replays with one model come to.
 *
 * @param same how many answers are the same, or the same but for their form
 * @param sameCalls in how many the tools were called in the same order with the same arguments
 * @param median nanoseconds that one takes; {@code null} where none was made
 * @param cost of all, in US dollars, as far as prices are known
 */
public record ModelSum(
        String model,
        int replays,
        long same,
        long sameCalls,
        @Nullable Long median,
        BigDecimal cost) {

    /** One for each model, in the order in which they come. */
    public static List<ModelSum> of(List<AttemptResult> results) {
        return results.stream()
                .map(AttemptResult::model)
                .distinct()
                .map(model -> of(
                        model,
                        results.stream()
                                .filter(result -> result.model().equals(model))
                                .toList()))
                .toList();
    }

    private static ModelSum of(String model, List<AttemptResult> results) {
        var made = results.stream()
                .filter(Made.class::isInstance)
                .map(Made.class::cast)
                .toList();
        return new ModelSum(
                model,
                results.size(),
                made.stream().filter(one -> one.answer().isSame()).count(),
                made.stream().filter(Made::sameCalls).count(),
                median(made),
                made.stream().map(Made::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static @Nullable Long median(List<Made> made) {
        var took = made.stream()
                .map(one -> one.replay().durationNanos())
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return took.isEmpty() ? null : took.get(took.size() / 2);
    }

    /** In one line: {@code openai:gpt-4.1-mini: 3 of 4 answers the same, calls of tools the same in 4, median 1.2 s, $0.02 in all}. */
    public String line() {
        return model + ": " + Figures.count(same) + " of " + Figures.counted(replays, "answer")
                + " the same, calls of tools the same in " + Figures.count(sameCalls)
                + (median == null ? "" : ", median " + Figures.duration(median))
                + (cost.signum() == 0 ? "" : ", " + Figures.cost(cost) + " in all");
    }
}
