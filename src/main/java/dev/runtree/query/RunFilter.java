package dev.runtree.query;

import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which runs are wanted: {@code key:value} terms and words, in the grammar of the filter bar and the command line. */
public record RunFilter(Condition condition) {
    public static final RunFilter ALL = new RunFilter(new All(List.of()));

    private static final Pattern BLANK = Pattern.compile("\\s");
    private static final Pattern FURTHER_TERM =
            Pattern.compile("\\s(?:-?\\(*-?[A-Za-z_][A-Za-z0-9_.]*:\\S|OR\\s|NOT\\s|AND\\s)");
    private static final Pattern TERM = Pattern.compile("((?:NOT )?-?[A-Za-z_][A-Za-z0-9_.]*:)(.*)", Pattern.DOTALL);

    /** @throws BadFilter with the place of the mistake and what was expected there */
    public static RunFilter parse(String text) {
        return new RunFilter(new FilterParser(text).parse());
    }

    /**
     * Reads the words of a command line, where the shell has taken the quotes away: a word with blanks in it is one phrase, or
     * one value, unless it holds further terms.
     *
     * @throws BadFilter with the place of the mistake in the words joined by blanks
     */
    public static RunFilter parse(List<String> words) {
        return parse(words.stream().map(RunFilter::requoted).collect(Collectors.joining(" ")));
    }

    /** The filter line of it, which reads back to an equal filter. */
    public String print() {
        return condition.print();
    }

    /** Whether it asks for words anywhere. */
    public boolean hasWords() {
        return hasWords(condition);
    }

    private static boolean hasWords(Condition condition) {
        return switch (condition) {
            case All(var parts) -> parts.stream().anyMatch(RunFilter::hasWords);
            case Any(var parts) -> parts.stream().anyMatch(RunFilter::hasWords);
            case Not(var part) -> hasWords(part);
            case Words words -> true;
            case Term term -> false;
            case StepTerm term -> false;
            case Span span -> false;
        };
    }

    /** This filter with a term, in place of what it said of that key. */
    public RunFilter with(RunKey key, Match match) {
        var parts = new ArrayList<>(without(key).parts());
        parts.add(new Term(key, match));
        return of(parts);
    }

    /** @throws BadFilter when the value does not fit the key */
    public RunFilter with(RunKey key, String value) {
        var text = key.takes() == RunKey.Values.TEXT ? Glob.of(value).print() : value;
        return parse(key.word() + ":" + text).condition() instanceof Term(var sameKey, var match)
                ? with(sameKey, match)
                : this;
    }

    /** This filter without what it says of the key for all runs; what it says inside OR, NOT and parentheses stays. */
    public RunFilter without(RunKey key) {
        return of(parts().stream()
                .filter(part -> !(part instanceof Term term && term.key() == key))
                .toList());
    }

    /** What the filter asks of this key for all runs, as it was written without quotes. */
    public Optional<String> value(RunKey key) {
        return parts().stream()
                .filter(part -> part instanceof Term term && term.key() == key)
                .map(part -> ((Term) part).match())
                .map(match -> match instanceof Glob glob ? glob.text() : match.print(key))
                .findFirst();
    }

    /**
     * A filter that asks for less.
     *
     * @param term what is left out, as it is written in a filter line
     * @param rest the filter without it
     */
    public record Relaxed(String term, RunFilter rest) {}

    /** The filter without each of the terms that all have to hold, in their order. */
    public List<Relaxed> relaxed() {
        var all = parts();
        var result = new ArrayList<Relaxed>();
        for (var i = 0; i < all.size(); i++) {
            var rest = new ArrayList<>(all);
            var left = rest.remove(i);
            result.add(new Relaxed(left.print(), of(rest)));
        }
        return List.copyOf(result);
    }

    private List<Condition> parts() {
        return condition instanceof All(var parts) ? parts : List.of(condition);
    }

    private static RunFilter of(List<Condition> parts) {
        return new RunFilter(parts.size() == 1 ? parts.getFirst() : new All(parts));
    }

    private static String requoted(String word) {
        if (word.isEmpty()) {
            return "\"\"";
        }
        if (word.indexOf('"') >= 0
                || !BLANK.matcher(word).find()
                || FURTHER_TERM.matcher(word).find()) {
            return word;
        }
        var term = TERM.matcher(word);
        return term.matches() ? term.group(1) + Glob.quoted(term.group(2), true) : Glob.quoted(word, true);
    }
}
