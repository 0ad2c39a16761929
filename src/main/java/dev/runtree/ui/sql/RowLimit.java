package dev.runtree.ui.sql;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.Optional;
import java.util.stream.Stream;

/** How many rows are shown of an answer. */
enum RowLimit {
    FEW(1_000),
    USUAL(10_000),
    MANY(100_000);

    private final int rows;

    RowLimit(int rows) {
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    static Optional<RowLimit> ofWord(String word) {
        return Stream.of(values()).filter(one -> one.name().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return Messages.text("sql.limit.rows", Figures.count(rows));
    }
}
