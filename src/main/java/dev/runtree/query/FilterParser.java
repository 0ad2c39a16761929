package dev.runtree.query;

import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the filter line: terms side by side must all hold, {@code OR} binds weaker, parentheses group, {@code -} negates. */
final class FilterParser {
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final String ATTRIBUTE = "attr.";
    private static final int DEEPEST = 100;
    private static final int MOST_TERMS = 500;

    /** The database makes an automaton of words: of a book it would be one for hours. */
    private static final int LONGEST = 10_000;

    private final String text;
    private int at;
    private int depth;
    private int terms;
    private boolean inStep;

    FilterParser(String text) {
        this.text = text;
    }

    Condition parse() {
        if (text.length() > LONGEST) {
            throw new BadFilter("A filter has at most 10,000 characters", LONGEST, text.length());
        }
        var condition = alternatives();
        if (at < text.length()) {
            throw new BadFilter("This closing parenthesis was never opened", at, at + 1);
        }
        return condition;
    }

    private Condition alternatives() {
        var parts = new ArrayList<Condition>();
        parts.add(together());
        skipBlanks();
        for (var or = at; takeWord("OR"); or = at) {
            if (isMissing(parts.getLast()) || atEnd() || text.charAt(at) == ')' || atWord("OR")) {
                throw new BadFilter("OR needs a term on both sides", or, or + 2);
            }
            parts.add(together());
            skipBlanks();
        }
        return parts.size() == 1 ? parts.getFirst() : new Any(parts);
    }

    private static boolean isMissing(Condition part) {
        return part.equals(new All(List.of()));
    }

    private Condition together() {
        var parts = new ArrayList<Condition>();
        while (!atEnd() && text.charAt(at) != ')' && !atWord("OR")) {
            if (!takeWord("AND")) {
                parts.add(negatable());
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new All(parts);
    }

    private Condition negatable() {
        var start = at;
        if (takeWord("NOT") || takeMinus()) {
            if (atEnd() || text.charAt(at) == ')') {
                throw new BadFilter("What is to be left out is missing", start, Math.max(start + 1, at));
            }
            return new Not(nested(start, this::negatable));
        }
        return text.charAt(at) == '(' ? group() : term();
    }

    private Condition group() {
        var open = at++;
        var inside = nested(open, this::alternatives);
        if (atEnd()) {
            throw new BadFilter("This parenthesis is not closed", open, open + 1);
        }
        at++;
        return inside;
    }

    private Condition nested(int start, Supplier<Condition> inside) {
        if (++depth > DEEPEST) {
            throw new BadFilter("This is nested too deeply", start, start + 1);
        }
        var condition = inside.get();
        depth--;
        return condition;
    }

    private Condition term() {
        var start = at;
        if (++terms > MOST_TERMS) {
            throw new BadFilter("A filter has at most " + MOST_TERMS + " terms", start, text.length());
        }
        var attribute = attributeName();
        if (attribute != null) {
            return new StepTerm(StepKey.ATTR, attribute, match(StepKey.ATTR, start));
        }
        var key = KEY.matcher(text).region(at, text.length());
        if (!key.lookingAt() || key.end() == text.length() || text.charAt(key.end()) != ':') {
            return words(start);
        }
        var word = key.group().toLowerCase(Locale.ROOT);
        at = key.end() + 1;
        if (word.equals("span")) {
            return span(start);
        }
        var ofRun = RunKey.ofWord(word);
        if (ofRun.isPresent() && !inStep) {
            return new Term(ofRun.get(), match(ofRun.get(), start));
        }
        var ofStep = StepKey.ofWord(word);
        if (ofStep.isPresent()) {
            return new StepTerm(ofStep.get(), "", match(ofStep.get(), start));
        }
        throw new BadFilter(unknown(key.group(), ofRun.isPresent()), start, key.end());
    }

    private Condition words(int start) {
        var value = value();
        if (inStep) {
            throw new BadFilter(
                    "Inside span:(...) each piece asks something of the step; expected one of " + StepKey.all()
                            + " with a colon and a value behind it",
                    start,
                    at);
        }
        return new Words(value.glob());
    }

    private Match match(Key key, int start) {
        var written = text.substring(start, at - 1);
        return new ValueParser(key, written, value(), start).parse();
    }

    /** {@code span:(tool:search step.status:error)} asks all of it of one step. */
    private Condition span(int start) {
        if (inStep) {
            throw new BadFilter("A step has no steps of its own to ask for inside span:(...)", start, at);
        }
        if (at == text.length() || text.charAt(at) != '(') {
            throw new BadFilter(
                    "'span:' needs parentheses around what one step must be, as in span:(tool:search"
                            + " step.status:error)",
                    start,
                    at);
        }
        inStep = true;
        var step = group();
        inStep = false;
        if (step.equals(new All(List.of()))) {
            throw new BadFilter(
                    "What the step must be is missing, as in span:(tool:search step.status:error)", start, at);
        }
        return new Span(step);
    }

    private String unknown(String word, boolean isOfRun) {
        if (isOfRun) {
            return "'" + word + "' is a key of a run, not of a step; inside span:(...) the keys are " + StepKey.all();
        }
        var known = new ArrayList<String>();
        if (!inStep) {
            Arrays.stream(RunKey.values()).map(RunKey::word).forEach(known::add);
            known.add("span");
        }
        Arrays.stream(StepKey.values()).map(StepKey::word).forEach(known::add);
        return "There is no key '" + ValueParser.shortened(word) + "'"
                + Nearest.to(word, known)
                        .map(near -> "; did you mean '" + near + ":'?")
                        .orElse(".")
                + (inStep ? " The keys of a step are " : " The keys are " + RunKey.all() + "; of a step ")
                + StepKey.all() + (inStep ? "" : ", span:(...) (put text that is no term in quotes)");
    }

    /** Behind {@code attr.} up to the colon; {@code null} when no such key stands here. */
    private @Nullable String attributeName() {
        if (!text.regionMatches(true, at, ATTRIBUTE, 0, ATTRIBUTE.length())) {
            return null;
        }
        var begin = at;
        at += ATTRIBUTE.length();
        var name = new StringBuilder();
        while (at < text.length() && (text.charAt(at) == '"' || AttributeName.isPlain(text.charAt(at)))) {
            if (text.charAt(at) == '"') {
                name.append(quoted());
            } else {
                name.append(text.charAt(at++));
            }
        }
        if (at == text.length() || text.charAt(at) != ':') {
            at = begin;
            return null;
        }
        if (name.isEmpty()) {
            throw new BadFilter("The name of an attribute is missing, as in attr.http.method:GET", begin, at + 1);
        }
        at++;
        return name.toString();
    }

    /** Reads to the next blank or parenthesis outside quotes. */
    Value value() {
        var start = at;
        var glob = new Glob.Builder();
        while (at < text.length() && !endsValue(text.charAt(at))) {
            var c = text.charAt(at);
            if (c == '"') {
                glob.literal(quoted());
            } else {
                at++;
                if (c == '*') {
                    glob.gap();
                } else {
                    glob.literal(String.valueOf(c));
                }
            }
        }
        return new Value(text.substring(start, at), glob.build(), start);
    }

    /**
     * A value as it was written and as it is meant.
     *
     * @param raw with its quotes
     */
    record Value(String raw, Glob glob, int start) {
        int end() {
            return start + raw.length();
        }
    }

    private String quoted() {
        var open = at++;
        var inside = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            inside.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw new BadFilter("This quote is not closed", open, text.length());
        }
        at++;
        return inside.toString();
    }

    private static boolean endsValue(char c) {
        return Character.isWhitespace(c) || c == '(' || c == ')';
    }

    private boolean takeMinus() {
        var taken = text.charAt(at) == '-' && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1));
        at += taken ? 1 : 0;
        return taken;
    }

    private boolean atWord(String word) {
        skipBlanks();
        var end = at + word.length();
        return text.startsWith(word, at) && (end == text.length() || endsValue(text.charAt(end)));
    }

    private boolean takeWord(String word) {
        var taken = atWord(word);
        at += taken ? word.length() : 0;
        skipBlanks();
        return taken;
    }

    private boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
