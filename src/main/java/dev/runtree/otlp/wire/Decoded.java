package dev.runtree.otlp.wire;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body as objects.
 *
 * @param <R> see {@link Frames}
 * @param rejected spans or log records that are not in it because they could not be read
 * @param reason why, and where the first of them broke; {@code null} when there is none
 */
public record Decoded<R extends Message>(
        List<R> resources,
        Repairs repairs,
        int rejected,
        @Nullable String reason) {

    public static <R extends Message> Decoded<R> sound(List<R> resources) {
        return new Decoded<>(resources, new Repairs(), 0, null);
    }

    /** A part of a body that cannot be read. */
    static <R extends Message> Decoded<R> rejected(String reason) {
        return new Decoded<>(List.of(), new Repairs(), 1, reason);
    }

    /** The same with a place before the reason. */
    Decoded<R> at(String place) {
        return new Decoded<>(resources, repairs, rejected, place + reason);
    }

    /** Gathers what a lenient reader finds. */
    static final class Builder<R extends Message> {
        private final Frames<R> frames;
        private final List<R> resources = new ArrayList<>();
        private final Repairs repairs = new Repairs();
        private int rejected;
        private @Nullable String reason;

        Builder(Frames<R> frames) {
            this.frames = frames;
        }

        void add(R resource) {
            resources.add(resource);
        }

        Repairs repairs() {
            return repairs;
        }

        void reject(String why) {
            rejected++;
            reason = reason == null ? why : reason;
        }

        Decoded<R> build() {
            var told = reason == null || rejected == 1
                    ? reason
                    : rejected + " " + frames.word() + "s cannot be read; the first of them: " + reason;
            return new Decoded<>(resources, repairs, rejected, told);
        }
    }
}
