/** What traces add to the roll-ups that dashboards read, as pure functions of their spans, and histograms of durations. */
@NullMarked
package dev.runtree.model.rollup;

import org.jspecify.annotations.NullMarked;
