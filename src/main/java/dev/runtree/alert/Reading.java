package dev.runtree.alert;

import java.math.BigDecimal;

/** What was found when a rule was looked at. */
public sealed interface Reading {

    /** @param value in the unit of the figure */
    record Value(BigDecimal value) implements Reading {}

    /** There is no such figure, as nothing ran. */
    record Nothing(String why) implements Reading {}

    /** The database did not answer. */
    record Unread(String why) implements Reading {}
}
