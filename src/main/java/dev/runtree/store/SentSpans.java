package dev.runtree.store;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which versions of a trace's spans a target has: for each span its id and a digest of what went, twelve bytes. */
public final class SentSpans {
    private static final int EACH = Long.BYTES + Integer.BYTES;

    private final Map<Long, Integer> digests = new TreeMap<>();

    SentSpans(byte @Nullable [] stored) {
        if (stored != null) {
            var bytes = ByteBuffer.wrap(stored);
            while (bytes.remaining() >= EACH) {
                digests.put(bytes.getLong(), bytes.getInt());
            }
        }
    }

    boolean has(String spanId, int digest) {
        var known = digests.get(Long.parseUnsignedLong(spanId, 16));
        return known != null && known == digest;
    }

    /** From now on the target has this version, or has refused it. */
    public void add(UnsentSpan span) {
        digests.put(Long.parseUnsignedLong(span.id().spanId(), 16), span.digest());
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(digests.size() * EACH);
        digests.forEach((id, digest) -> bytes.putLong(id).putInt(digest));
        return bytes.array();
    }
}
