package dev.runtree.ui.replay;

import dev.runtree.replay.many.AttemptResult.NotMade;
import dev.runtree.ui.Messages;
import dev.runtree.ui.results.ResultTable;
import java.util.List;
import java.util.function.Consumer;

/** Many replays beneath each other, a row each, in the order in which they are made or by any column. */
final class ManyTable {
    private static final ResultTable.RowState<ManyRow> STATE = new ResultTable.RowState<>() {
        @Override
        public Object key(ManyRow row) {
            return row.attempt();
        }

        @Override
        public boolean waits(ManyRow row) {
            return row.result() == null;
        }

        @Override
        public boolean isBad(ManyRow row) {
            return row.result() instanceof NotMade;
        }
    };

    private ManyTable() {}

    /** @param chosen told which row was clicked, or had Enter pressed on it */
    static ResultTable<ManyRow> of(Consumer<ManyRow> chosen) {
        var table = new ResultTable<>(List.of(ManyColumn.values()), STATE, Messages.text("many.empty"), chosen, true);
        table.setId("manyTable");
        table.setAccessibleText(Messages.text("many.table"));
        return table;
    }
}
