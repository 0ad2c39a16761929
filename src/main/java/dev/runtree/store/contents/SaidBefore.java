package dev.runtree.store.contents;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which pieces a trace has said so far, as far as is remembered: enough to guess what will come again, by a number for each of
 * the latest few thousand; and where those lie that were stored. A wrong guess or a lost memory costs some bytes and never what
 * was sent. Safe for use by several threads.
 */
public final class SaidBefore {
    private static final int MOST = 2_000;

    private Set<Long> late = new HashSet<>();
    private Set<Long> early = Set.of();
    private final Map<LocalDate, Map<UUID, Place>> places = new HashMap<>();

    synchronized boolean contains(String piece) {
        return contains(number(piece, false)) || contains(number(piece, true));
    }

    /** Whether a model call said it. */
    synchronized boolean containsOfCall(String piece) {
        return contains(number(piece, true));
    }

    synchronized void add(String piece, boolean ofCall) {
        if (late.add(number(piece, ofCall)) && late.size() > MOST) {
            early = late;
            late = new HashSet<>();
        }
    }

    synchronized @Nullable Place place(LocalDate day, UUID piece) {
        return places.getOrDefault(day, Map.of()).get(piece);
    }

    synchronized void putPlaces(LocalDate day, Map<UUID, Place> ofPieces) {
        if (!ofPieces.isEmpty()) {
            places.computeIfAbsent(day, any -> new HashMap<>()).putAll(ofPieces);
        }
    }

    synchronized boolean isEmpty() {
        return late.isEmpty() && early.isEmpty();
    }

    /** How many numbers are held, a place taking as much as four. */
    synchronized int size() {
        return late.size()
                + early.size()
                + 4 * places.values().stream().mapToInt(Map::size).sum();
    }

    private boolean contains(long number) {
        return late.contains(number) || early.contains(number);
    }

    private static long number(String piece, boolean ofCall) {
        return ((long) piece.length() << 33) ^ ((long) piece.hashCode() << 1) ^ (ofCall ? 1 : 0);
    }
}
