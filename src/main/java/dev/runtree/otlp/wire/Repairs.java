package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was repaired of a body's spans, by the very object of each: two equal spans may have been sent otherwise. */
public final class Repairs {
    private final IdentityHashMap<Span, Repair> bySpan = new IdentityHashMap<>();

    /**
     * A span that is not as it was sent.
     *
     * @param original the span as it was sent, alone in its scope and resource; {@code null} where the wire cannot say it
     */
    public record Repair(@Nullable ByteString original, Set<Change> changes) {}

    /** What was repaired of a span; {@code null} when it is as it was sent. */
    public @Nullable Repair of(Span span) {
        return bySpan.get(span);
    }

    void add(Span span, ByteString original, Set<Change> changes) {
        bySpan.put(span, new Repair(original, EnumSet.copyOf(changes)));
    }

    /** Adds to what was changed of a span whose original the wire cannot say. */
    void add(Span span, Set<Change> changes) {
        bySpan.computeIfAbsent(span, any -> new Repair(null, EnumSet.noneOf(Change.class)))
                .changes()
                .addAll(changes);
    }
}
