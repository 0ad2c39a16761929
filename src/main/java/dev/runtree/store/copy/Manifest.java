package dev.runtree.store.copy;

import java.util.List;

/**
 * What a backup says of itself, as {@code manifest.json}.
 *
 * @param format of the file, so that a later form can be told from this one
 * @param program the version of Runtree that wrote it
 * @param server the version of the PostgreSQL that it was read from
 * @param madeAt RFC 3339 in UTC: the moment that it shows
 * @param steps the checksums of the schema's steps that had been applied, in order
 * @param days that had partitions of their own, as {@code 20261125}
 */
public record Manifest(
        int format,
        String program,
        String server,
        String madeAt,
        List<String> steps,
        List<String> days,
        List<Table> tables) {
    public static final int FORMAT = 1;

    public Manifest {
        steps = List.copyOf(steps);
        days = List.copyOf(days);
        tables = List.copyOf(tables);
    }

    /**
     * A table's part.
     *
     * @param sum as {@link RowSum#text} has it
     */
    public record Table(String name, List<String> columns, long rows, long bytes, String sum) {

        public Table {
            columns = List.copyOf(columns);
        }

        static Table of(CopiedTable table, RowSum sum) {
            return new Table(table.name(), table.columns(), sum.rows(), sum.bytes(), sum.text());
        }

        public CopiedTable copied() {
            return new CopiedTable(name, columns);
        }

        /** Whether these are the rows that were written. */
        public boolean isOf(RowSum found) {
            return rows == found.rows() && sum.equals(found.text());
        }
    }

    /** Rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
