package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.CopyProgress;

/** How far copying whole tables is, on a terminal. */
final class CopyLine implements CopyProgress, AutoCloseable {
    private final ProgressLine line;

    CopyLine(Terminal terminal) {
        line = new ProgressLine(terminal);
    }

    @Override
    public void at(String doing, long rows, long ofRows, long bytes) {
        if (line.isDue()) {
            line.show((ofRows < 0 ? "" : ProgressLine.bar(rows, ofRows) + " ") + doing + ": " + Figures.count(rows)
                    + " rows, " + Figures.bytes(bytes));
        }
    }

    /** Takes the line away, to print the outcome. */
    void clear() {
        line.clear();
    }

    @Override
    public void close() {
        line.close();
    }
}
