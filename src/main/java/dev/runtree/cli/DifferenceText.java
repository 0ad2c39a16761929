package dev.runtree.cli;

import dev.runtree.compare.TextDifference.Stretch;
import dev.runtree.compare.steps.Difference;
import dev.runtree.model.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One difference of a step as lines of text: a path with both values, or words, folded to those that changed. */
final class DifferenceText {
    /** Around words that changed, so much of what is the same is shown. */
    private static final int AROUND = 40;

    /** Of one text so much is printed; {@code --json} has the rest. */
    private static final int LONGEST = 2_000;

    private final Terminal terminal;

    DifferenceText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is only repeated is told in one line. */
    void print(List<Difference> differences, String branch) {
        var repeated = differences.stream().filter(DifferenceText::isRepeated).count();
        differences.stream()
                .filter(difference -> !isRepeated(difference))
                .forEach(difference -> print(difference, branch));
        if (repeated > 0) {
            out(branch
                    + terminal.styled(
                            Style.FAINT,
                            Figures.counted(repeated, "message") + (repeated == 1 ? " repeats" : " repeat")
                                    + " what differed before"));
        }
    }

    private static boolean isRepeated(Difference difference) {
        return difference instanceof Difference.Text text && text.isCarried();
    }

    private void print(Difference difference, String branch) {
        var label = branch + terminal.styled(Style.FAINT, difference.facet().word() + " ");
        switch (difference) {
            case Difference.Value value -> {
                var path =
                        value.path().isEmpty() ? "" : terminal.styled(Style.FAINT, Width.oneLine(value.path()) + " ");
                out(label + path + side(Style.BAD, value.left()) + " → " + side(Style.GOOD, value.right()));
            }
            case Difference.Text text -> text(text, label, branch);
            case Difference.More more ->
                out(label + Figures.counted(more.count(), "more difference") + "; --json has as many as are told");
        }
    }

    private String side(Style style, @Nullable String value) {
        return value == null
                ? terminal.styled(Style.FAINT, "none")
                : terminal.styled(style, cut(Width.oneLine(value), LONGEST / 10));
    }

    private void text(Difference.Text text, String label, String branch) {
        var message = text.place() == 0 ? "" : "message " + text.place() + " (" + Width.oneLine(text.role()) + ") ";
        var start = label + terminal.styled(Style.FAINT, message);
        var first = true;
        for (var line : words(text.stretches()).split("\n", -1)) {
            out(first ? start + line : branch + "  " + line);
            first = false;
        }
    }

    /** In brackets as well as in colours, so that it reads without them. */
    private String words(List<Stretch> stretches) {
        var words = new StringBuilder();
        for (var at = 0; at < stretches.size(); at++) {
            if (words.length() > LONGEST) {
                return words.append(" …").toString();
            }
            var stretch = stretches.get(at);
            var text = Width.printable(stretch.text());
            switch (stretch.kind()) {
                case SAME -> words.append(folded(text, at == 0, at == stretches.size() - 1));
                case REMOVED -> words.append(marked(Style.BAD, "[-", text, "-]"));
                case ADDED -> words.append(marked(Style.GOOD, "{+", text, "+}"));
            }
        }
        return words.toString();
    }

    /** Colours end with each line, as the line before it may be cut or coloured by itself. */
    private String marked(Style style, String open, String text, String close) {
        return (open + cut(text, LONGEST / 2) + close)
                .lines()
                .map(line -> terminal.styled(style, line))
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
    }

    private static String folded(String text, boolean isStart, boolean isEnd) {
        var from = isEnd ? text.length() : Math.max(0, text.length() - AROUND);
        var to = isStart ? 0 : Math.min(text.length(), AROUND);
        if (from <= to + AROUND / 2) {
            return text;
        }
        return whole(text, 0, to) + "…" + whole(text, from, text.length());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : whole(text, 0, most) + "…";
    }

    /** Without half a character at either end. */
    private static String whole(String text, int from, int to) {
        var start = from > 0 && from < to && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
        var end = to < text.length() && to > start && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
        return text.substring(start, end);
    }

    private void out(String line) {
        terminal.out().line(line);
    }
}
