package dev.runtree.cli;

import dev.runtree.store.SqlConsole;
import dev.runtree.store.SqlConsole.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a table for reading. */
final class RowsTable implements SqlConsole.Reader {
    private static final int MOST = 60;

    private final Terminal terminal;
    private @Nullable Table table;

    RowsTable(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void columns(List<Column> columns) {
        table = new Table(
                terminal,
                columns.stream()
                        .map(column -> new Table.Column(column.name(), column.kind() == SqlConsole.Kind.NUMBER, MOST))
                        .toList());
    }

    @Override
    public void row(List<@Nullable String> values) {
        if (table != null) {
            table.row(values.stream()
                    .map(value -> new Table.Cell(value == null ? "" : value))
                    .toList());
        }
    }

    void print() {
        if (table != null) {
            table.print();
        }
    }
}
