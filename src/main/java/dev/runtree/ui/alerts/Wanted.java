package dev.runtree.ui.alerts;

import dev.runtree.model.watch.Signal;
import dev.runtree.query.RunFilter;

/**
 * What a new alert is to be about.
 *
 * @param filter of that by which the signal is counted
 */
public record Wanted(Signal signal, RunFilter filter) {}
