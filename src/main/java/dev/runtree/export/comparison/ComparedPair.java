package dev.runtree.export.comparison;

import dev.runtree.compare.steps.Alignment;
import dev.runtree.model.Trace;

/**
 * Two runs and what is known of how they differ.
 *
 * @param leftOutOfLeft steps of the left run that are not compared, because the other vocabulary has none like them
 * @param leftOutOfRight likewise
 */
public record ComparedPair(Trace left, Trace right, Alignment alignment, int leftOutOfLeft, int leftOutOfRight) {}
