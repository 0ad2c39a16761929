/**
 * Where the time, the tokens and the money of a run went: a tab of the run. {@link StatisticsReading} has the sums made off
 * the FX thread, {@link StatisticsTable} shows and sorts them, {@link PathBar} draws the critical path.
 */
@NullMarked
package dev.runtree.ui.statistics;

import org.jspecify.annotations.NullMarked;
