package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was repaired of a body's records, by the very object of each: two equal ones may have been sent otherwise. */
public final class Repairs {
    private final IdentityHashMap<Message, Repair> byRecord = new IdentityHashMap<>();

    /**
     * A span or log record that is not as it was sent.
     *
     * @param original the record as it was sent, alone in its scope and resource; {@code null} where the wire cannot say it
     */
    public record Repair(@Nullable ByteString original, Set<Change> changes) {}

    /** What was repaired of a span or log record; {@code null} when it is as it was sent. */
    public @Nullable Repair of(Message record) {
        return byRecord.get(record);
    }

    void add(Message record, ByteString original, Set<Change> changes) {
        byRecord.put(record, new Repair(original, EnumSet.copyOf(changes)));
    }

    /** Adds to what was changed of a record whose original the wire cannot say. */
    void add(Message record, Set<Change> changes) {
        byRecord.computeIfAbsent(record, any -> new Repair(null, EnumSet.noneOf(Change.class)))
                .changes()
                .addAll(changes);
    }
}
