package dev.runtree.ui;

import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import dev.runtree.query.Glob;
import dev.runtree.query.RunFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a filter, to be marked where they stand in what is shown. Whether a letter is large makes no difference; what a
 * filter excludes is not marked.
 */
public record Highlight(List<String> words) {
    public static final Highlight NONE = new Highlight(List.of());

    /** More are not marked: a page of marks tells nothing. */
    private static final int MOST = 1_000;

    /** How far a gap in the words, written {@code *}, may reach in what is shown. */
    private static final int GAP = 400;

    public Highlight {
        words = List.copyOf(words);
    }

    /**
     * A place in a text.
     *
     * @param start in UTF-16 characters, as {@code end}, which is behind the last one
     */
    public record Mark(int start, int end) {}

    /** The words that runs must say to match. */
    public static Highlight of(RunFilter filter) {
        var found = new ArrayList<String>();
        collect(filter.condition(), found);
        return found.isEmpty() ? NONE : new Highlight(found.stream().distinct().toList());
    }

    private static void collect(Condition condition, List<String> found) {
        switch (condition) {
            case All(var parts) -> parts.forEach(part -> collect(part, found));
            case Any(var parts) -> parts.forEach(part -> collect(part, found));
            case Words(var said) -> {
                if (!said.text().replace("*", "").isBlank()) {
                    found.add(regex(said));
                }
            }
            case Not not -> {}
            case Term term -> {}
            case StepTerm step -> {}
            case Span span -> {}
        }
    }

    /** A line's end or several blanks in what is shown stand for a blank of the words. */
    private static String regex(Glob words) {
        return words.pieces().stream()
                .map(piece -> Pattern.compile("\\s+")
                        .splitAsStream(piece)
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+")))
                .collect(Collectors.joining(".{0," + GAP + "}?"));
    }

    public boolean isNone() {
        return words.isEmpty();
    }

    /** Where the words stand in a text, in order and apart from each other; the first {@value #MOST}. */
    public List<Mark> in(String text) {
        if (isNone()) {
            return List.of();
        }
        var marks = new ArrayList<Mark>();
        var found = Pattern.compile(
                        String.join("|", words), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(text);
        while (marks.size() < MOST && found.find()) {
            if (found.end() > found.start()) {
                marks.add(new Mark(found.start(), found.end()));
            }
        }
        return marks;
    }
}
