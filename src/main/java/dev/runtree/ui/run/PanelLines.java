package dev.runtree.ui.run;

import dev.runtree.ui.run.ToolPanel.Field;
import dev.runtree.ui.run.ToolPanel.Tone;
import java.util.ArrayList;
import java.util.List;

/** A {@link ToolPanel} broken into lines for a width: twelve of each side are seen, the rest is scrolled to. */
record PanelLines(ToolPanel panel, int inputColumns, int outputColumns, PanelSide input, PanelSide output) {

    /** Breaks it into columns of so many characters of the mono font. */
    static PanelLines of(ToolPanel panel, int inputColumns, int outputColumns) {
        var tone = panel.failed() ? Tone.ERROR : Tone.PLAIN;
        var output = new ArrayList<>(List.of(new Field(null, panel.output(), tone)));
        panel.notes().forEach(note -> output.add(new Field(null, note, Tone.NOTE)));
        return new PanelLines(
                panel,
                inputColumns,
                outputColumns,
                new PanelSide(panel.input(), inputColumns),
                new PanelSide(output, outputColumns));
    }

    @SuppressWarnings("ReferenceEquality") // a panel that was read again is broken into lines again
    boolean fits(ToolPanel other, int input, int output) {
        return panel == other && inputColumns == input && outputColumns == output;
    }

    /** How many lines high it is. */
    int lines() {
        return Math.max(1, Math.max(input.count(PanelSide.SEEN), output.count(PanelSide.SEEN)));
    }
}
