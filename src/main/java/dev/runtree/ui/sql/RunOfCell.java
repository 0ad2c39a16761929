package dev.runtree.ui.sql;

import dev.runtree.model.RunLink;
import dev.runtree.store.SqlConsole.Column;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which run, or which step of one, a cell leads to: by the form of its value, and the name of its column. */
final class RunOfCell {
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{32}-[0-9a-f]{16}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("[0-9a-f]{16}");

    private RunOfCell() {}

    /** As {@link RunLink} or {@code runtree show} take it; empty where a cell leads nowhere. */
    static Optional<String> of(List<Column> columns, ResultRow row, int column) {
        var value = row.at(column);
        if (value == null || column >= columns.size()) {
            return Optional.empty();
        }
        if (RUN.matcher(value).matches()) {
            return Optional.of(value);
        }
        var name = columns.get(column).name();
        if (name.endsWith("trace_id") && TRACE.matcher(value).matches()) {
            return Optional.of(value);
        }
        return name.endsWith("span_id") && SPAN.matcher(value).matches()
                ? trace(columns, row).map(trace -> new RunLink(trace, value).toString())
                : Optional.empty();
    }

    private static Optional<String> trace(List<Column> columns, ResultRow row) {
        for (var i = 0; i < columns.size(); i++) {
            @Nullable String value = row.at(i);
            if (columns.get(i).name().equals("trace_id")
                    && value != null
                    && TRACE.matcher(value).matches()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
