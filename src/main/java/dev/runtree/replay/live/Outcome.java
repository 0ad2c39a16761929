package dev.runtree.replay.live;

import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What came of a replay.
 *
 * @param run the run that it is
 * @param answer empty where it did not come to one
 * @param problem why not, in one line; {@code null} when all went well
 * @param type of the problem, as the run's {@code error.type}: one of {@link #BOUNDS}, {@code never_recorded}, {@code not_allowed},
 *     or what failed in the model; {@code null} when all went well
 * @param modelCalls how many were made
 * @param cost of these, in US dollars, as far as prices are known
 * @param stored completes when the run is committed, or safe on disk
 */
public record Outcome(
        SpanId run,
        RunStatus status,
        String answer,
        @Nullable String problem,
        @Nullable String type,
        int modelCalls,
        BigDecimal cost,
        CompletableFuture<Void> stored) {
    static final String MAX_STEPS = "max_steps";
    static final String MAX_COST = "max_cost";
    static final String MAX_TIME = "max_time";

    /** The types of a replay that was stopped at a limit it had been given. */
    public static final Set<String> BOUNDS = Set.of(MAX_STEPS, MAX_COST, MAX_TIME);
}
