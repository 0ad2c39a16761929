package dev.runtree.replay.live;

import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What came of a replay.
 *
 * @param run the run that it is
 * @param answer empty where it did not come to one
 * @param problem why not, in one line; {@code null} when all went well
 * @param modelCalls how many were made
 * @param cost of these, in US dollars, as far as prices are known
 * @param stored completes when the run is committed, or safe on disk
 */
public record Outcome(
        SpanId run,
        RunStatus status,
        String answer,
        @Nullable String problem,
        int modelCalls,
        BigDecimal cost,
        CompletableFuture<Void> stored) {}
