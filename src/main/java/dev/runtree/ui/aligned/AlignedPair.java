package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.Alignment;

/**
 * Two runs as one tree.
 *
 * @param reason where they part and how, in one line
 * @param isWhole whether both runs were read to their ends: before, it is their beginnings, and where they part may turn out
 *     to be elsewhere
 */
record AlignedPair(ReadPair read, Alignment alignment, AlignedForest forest, String reason, boolean isWhole)
        implements Compared {}
