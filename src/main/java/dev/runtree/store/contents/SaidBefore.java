package dev.runtree.store.contents;

import java.util.HashSet;
import java.util.Set;

/**
 * Which pieces a trace has said so far, as far as is remembered: enough to guess what will come again. It holds no more than
 * a number for each of the latest few thousand; a wrong guess or a lost memory costs some bytes and never what was sent. Safe
 * for use by several threads.
 */
public final class SaidBefore {
    private static final int MOST = 2_000;

    private Set<Long> late = new HashSet<>();
    private Set<Long> early = Set.of();

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

    /** How many numbers are held. */
    public synchronized int size() {
        return late.size() + early.size();
    }

    private boolean contains(long number) {
        return late.contains(number) || early.contains(number);
    }

    private static long number(String piece, boolean ofCall) {
        return ((long) piece.length() << 33) ^ ((long) piece.hashCode() << 1) ^ (ofCall ? 1 : 0);
    }
}
