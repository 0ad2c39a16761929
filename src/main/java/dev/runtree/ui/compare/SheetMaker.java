package dev.runtree.ui.compare;

import dev.runtree.compare.Aspect;
import dev.runtree.compare.CallOrder;
import dev.runtree.compare.CallOrder.Fate;
import dev.runtree.compare.Row;
import dev.runtree.compare.RunComparison;
import dev.runtree.compare.Standing;
import dev.runtree.compare.ToolCall;
import dev.runtree.compare.Value;
import dev.runtree.model.Figures;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Messages;
import dev.runtree.ui.compare.Sheet.Cell;
import dev.runtree.ui.compare.Sheet.Line;
import dev.runtree.ui.compare.Sheet.Part;
import dev.runtree.ui.prose.Piece;
import dev.runtree.ui.prose.WordDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lays a comparison out. Comparing long texts word by word takes its time: not for the JavaFX thread. */
final class SheetMaker {
    /** Characters of a text that a cell shows; all of it is in the step that the cell leads to. */
    private static final int MOST = 900;

    /** Calls that a cell shows. */
    private static final int MOST_CALLS = 24;

    /** Characters of arguments that a line shows. */
    private static final int MOST_ARGUMENTS = 240;

    /** A longer word wraps. */
    private static final int MOST_ON_A_LINE = 24;

    /** Texts of which less than this share is the same are not two versions of one. */
    private static final double ALIKE = 0.3;

    private final RunComparison comparison;

    private SheetMaker(RunComparison comparison) {
        this.comparison = comparison;
    }

    static Sheet of(RunComparison comparison) {
        var maker = new SheetMaker(comparison);
        return new Sheet(comparison, comparison.rows().stream().map(maker::line).toList());
    }

    private Line line(Row row) {
        var cells = new ArrayList<Cell>();
        for (var column = 0; column < row.values().size(); column++) {
            cells.add(cell(row, column));
        }
        var sum = row.sum();
        return new Line(
                row,
                Wording.title(row),
                cells,
                sum == null ? "" : Wording.amount(row.aspect().unit(), sum));
    }

    private Cell cell(Row row, int column) {
        var value = row.values().get(column);
        var first = row.values().get(comparison.first());
        var standing = row.standings().get(column);
        return switch (value) {
            case Value.Calls calls -> calls(row, column, first, calls);
            case Value.Text text -> text(row, column, first, text);
            case Value.Amount amount ->
                cell(row, column, Wording.value(row.aspect(), amount), delta(row.aspect(), standing), List.of(), null);
            case Value.Words words -> words(row, column, words);
            case Value.None none -> cell(row, column, none(row.aspect()), "", List.of(), null);
            case Value.Unread unread -> cell(row, column, Messages.text("compare.unread"), "", List.of(), null);
        };
    }

    private static String none(Aspect aspect) {
        return aspect == Aspect.ERROR || aspect == Aspect.TOOLS ? Messages.text("compare.none") : "–";
    }

    private Cell words(Row row, int column, Value.Words words) {
        if (words.text().length() <= MOST_ON_A_LINE) {
            return cell(
                    row, column, words.text(), Wording.judgement(row.standings().get(column)), List.of(), null);
        }
        return cell(row, column, "", "", List.of(new Part(cut(words.text(), MOST_ARGUMENTS), "", null)), null);
    }

    private static String delta(Aspect aspect, Standing standing) {
        var delta = Wording.delta(aspect, standing);
        var judgement = Wording.judgement(standing);
        return delta.isEmpty() || judgement.isEmpty() ? delta : delta + "  " + judgement;
    }

    private Cell text(Row row, int column, Value first, Value.Text text) {
        var standing = row.standings().get(column);
        if (standing.kind() == Standing.Kind.SAME) {
            return cell(row, column, Messages.text("compare.same"), "", List.of(), text.step());
        }
        var pieces = standing.kind() != Standing.Kind.FIRST && first instanceof Value.Text before
                ? difference(before.text(), text.text())
                : cut(text.text(), MOST);
        return cell(
                row,
                column,
                "",
                Wording.judgement(standing),
                List.of(new Part(pieces, row.aspect() == Aspect.ERROR ? "compare-error" : "", null)),
                text.step());
    }

    private static List<Piece> difference(String before, String now) {
        var pieces = WordDiff.of(before, now);
        var changed = 0;
        for (var piece : pieces) {
            changed += piece.styles().contains("diff-added") || piece.styles().contains("diff-removed")
                    ? piece.text().length()
                    : 0;
        }
        return changed > (1 - ALIKE) * ((double) before.length() + now.length()) ? cut(now, MOST) : cut(pieces);
    }

    private static List<Piece> cut(String text, int most) {
        if (text.length() <= most + most / 10) {
            return List.of(Piece.of(text));
        }
        var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return List.of(Piece.of(text.substring(0, end)), Piece.of(more(text.length() - end), "aside"));
    }

    /** A difference has its first changes; those behind are counted. */
    private static List<Piece> cut(List<Piece> pieces) {
        var shown = new ArrayList<Piece>();
        var room = 2 * MOST;
        var left = 0;
        for (var piece : pieces) {
            if (room > 0) {
                var head = cut(piece.text(), Math.max(40, room));
                shown.add(new Piece(head.getFirst().text(), piece.styles(), null));
                shown.addAll(head.subList(1, head.size()));
                room -= head.getFirst().text().length();
            } else {
                left += piece.text().length();
            }
        }
        if (left > 0) {
            shown.add(Piece.of(more(left), "aside"));
        }
        return shown;
    }

    private static String more(int characters) {
        return " " + Messages.text("compare.more", Figures.count(characters));
    }

    private Cell calls(Row row, int column, Value first, Value.Calls calls) {
        var standing = row.standings().get(column);
        var parts = new ArrayList<Part>();
        var step = calls.calls().isEmpty() ? null : calls.calls().getFirst().step();
        var told = "";
        if (standing.kind() != Standing.Kind.FIRST && first instanceof Value.Calls before) {
            var order = CallOrder.of(before.calls(), calls.calls());
            told = Wording.order(order);
            step = Objects.requireNonNullElse(differing(order, order.lines(), parts), step);
        } else {
            for (var call :
                    calls.calls().subList(0, Math.min(MOST_CALLS, calls.calls().size()))) {
                parts.add(new Part(cut(Wording.call(call), MOST_ARGUMENTS), style(call), call.step()));
            }
            if (calls.calls().size() > MOST_CALLS) {
                parts.add(aside("compare.calls.more", calls.calls().size() - MOST_CALLS));
            }
        }
        if (calls.isCut()) {
            parts.add(new Part(List.of(Piece.of(Wording.cut(calls), "aside")), "", null));
        }
        return cell(row, column, told, "", parts, step);
    }

    private static String style(ToolCall call) {
        return call.hasFailed() ? "compare-call compare-error" : "compare-call";
    }

    /** What is the same is folded; returns where the first difference is. */
    private static @Nullable SpanId differing(CallOrder order, List<CallOrder.Line> lines, List<Part> to) {
        SpanId first = null;
        var same = 0;
        var shown = 0;
        for (var line : lines) {
            if (line.fate() == Fate.SAME) {
                same++;
                continue;
            }
            if (shown++ == MOST_CALLS) {
                to.add(aside("compare.calls.more", lines.size() - order.count(Fate.SAME) - MOST_CALLS));
                return first;
            }
            fold(same, to);
            same = 0;
            to.add(part(line));
            if (first == null && line.now() != null) {
                first = line.now().step();
            }
        }
        if (!to.isEmpty()) {
            fold(same, to);
        }
        return first;
    }

    private static void fold(int same, List<Part> to) {
        if (same > 0) {
            to.add(aside("compare.calls.equal", same));
        }
    }

    private static Part aside(String key, int count) {
        return new Part(List.of(Piece.of(Messages.text(key, Figures.count(count)), "aside")), "", null);
    }

    private static Part part(CallOrder.Line line) {
        var pieces = new ArrayList<Piece>();
        var now = line.now();
        var before = line.before();
        switch (line.fate()) {
            case SAME, ARGUMENTS -> {
                pieces.add(Piece.of("≠ "));
                if (before != null && now != null) {
                    pieces.addAll(cut(WordDiff.of(Wording.call(before), Wording.call(now))));
                }
            }
            case MOVED -> pieces.add(Piece.of("⇅ " + brief(now)));
            case ADDED -> pieces.addAll(List.of(Piece.of("+ "), Piece.of(brief(now), "diff-added")));
            case MISSING -> pieces.addAll(List.of(Piece.of("− "), Piece.of(brief(before), "diff-removed")));
        }
        return new Part(pieces, "compare-call", now == null ? null : now.step());
    }

    private static String brief(@Nullable ToolCall call) {
        var text = call == null ? "" : Wording.call(call);
        return text.length() <= MOST_ARGUMENTS ? text : text.substring(0, MOST_ARGUMENTS) + "…";
    }

    private Cell cell(Row row, int column, String value, String delta, List<Part> parts, @Nullable SpanId step) {
        var standing = row.standings().get(column);
        var said = new StringBuilder(Wording.title(row))
                .append(", ")
                .append(Wording.name(column, comparison.runs().get(column)))
                .append(": ")
                .append(value);
        parts.forEach(part -> part.pieces().forEach(piece -> said.append(' ').append(spoken(piece))));
        said.append(". ").append(standing.differs() ? Messages.text("compare.differs") + " " + delta : delta);
        var isFigure = row.values().get(column) instanceof Value.Amount;
        return new Cell(standing, isFigure, value, delta, parts, step, said.toString());
    }

    private static String spoken(Piece piece) {
        return piece.styles().contains("diff-removed")
                ? Messages.text("compare.spoken.removed", piece.text())
                : piece.styles().contains("diff-added")
                        ? Messages.text("compare.spoken.added", piece.text())
                        : piece.text();
    }
}
