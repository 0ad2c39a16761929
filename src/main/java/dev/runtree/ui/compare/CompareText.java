package dev.runtree.ui.compare;

import dev.runtree.compare.CallOrder;
import dev.runtree.compare.Row;
import dev.runtree.compare.RunComparison;
import dev.runtree.compare.Standing;
import dev.runtree.compare.TextDifference;
import dev.runtree.compare.Value;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison as text to be given away: whole texts, and differences in words. Not for the JavaFX thread. */
final class CompareText {
    private CompareText() {}

    /** The forms that it has. */
    enum Form {
        TEXT("compare.copy.text"),
        MARKDOWN("compare.copy.markdown"),
        CSV("compare.copy.csv");

        private final String title;

        Form(String title) {
            this.title = title;
        }

        String title() {
            return Messages.text(title);
        }
    }

    /** @param all also rows in which nothing differs */
    static String of(RunComparison comparison, Form form, boolean all) {
        var rows = comparison.rows().stream()
                .filter(row -> all || row.differs() || !row.aspect().tells())
                .toList();
        return switch (form) {
            case TEXT -> text(comparison, rows);
            case MARKDOWN -> markdown(comparison, rows);
            case CSV -> csv(comparison, rows);
        };
    }

    private static String head(RunComparison comparison, int column) {
        var run = comparison.runs().get(column).run();
        return Wording.letter(column) + " " + run.name() + " " + run.runId();
    }

    private static String text(RunComparison comparison, List<Row> rows) {
        var text = new StringBuilder();
        for (var i = 0; i < comparison.runs().size(); i++) {
            text.append(head(comparison, i)).append('\n');
        }
        for (var row : rows) {
            text.append('\n')
                    .append(row.differs() ? "≠ " : "= ")
                    .append(Wording.title(row))
                    .append('\n');
            for (var i = 0; i < row.values().size(); i++) {
                text.append("  ").append(Wording.letter(i)).append(": ");
                text.append(told(comparison, row, i).replace("\n", "\n     ")).append('\n');
            }
        }
        return text.toString();
    }

    /** A value and how it stands to the first one's. */
    private static String told(RunComparison comparison, Row row, int column) {
        var standing = row.standings().get(column);
        var value = row.values().get(column);
        var first = row.values().get(comparison.first());
        if (standing.kind() == Standing.Kind.SAME && value instanceof Value.Text) {
            return Messages.text("compare.same");
        }
        var text = Wording.value(row.aspect(), value);
        var delta = Wording.delta(row.aspect(), standing);
        if (value instanceof Value.Calls now && first instanceof Value.Calls before && column != comparison.first()) {
            return Wording.order(CallOrder.of(before.calls(), now.calls())) + "\n" + text;
        }
        return delta.isEmpty() ? text : text + " (" + delta + ")";
    }

    private static String markdown(RunComparison comparison, List<Row> rows) {
        var text = new StringBuilder("| |");
        for (var i = 0; i < comparison.runs().size(); i++) {
            text.append(' ').append(cell(head(comparison, i))).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(comparison.runs().size())).append('\n');
        for (var row : rows) {
            text.append("| ")
                    .append(row.differs() ? "≠ " : "")
                    .append(cell(Wording.title(row)))
                    .append(" |");
            for (var i = 0; i < row.values().size(); i++) {
                text.append(' ').append(markdownCell(comparison, row, i)).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String markdownCell(RunComparison comparison, Row row, int column) {
        var first = row.values().get(comparison.first());
        return row.values().get(column) instanceof Value.Text now
                        && first instanceof Value.Text before
                        && row.standings().get(column).differs()
                ? marked(before.text(), now.text())
                : cell(told(comparison, row, column));
    }

    private static String marked(String before, String now) {
        return TextDifference.of(before, now).stream()
                .map(stretch -> switch (stretch.kind()) {
                    case SAME -> cell(stretch.text());
                    case REMOVED -> "<del>" + cell(stretch.text()) + "</del>";
                    case ADDED -> "<ins>" + cell(stretch.text()) + "</ins>";
                })
                .collect(Collectors.joining());
    }

    /** What a run says is no Markdown of ours. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("\r", "")
                .replace("\n", "<br>");
    }

    private static String csv(RunComparison comparison, List<Row> rows) {
        var lines = new ArrayList<String>();
        var head = new ArrayList<String>(List.of("row", "differs"));
        for (var run : comparison.runs()) {
            head.add(run.run().runId());
        }
        lines.add(fields(head));
        for (var row : rows) {
            var fields = new ArrayList<String>(List.of(Wording.word(row), row.differs() ? "yes" : "no"));
            for (var value : row.values()) {
                fields.add(
                        value instanceof Value.Amount
                                ? Wording.exact(value)
                                : value instanceof Value.Unread ? "" : Wording.value(row.aspect(), value));
            }
            lines.add(fields(fields));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String fields(List<String> fields) {
        return fields.stream().map(CompareText::field).collect(Collectors.joining(","));
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe in front. */
    private static String field(String text) {
        var harmless =
                !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9]+(\\.[0-9]+)?")
                        ? "'" + text
                        : text;
        return harmless.matches("[^\",\\r\\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    /** How much it is, in a sentence. */
    static String told(String text) {
        return Messages.text("copy.done", Figures.count(text.length()));
    }
}
