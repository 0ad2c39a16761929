package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.Step;
import dev.runtree.compare.steps.StepDifferences;
import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.aligned.Section.Line;
import dev.runtree.ui.prose.Piece;
import dev.runtree.ui.prose.WordDiff;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out what differs in a step; of a step that is in one run only, or is the same in both, all it said. Not for the JavaFX thread. */
final class SectionMaker {
    /** So many differences of one kind are shown; the rest is counted. */
    private static final int MOST_LINES = 60;

    /** Of a long conversation the last messages are shown. */
    private static final int MOST_MESSAGES = 12;

    /** Characters of one text that are shown word by word. */
    private static final int MOST = 6_000;

    /** Longer values in JSON are told as texts. */
    private static final int LONG_VALUE = 100;

    private final StepDetail detail;

    private SectionMaker(StepDetail detail) {
        this.detail = detail;
    }

    static List<Section> of(StepDetail detail) {
        var maker = new SectionMaker(detail);
        var step = detail.step();
        var sections = step.changed().isEmpty() ? maker.whole(step) : maker.changed();
        return sections.isEmpty() ? List.of(maker.nothing(step)) : sections;
    }

    private Section nothing(AlignedStep step) {
        var told = step.fate() == Fate.SAME ? "aligned.same.silent" : "aligned.silent";
        return new Section("", true, List.of(new Section.Note(Messages.text(told))));
    }

    private List<Section> changed() {
        var byFacet = new EnumMap<Facet, List<Difference>>(Facet.class);
        detail.step().changed().forEach(facet -> byFacet.put(facet, new ArrayList<>()));
        detail.differences()
                .forEach(difference -> byFacet.computeIfAbsent(difference.facet(), facet -> new ArrayList<>())
                        .add(difference));
        var sections = new ArrayList<Section>();
        byFacet.forEach((facet, differences) -> sections.add(section(facet, lines(differences))));
        return sections;
    }

    private static List<Line> lines(List<Difference> differences) {
        var lines = new ArrayList<Line>();
        var repeated = 0;
        var more = 0;
        for (var difference : differences) {
            if (difference instanceof Difference.Text text && text.isCarried()) {
                repeated++;
            } else if (difference instanceof Difference.More rest) {
                more += rest.count();
            } else if (lines.size() >= MOST_LINES) {
                more++;
            } else {
                lines.add(line(difference));
            }
        }
        if (repeated > 0) {
            lines.add(new Section.Note(
                    Messages.text(repeated == 1 ? "aligned.repeats" : "aligned.repeat", Figures.count(repeated))));
        }
        if (more > 0) {
            lines.add(new Section.Note(Messages.text("aligned.more", Figures.count(more))));
        }
        if (lines.isEmpty()) {
            lines.add(new Section.Note(Messages.text("aligned.unread")));
        }
        return lines;
    }

    private static Line line(Difference difference) {
        return switch (difference) {
            case Difference.Value value -> value(value);
            case Difference.Text text -> new Section.Words(label(text), cut(apart(WordDiff.of(text.stretches()))));
            case Difference.More more -> new Section.Note(Messages.text("aligned.more", Figures.count(more.count())));
        };
    }

    private static Line value(Difference.Value value) {
        var left = value.left();
        var right = value.right();
        var path = OneLine.of(value.path().startsWith("$.") ? value.path().substring(2) : value.path());
        return left != null && right != null && Math.min(left.length(), right.length()) > LONG_VALUE
                ? new Section.Words(path, cut(apart(WordDiff.of(left, right))))
                : new Section.Values(path, line(left), line(right));
    }

    private static @Nullable String line(@Nullable String value) {
        return value == null ? null : OneLine.of(value);
    }

    private static String label(Difference.Text text) {
        return text.place() == 0
                ? ""
                : Messages.text("aligned.message", Figures.count(text.place()), OneLine.of(text.role()));
    }

    /** Two texts that have nothing in common stand one beneath the other. */
    private static List<Piece> apart(List<Piece> pieces) {
        var isOther = pieces.size() == 2
                && pieces.stream().noneMatch(piece -> piece.styles().isEmpty());
        return isOther ? List.of(pieces.getFirst(), Piece.of("\n"), pieces.getLast()) : pieces;
    }

    /** The first changes; how much stands behind them is said. */
    private static List<Piece> cut(List<Piece> pieces) {
        var shown = new ArrayList<Piece>();
        var room = MOST;
        var left = 0;
        for (var piece : pieces) {
            var length = Math.min(piece.text().length(), Math.max(0, room));
            length -= length > 0
                            && length < piece.text().length()
                            && Character.isHighSurrogate(piece.text().charAt(length - 1))
                    ? 1
                    : 0;
            if (length > 0) {
                shown.add(new Piece(piece.text().substring(0, length), piece.styles(), null));
            }
            room -= length;
            left += piece.text().length() - length;
        }
        if (left > 0) {
            shown.add(Piece.of(" " + Messages.text("compare.more", Figures.count(left)), "aside"));
        }
        return shown;
    }

    private List<Section> whole(AlignedStep step) {
        var sections = new ArrayList<Section>();
        if (step.fate() == Fate.SAME || step.fate() == Fate.MOVED) {
            sections.add(new Section(
                    "",
                    true,
                    List.of(new Section.Note(
                            Messages.text(step.fate() == Fate.SAME ? "aligned.same.whole" : "aligned.moved.whole")))));
        }
        var content = step.right() == null ? detail.left() : detail.right();
        whole(step.any(), content, sections);
        return sections;
    }

    private static void whole(Step step, @Nullable Content content, List<Section> to) {
        var noted = to.size();
        StepDifferences.whole(step, content).forEach((facet, text) -> {
            switch (facet) {
                case NAME, STATUS, MODEL -> {} // stand in the head
                case PROMPT -> to.add(section(facet, messages(content == null ? List.of() : content.inputMessages())));
                case ANSWER -> to.add(section(facet, messages(content == null ? List.of() : content.outputMessages())));
                case PARAMETERS, TOOLS, INPUT, OUTPUT, ERROR ->
                    to.add(section(facet, List.of(new Section.Whole("", text))));
            }
        });
        if (content == null && to.size() == noted) {
            to.add(new Section("", true, List.of(new Section.Note(Messages.text("aligned.silent")))));
        }
    }

    private static Section section(Facet facet, List<Line> lines) {
        return new Section(title(StepWords.facet(facet)), facet.isAsked(), lines);
    }

    private static String title(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static List<Line> messages(List<Message> messages) {
        var lines = new ArrayList<Line>();
        var from = Math.max(0, messages.size() - MOST_MESSAGES);
        if (from > 0) {
            lines.add(new Section.Note(
                    Messages.text("aligned.messages.last", MOST_MESSAGES, Figures.count(messages.size()))));
        }
        for (var at = from; at < messages.size(); at++) {
            var message = messages.get(at);
            lines.add(new Section.Whole(
                    Messages.text("aligned.message", Figures.count(at + 1), OneLine.of(message.role())),
                    StepDifferences.whole(message)));
        }
        return lines;
    }
}
