package dev.runtree.otlp.wire;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body of traces as objects.
 *
 * @param rejected spans that are not in it because they could not be read
 * @param reason why, and where the first of them broke; {@code null} when there is none
 */
public record Decoded(
        List<ResourceSpans> resourceSpans,
        Repairs repairs,
        int rejected,
        @Nullable String reason) {

    public static Decoded sound(List<ResourceSpans> resourceSpans) {
        return new Decoded(resourceSpans, new Repairs(), 0, null);
    }

    /** A part of a body that cannot be read. */
    static Decoded rejected(String reason) {
        return new Decoded(List.of(), new Repairs(), 1, reason);
    }

    /** The same with a place before the reason. */
    Decoded at(String place) {
        return new Decoded(resourceSpans, repairs, rejected, place + reason);
    }

    /** Gathers what a lenient reader finds. */
    static final class Builder {
        private final List<ResourceSpans> resourceSpans = new ArrayList<>();
        private final Repairs repairs = new Repairs();
        private int rejected;
        private @Nullable String reason;

        void add(ResourceSpans spans) {
            resourceSpans.add(spans);
        }

        Repairs repairs() {
            return repairs;
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
