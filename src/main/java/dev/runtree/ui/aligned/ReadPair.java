package dev.runtree.ui.aligned;

import java.time.Instant;

/**
 * Two runs that were read to be compared.
 *
 * @param isExact whether ids and times of a run's own count as differences
 * @param isBare whether they were recorded in different vocabularies, so that what only one of them has is left out
 * @param at when they were read
 */
record ReadPair(ReadRun left, ReadRun right, boolean isExact, boolean isBare, Instant at) {

    ReadPair swapped() {
        return new ReadPair(right, left, isExact, isBare, at);
    }

    ReadRun of(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
