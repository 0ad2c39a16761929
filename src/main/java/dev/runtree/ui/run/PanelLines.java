package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.provenance.CallOrigins.Mark;
import dev.runtree.ui.run.ToolPanel.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ToolPanel} wrapped into lines for a width. Twelve lines a side; what is left is counted in a last line.
 *
 * @param keys the width of the keys, in characters
 */
record PanelLines(List<Line> input, List<Line> output, int keys) {
    static final int MOST = 12;
    private static final int LONGEST_KEY = 24;
    /** Of several arguments none may push the others out. */
    private static final int MOST_OF_ONE = 4;

    /** A line of one side. */
    record Line(@Nullable String key, String text, Tone tone, Mark mark) {
        Line(@Nullable String key, String text, Tone tone) {
            this(key, text, tone, Mark.NONE);
        }
    }

    /** Wraps into columns of so many characters of the mono font. */
    static PanelLines of(ToolPanel panel, int inputColumns, int outputColumns) {
        var keys = 0;
        for (var field : panel.input()) {
            keys = Math.max(
                    keys,
                    field.key() == null ? 0 : Math.min(LONGEST_KEY, field.key().length()) + 2);
        }
        keys = Math.min(keys, Math.max(6, inputColumns / 2));
        var input = new ArrayList<Line>();
        var hidden = 0;
        for (var field : panel.input()) {
            String key = field.key() == null ? null : elide(field.key(), keys - 1);
            var lines = wrap(field.value(), inputColumns - keys);
            var fits = panel.input().size() > 1 ? Math.min(lines.size(), MOST_OF_ONE) : lines.size();
            hidden += lines.size() - fits;
            for (var i = 0; i < fits; i++) {
                var more = i == fits - 1 && fits < lines.size() ? " …" : "";
                input.add(new Line(key, lines.get(i) + more, field.tone(), field.mark()));
                key = null;
            }
        }
        var output = new ArrayList<Line>();
        for (var line : wrap(panel.output(), outputColumns)) {
            output.add(new Line(null, line, panel.failed() ? Tone.ERROR : Tone.PLAIN));
        }
        var shownOutput = new ArrayList<>(shown(output, 0, panel.outputSize()));
        for (var note : panel.notes()) {
            wrap(note, outputColumns).forEach(line -> shownOutput.add(new Line(null, line, Tone.NOTE)));
        }
        return new PanelLines(shown(input, hidden, panel.inputSize()), List.copyOf(shownOutput), keys);
    }

    private static String elide(String key, int room) {
        return key.length() <= room ? key : key.substring(0, Math.max(0, room - 1)) + "…";
    }

    private static List<Line> shown(List<Line> lines, int hidden, int size) {
        if (lines.size() <= MOST && hidden == 0 && size <= ToolPanel.LONGEST) {
            return List.copyOf(lines);
        }
        var shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), MOST - 1)));
        var all = size > ToolPanel.LONGEST
                ? Figures.count(size) + " characters"
                : (lines.size() - shown.size() + hidden) + " more lines";
        shown.add(new Line(null, all + " · whole in the detail pane", Tone.NOTE));
        return List.copyOf(shown);
    }

    /** Breaks at line breaks, then at spaces, then anywhere. */
    static List<String> wrap(String text, int columns) {
        var room = Math.max(8, columns);
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\r\n|\r|\n", -1)) {
            var rest = paragraph.replace("\t", "    ");
            while (rest.length() > room) {
                var space = rest.lastIndexOf(' ', room);
                var cut = space > room / 2 ? space : safe(rest, room);
                lines.add(rest.substring(0, cut));
                rest = space > room / 2 ? rest.substring(cut + 1) : rest.substring(cut);
            }
            lines.add(rest);
        }
        return lines;
    }

    /** Not between the two halves of one character. */
    private static int safe(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    int lines() {
        return Math.max(input.size(), output.size());
    }
}
