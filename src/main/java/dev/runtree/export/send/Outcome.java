package dev.runtree.export.send;

import dev.runtree.model.SpanId;
import dev.runtree.store.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of spans that were to be sent.
 *
 * @param taken those that went
 * @param refused those that the target does not take, and why
 * @param passedOver those that are none of its business
 * @param rejected how many of those that went the target says it left out, without saying which
 * @param told what it said beside taking them; {@code null} when nothing
 * @param stop why the rest was not sent; {@code null} when nothing is left
 */
record Outcome(
        Set<SpanId> taken,
        List<Refusal> refused,
        Set<SpanId> passedOver,
        long rejected,
        @Nullable String told,
        @Nullable Answer stop) {
    Outcome {
        taken = Set.copyOf(taken);
        refused = List.copyOf(refused);
        passedOver = Set.copyOf(passedOver);
    }
}
