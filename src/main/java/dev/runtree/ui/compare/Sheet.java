package dev.runtree.ui.compare;

import dev.runtree.compare.Row;
import dev.runtree.compare.RunComparison;
import dev.runtree.compare.Standing;
import dev.runtree.model.SpanId;
import dev.runtree.ui.prose.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison laid out: what every cell shows and says. Made off the JavaFX thread. */
record Sheet(RunComparison comparison, List<Line> lines) {
    Sheet {
        lines = List.copyOf(lines);
    }

    /**
     * A row of the table.
     *
     * @param sum what its numbers add up to; empty for none
     */
    record Line(Row row, String title, List<Cell> cells, String sum) {
        Line {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell of the table.
     *
     * @param figure whether the value is a number, or another word for machines
     * @param value what stands in it, on one line
     * @param delta by how much it differs; empty where that is nothing to say
     * @param passages what stands beneath, laid out
     * @param step where it leads in its run; {@code null} for the run itself
     * @param spoken what is said of it
     */
    record Cell(
            Standing standing,
            boolean figure,
            String value,
            String delta,
            List<Part> passages,
            @Nullable SpanId step,
            String spoken) {
        Cell {
            passages = List.copyOf(passages);
        }
    }

    /**
     * A passage in a cell.
     *
     * @param style its style class; empty for none
     * @param step where it leads; {@code null} for where its cell does
     */
    record Part(List<Piece> pieces, String style, @Nullable SpanId step) {
        Part {
            pieces = List.copyOf(pieces);
        }
    }
}
