package dev.runtree.store;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The tables that have a partition a UTC day, and a default partition for the days that have none. */
enum DayTable {
    SPANS("runtree_spans", "start_time"),
    CONTENTS("runtree_contents", "day");

    private final String parent;
    private final String column;

    DayTable(String parent, String column) {
        this.parent = parent;
        this.column = column;
    }

    String parent() {
        return parent;
    }

    String column() {
        return column;
    }

    String rest() {
        return parent + "_default";
    }

    String partition(LocalDate day) {
        return parent + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The day that a partition's name ends with. */
    static LocalDate day(String partition) {
        return LocalDate.parse(partition.substring(partition.lastIndexOf('_') + 1), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The first value of the day, as a literal. */
    String from(LocalDate day) {
        return this == SPANS ? "'" + day.atStartOfDay(ZoneOffset.UTC).toInstant() + "'::timestamptz" : "'" + day + "'::date";
    }

    /** The first value of the next day, as a literal. */
    String to(LocalDate day) {
        return from(day.plusDays(1));
    }

    /** The condition for rows of the day. */
    String on(LocalDate day) {
        return column + " >= " + from(day) + " AND " + column + " < " + to(day);
    }
}
