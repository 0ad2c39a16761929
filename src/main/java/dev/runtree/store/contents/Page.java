package dev.runtree.store.contents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A content in the making: pieces one after another, so many together that PostgreSQL compresses them. */
final class Page {
    /** To read one piece all are decompressed. */
    static final int FULL = 64 * 1024;

    private final StringBuilder text = new StringBuilder();
    private final Map<UUID, Laid> laid = new LinkedHashMap<>();
    private int characters;
    private @Nullable Said last;

    private record Laid(int from, int length, String lead) {}

    boolean isFull() {
        return text.length() >= FULL;
    }

    boolean has(UUID piece) {
        return laid.containsKey(piece);
    }

    /**
     * Adds a piece.
     *
     * @param before the piece before it where it is said
     * @param gap what stands between them there
     */
    void lay(Said piece, @Nullable Said before, String gap) {
        var lead = before != null && before == last && Gaps.isBetweenAlike(gap) ? gap : "";
        text.append(lead);
        characters += Place.length(lead);
        var said = piece.text();
        var length = Place.length(said);
        laid.put(piece.hash(), new Laid(characters + 1, length, lead));
        for (var inner : piece.inner()) {
            if (!has(inner.said().hash())) {
                var from = characters + 1 + said.codePointCount(0, inner.start());
                laid.put(
                        inner.said().hash(),
                        new Laid(from, Place.length(inner.said().text()), ""));
            }
        }
        text.append(said);
        characters += length;
        last = piece;
    }

    /** @param places gets where each piece lies */
    ContentRow close(ContentKeyMaker key, BiConsumer<UUID, Place> places) {
        var whole = text.toString();
        var hash = hash(whole);
        if (laid.size() == 1) {
            places.accept(hash, Place.whole(hash));
            return new ContentRow(key.of(hash), whole, List.of(), List.of());
        }
        var bounds = new ArrayList<Integer>();
        laid.forEach((piece, at) -> {
            places.accept(piece, new Place(hash, at.from(), at.length(), at.lead()));
            bounds.add(at.from());
            bounds.add(at.length());
        });
        return new ContentRow(key.of(hash), whole, List.copyOf(laid.keySet()), bounds);
    }

    interface ContentKeyMaker {
        ContentKey of(UUID hash);
    }

    /** The first 16 bytes of the SHA-256 of the text's UTF-8. */
    static UUID hash(String text) {
        try {
            var digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
