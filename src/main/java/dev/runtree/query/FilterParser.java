package dev.runtree.query;

import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the filter line: terms side by side must all hold, {@code OR} binds weaker, parentheses group, {@code -} negates. */
final class FilterParser {
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    FilterParser(String text) {
        this.text = text;
    }

    Condition parse() {
        var condition = alternatives();
        if (at < text.length()) {
            throw new BadFilter("This closing parenthesis was never opened", at, at + 1);
        }
        return condition;
    }

    private Condition alternatives() {
        var parts = new ArrayList<Condition>();
        parts.add(together());
        while (takeWord("OR")) {
            parts.add(together());
        }
        if (parts.size() > 1 && parts.contains(new All(List.of()))) {
            throw new BadFilter("OR needs a term on both sides", Math.max(0, at - 2), Math.max(1, at));
        }
        return parts.size() == 1 ? parts.getFirst() : new Any(parts);
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
        var key = KEY.matcher(text).region(at, text.length());
        if (key.lookingAt() && key.end() < text.length() && text.charAt(key.end()) == ':') {
            var start = at;
            var known = RunKey.ofWord(key.group())
                    .orElseThrow(() -> new BadFilter(
                            "There is no key '" + key.group() + "'; the keys are " + RunKey.all()
                                    + " (put text that is no term in quotes)",
                            start,
                            key.end()));
            at = key.end() + 1;
            return new Term(known, new ValueParser(known, value(), start).parse());
        }
        return new Words(value().glob());
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
