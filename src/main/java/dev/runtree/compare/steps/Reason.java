package dev.runtree.compare.steps;

import dev.runtree.compare.TextDifference.Kind;
import dev.runtree.compare.TextDifference.Stretch;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference.Text;
import dev.runtree.compare.steps.Difference.Value;
import dev.runtree.model.Figures;
import dev.runtree.model.SpanKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where two runs part and how, in one line of plain words; the right run is told in terms of the left. */
public final class Reason {
    private static final int LONGEST = 60;

    private final Alignment alignment;
    private final List<Difference> differences;

    private final String left;
    private final String right;

    private Reason(Alignment alignment, List<Difference> differences, String left, String right) {
        this.alignment = alignment;
        this.differences = differences;
        this.left = left;
        this.right = right;
    }

    /** @param differences of the step at {@link Alignment#first} */
    public static String of(Alignment alignment, List<Difference> differences) {
        return of(alignment, differences, "the left run", "the right run");
    }

    /**
     * As {@link #of(Alignment, List)}.
     *
     * @param left what the left run is called in a sentence
     * @param right likewise
     */
    public static String of(Alignment alignment, List<Difference> differences, String left, String right) {
        return new Reason(alignment, differences, left, right).line();
    }

    private String line() {
        if (alignment.isEqual()) {
            return "no step differs";
        }
        var step = alignment.steps().get(alignment.first());
        var number = step.left() == null ? step.any().number() : step.left().number();
        return "from step " + Figures.count(number) + (step.left() == null ? " of " + right + " on: " : " on: ")
                + what(step);
    }

    private String what(AlignedStep step) {
        var name = named(step.any());
        return switch (step.fate()) {
            case RIGHT ->
                step.any().triedAgain()
                        ? name + " failed and was tried again" + message(step.any())
                        : name + " was called, which " + left + " did not do";
            case LEFT -> left(step, name);
            case MOVED -> name + " comes at another place";
            case CHANGED, SAME -> changed(step, name);
        };
    }

    private String left(AlignedStep step, String name) {
        if (step.any().triedAgain()) {
            return name + " did not fail first, as it had in " + left;
        }
        var next = alignment.first() + 1 < alignment.steps().size()
                ? alignment.steps().get(alignment.first() + 1)
                : null;
        return next != null
                        && next.fate() == Fate.RIGHT
                        && next.depth() == step.depth()
                        && next.any().span().kind() == step.any().span().kind()
                ? named(next.any()) + " was called instead of " + name
                : name + " was not called";
    }

    private String changed(AlignedStep step, String name) {
        var facet = Objects.requireNonNull(alignment.firstChange());
        var of = differences.stream()
                .filter(difference -> difference.facet() == facet)
                .toList();
        var first = of.isEmpty() ? null : of.getFirst();
        var how = switch (first) {
            case Value value -> value(value, name, step);
            case Text text -> text(text, name);
            case Difference.More more -> name + " differs";
            case null -> name + " differs in its " + word(facet);
        };
        var more = of.stream()
                        .filter(difference -> !(difference instanceof Difference.More))
                        .count()
                - 1;
        return how + (more > 0 ? ", and " + Figures.counted(more, "more difference") : "");
    }

    private static String value(Value value, String name, AlignedStep step) {
        var where = value.path().startsWith("$.") ? value.path().substring(2) + " " : "";
        var right = quoted(value.right());
        var left = quoted(value.left());
        return switch (value.facet()) {
            case NAME -> right + " ran instead of " + left;
            case MODEL -> "the model was " + right + " instead of " + left;
            case STATUS ->
                step.any().span().failed()
                        ? name + " failed" + message(step.any())
                        : name + " was " + right + " instead of " + left;
            default -> {
                var verb = value.facet().isAsked() ? " got " : " gave ";
                yield name + verb + given(value, where, left, right);
            }
        };
    }

    private static String given(Value value, String where, String left, String right) {
        var what = where.isEmpty() && value.path().isEmpty() ? word(value.facet()) + " " : where;
        if (value.left() == null) {
            return what + right + " in addition";
        }
        return value.right() == null
                ? "no " + what.strip() + ", which had been " + left
                : what + right + " instead of " + left;
    }

    private static String text(Text text, String name) {
        var parts = text.stretches().stream()
                .filter(stretch ->
                        stretch.kind() != Kind.SAME && !stretch.text().isBlank())
                .count();
        var removed = quoted(side(text.stretches(), Kind.REMOVED, parts <= 2));
        var added = quoted(side(text.stretches(), Kind.ADDED, parts <= 2));
        var subject = switch (text.facet()) {
            case PROMPT -> name + " was told";
            case ANSWER -> name + " answered";
            case ERROR -> name + " failed with";
            default -> name + (text.facet().isAsked() ? " got" : " gave");
        };
        var where = text.facet() == Facet.PROMPT ? " in the " + text.role() + " message" : "";
        if (added.isEmpty()) {
            return subject + " no more " + removed + where;
        }
        return subject + " " + added + (removed.isEmpty() ? " in addition" : " instead of " + removed) + where;
    }

    /** What was taken away or came, alone; or the whole text of that side, where that is too many single words. */
    private static String side(List<Stretch> stretches, Kind kind, boolean isAlone) {
        return stretches.stream()
                .filter(stretch -> stretch.kind() == kind || (!isAlone && stretch.kind() == Kind.SAME))
                .map(Stretch::text)
                .collect(Collectors.joining())
                .strip();
    }

    private static String named(Step step) {
        return step.span().kind() == SpanKind.LLM ? "the model" : step.name();
    }

    private static String message(Step step) {
        var message = step.span().statusMessage();
        return message == null || message.isBlank() ? "" : ": " + shortened(message);
    }

    private static String word(Facet facet) {
        return switch (facet) {
            case INPUT -> "input";
            case OUTPUT -> "output";
            case TOOLS -> "offered tools";
            default -> facet.word();
        };
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "none" : shortened(text);
    }

    /** On one line; a text in JSON loses its quotes where nothing in it needs them. */
    private static String shortened(String text) {
        var plain = text.length() > 2 && text.matches("\"[\\p{L}\\p{N}:.+/_@-]*\"")
                ? text.substring(1, text.length() - 1)
                : text;
        var line = plain.strip().replaceAll("\\s+", " ");
        var end = Math.min(line.length(), LONGEST);
        end -= end < line.length() && Character.isHighSurrogate(line.charAt(end - 1)) ? 1 : 0;
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }
}
