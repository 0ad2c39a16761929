package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body of traces as objects.
 *
 * @param repairs what was repaired, by the very object of the span
 * @param rejected spans that are not in it because they could not be read
 * @param reason why, and where the first of them broke; {@code null} when there is none
 */
public record Decoded(
        List<ResourceSpans> resourceSpans,
        Map<Span, Repair> repairs,
        int rejected,
        @Nullable String reason) {

    /**
     * A span that is not as it was sent.
     *
     * @param original the span as it was sent, alone in its scope and resource; {@code null} where the wire cannot say it
     */
    public record Repair(@Nullable ByteString original, Set<Change> changes) {}

    public static Decoded sound(List<ResourceSpans> resourceSpans) {
        return new Decoded(resourceSpans, Map.of(), 0, null);
    }

    /** The same with a place before the reason. */
    Decoded at(String place) {
        return new Decoded(resourceSpans, repairs, rejected, place + reason);
    }

    /** Gathers what a lenient reader finds. */
    static final class Builder {
        private final List<ResourceSpans> resourceSpans = new ArrayList<>();
        private final Map<Span, Repair> repairs = new IdentityHashMap<>();
        private int rejected;
        private @Nullable String reason;

        void add(ResourceSpans spans) {
            resourceSpans.add(spans);
        }

        void repaired(Span span, ByteString original, Set<Change> changes) {
            repairs.put(span, new Repair(original, EnumSet.copyOf(changes)));
        }

        /** Adds to what was changed of a span whose original the wire cannot say. */
        void changed(Span span, Set<Change> changes) {
            repairs.computeIfAbsent(span, any -> new Repair(null, EnumSet.noneOf(Change.class)))
                    .changes()
                    .addAll(changes);
        }

        void reject(String why) {
            rejected++;
            reason = reason == null ? why : reason;
        }

        Decoded build() {
            var told = reason == null || rejected == 1
                    ? reason
                    : rejected + " spans cannot be read; the first of them: " + reason;
            return new Decoded(resourceSpans, repairs, rejected, told);
        }
    }
}
