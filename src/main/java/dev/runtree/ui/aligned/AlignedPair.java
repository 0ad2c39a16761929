package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.Alignment;

/**
 * Two runs as one tree.
 *
 * @param reason where they part and how, in one line
 */
record AlignedPair(ReadPair read, Alignment alignment, AlignedForest forest, String reason) implements Compared {}
