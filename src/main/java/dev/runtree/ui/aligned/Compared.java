package dev.runtree.ui.aligned;

/** What comes of comparing two runs step by step. */
sealed interface Compared permits AlignedPair, Refused {}
