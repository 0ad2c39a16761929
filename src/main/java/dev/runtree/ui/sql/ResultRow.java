package dev.runtree.ui.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of an answer, with its values as PostgreSQL writes them. */
record ResultRow(List<@Nullable String> values) {
    @Nullable String at(int column) {
        return column < values.size() ? values.get(column) : null;
    }
}
