package dev.runtree.cli;

import dev.runtree.store.SqlConsole;
import dev.runtree.store.SqlConsole.Column;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows as JSON Lines: numbers, truth values and JSON as such, everything else as text. */
final class RowsJson implements SqlConsole.Reader {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final Json json;
    private List<Column> columns = List.of();

    RowsJson(Json json) {
        this.json = json;
    }

    @Override
    public void columns(List<Column> names) {
        columns = names;
    }

    @Override
    public void row(List<@Nullable String> values) {
        json.startObject();
        for (int i = 0; i < values.size(); i++) {
            value(columns.get(i), values.get(i));
        }
        json.endObject().endLine();
    }

    private void value(Column column, @Nullable String value) {
        if (value == null) {
            json.text(column.name(), null);
            return;
        }
        switch (column.kind()) {
            case TEXT -> json.text(column.name(), value);
            case JSON -> json.raw(column.name(), value.replace('\n', ' ').replace('\r', ' '));
            case BOOLEAN -> json.raw(column.name(), value.startsWith("t") ? "true" : "false");
            case NUMBER -> {
                if (NUMBER.matcher(value).matches()) {
                    json.raw(column.name(), value);
                } else {
                    json.text(column.name(), value);
                }
            }
        }
    }
}
