package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Trace and span ids of the right length, whatever was sent. A shorter id is padded in front, as 64-bit trace ids are
 * everywhere; a longer one and a missing one become a hash, so that the same body gives the same ids again.
 */
public final class Ids {
    public static final int TRACE_BYTES = 16;
    public static final int SPAN_BYTES = 8;

    private static final HexFormat HEX = HexFormat.of();

    private Ids() {}

    public static String hex(ByteString id) {
        return HEX.formatHex(id.toByteArray());
    }

    public static boolean isSound(ByteString id, int length) {
        return id.size() == length && !isZero(id);
    }

    /** The id in {@code length} bytes as hex; a missing one is made of the span that should have it. */
    public static String sound(ByteString id, int length, MessageLite span) {
        return isZero(id) ? hash(span.toByteString(), length) : fitted(id, length);
    }

    /** The id of a span or trace that is named from elsewhere, as {@link #sound} makes it; none when it is empty or zero. */
    public static @Nullable String named(ByteString id, int length) {
        return isZero(id) ? null : fitted(id, length);
    }

    /** A parent's id in hex; none when it is empty or zero. */
    public static @Nullable String parent(ByteString id) {
        return named(id, SPAN_BYTES);
    }

    private static String fitted(ByteString id, int length) {
        if (id.size() > length) {
            return hash(id, length);
        }
        return "00".repeat(length - id.size()) + hex(id);
    }

    private static boolean isZero(ByteString id) {
        for (var i = 0; i < id.size(); i++) {
            if (id.byteAt(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String hash(ByteString content, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.toByteArray());
            return HEX.formatHex(digest, 0, length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
