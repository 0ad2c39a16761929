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

    /**
     * An expression that says whether the day has a partition. It reads the catalogue's tables: what a connection remembers of
     * names is not looked through again after an advisory lock was waited for.
     */
    String hasPartition(LocalDate day) {
        return "EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = '"
                + parent + "'::regclass AND c.relname = '" + partition(day) + "')";
    }

    /** The day that a partition's name ends with. */
    static LocalDate day(String partition) {
        return LocalDate.parse(partition.substring(partition.lastIndexOf('_') + 1), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The first value of the day, as a literal. */
    String from(LocalDate day) {
        return this == SPANS
                ? "'" + day.atStartOfDay(ZoneOffset.UTC).toInstant() + "'::timestamptz"
                : "'" + day + "'::date";
    }

    /** The first value of the next day, as a literal. */
    String to(LocalDate day) {
        return from(day.plusDays(1));
    }

    /** The condition for rows of the day. */
    String on(LocalDate day) {
        return on("", day);
    }

    /** @param alias of the table, with its dot */
    String on(String alias, LocalDate day) {
        return alias + column + " >= " + from(day) + " AND " + alias + column + " < " + to(day);
    }
}
