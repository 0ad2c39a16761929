package dev.runtree.export.target;

import dev.runtree.model.SpanId;
import java.util.List;

/**
 * What is to be sent of a trace, and what is not.
 *
 * @param payloads the requests' bodies, in the order in which the steps began
 * @param tooLarge steps that the target does not take
 * @param unfinished steps that have not ended: some targets never change a span that they have once taken
 * @param replayed steps of replays, which are not copied unless the target says so
 */
public record Made(List<Payload> payloads, List<TooLarge> tooLarge, List<SpanId> unfinished, List<SpanId> replayed) {
    public Made {
        payloads = List.copyOf(payloads);
        tooLarge = List.copyOf(tooLarge);
        unfinished = List.copyOf(unfinished);
        replayed = List.copyOf(replayed);
    }
}
