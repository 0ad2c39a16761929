package dev.runtree.json;

import dev.runtree.json.PathParts.And;
import dev.runtree.json.PathParts.Compared;
import dev.runtree.json.PathParts.Condition;
import dev.runtree.json.PathParts.Count;
import dev.runtree.json.PathParts.Exists;
import dev.runtree.json.PathParts.Length;
import dev.runtree.json.PathParts.Matches;
import dev.runtree.json.PathParts.Not;
import dev.runtree.json.PathParts.Operand;
import dev.runtree.json.PathParts.Or;
import dev.runtree.json.PathParts.Query;
import dev.runtree.json.PathParts.Text;
import dev.runtree.json.PathParts.Value;
import dev.runtree.json.PathParts.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind a {@code ?}: conditions, comparisons and the five functions, each where its kind may stand. */
final class FilterReader {
    private static final int DEEPEST = 100;
    private static final Pattern NUMBER = Pattern.compile("(?:-?(?:0|[1-9][0-9]*))(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final List<String> OPERATORS = List.of("==", "!=", "<=", ">=", "<", ">");

    private final PathReader in;

    FilterReader(PathReader in) {
        this.in = in;
    }

    Condition or(int depth) throws BadJsonPath {
        if (depth > DEEPEST) {
            throw in.wrong("this is nested too deep");
        }
        var any = new ArrayList<Condition>();
        do {
            in.space();
            any.add(and(depth));
        } while (next("||"));
        return any.size() == 1 ? any.getFirst() : new Or(any);
    }

    private Condition and(int depth) throws BadJsonPath {
        var all = new ArrayList<Condition>();
        do {
            in.space();
            all.add(basic(depth));
        } while (next("&&"));
        return all.size() == 1 ? all.getFirst() : new And(all);
    }

    private boolean next(String operator) {
        var before = in.pos;
        in.space();
        if (in.take(operator)) {
            return true;
        }
        in.pos = before;
        return false;
    }

    private Condition basic(int depth) throws BadJsonPath {
        if (in.take('!')) {
            in.space();
            return new Not(in.peek() == '(' ? parentheses(depth) : test(depth));
        }
        return in.peek() == '(' ? parentheses(depth) : comparedOrTest(depth);
    }

    private Condition parentheses(int depth) throws BadJsonPath {
        in.expect('(');
        var inside = or(depth + 1);
        in.space();
        in.expect(')');
        return inside;
    }

    /** What can follow a {@code !}: a query, or a function that is true or false. */
    private Condition test(int depth) throws BadJsonPath {
        var at = in.pos;
        var matches = matches(depth);
        if (matches != null) {
            return matches;
        }
        if (operand(depth) instanceof Query query) {
            return new Exists(query);
        }
        in.pos = at;
        throw in.wrong("expected a query, match(...) or search(...) here");
    }

    private Condition comparedOrTest(int depth) throws BadJsonPath {
        var at = in.pos;
        var matches = matches(depth);
        if (matches != null) {
            return matches;
        }
        var left = operand(depth);
        var before = in.pos;
        in.space();
        for (var operator : OPERATORS) {
            if (in.take(operator)) {
                in.space();
                var rightAt = in.pos;
                var right = operand(depth);
                checkSingle(left, at);
                checkSingle(right, rightAt);
                return new Compared(left, operator, right);
            }
        }
        if (left instanceof Query query) {
            in.pos = before;
            return new Exists(query);
        }
        throw in.wrong("expected ==, !=, <, <=, > or >= here");
    }

    private void checkSingle(Operand operand, int at) throws BadJsonPath {
        if (operand instanceof Query query && !query.isSingular()) {
            in.pos = at;
            throw in.wrong("what is compared must be one value: this query may find several");
        }
    }

    private @Nullable Condition matches(int depth) throws BadJsonPath {
        var whole = in.text.startsWith("match(", in.pos);
        if (!whole && !in.text.startsWith("search(", in.pos)) {
            return null;
        }
        in.pos += whole ? 6 : 7;
        var text = value(depth);
        in.space();
        in.expect(',');
        var pattern = value(depth);
        in.space();
        in.expect(')');
        return new Matches(whole, text, pattern);
    }

    /** An argument that is one value. */
    private Operand value(int depth) throws BadJsonPath {
        in.space();
        var at = in.pos;
        var operand = operand(depth + 1);
        checkSingle(operand, at);
        return operand;
    }

    private Operand operand(int depth) throws BadJsonPath {
        if (depth > DEEPEST) {
            throw in.wrong("this is nested too deep");
        }
        var c = in.peek();
        if (c == '$' || c == '@') {
            in.pos++;
            return new Query(c == '$', in.segments());
        }
        if (c == '\'' || c == '"') {
            return new Text(in.string());
        }
        if (c == '-' || PathReader.isDigit(c)) {
            return number();
        }
        if (in.take("length(")) {
            var of = value(depth);
            close();
            return new Length(of);
        }
        if (in.take("count(")) {
            return new Count(query(depth));
        }
        if (in.take("value(")) {
            return new Value(query(depth));
        }
        for (var word : List.of("true", "false", "null")) {
            if (in.take(word)) {
                return new Word(word);
            }
        }
        throw in.wrong("expected @, $, a value, or one of the functions length, count, value, match and search here");
    }

    private Query query(int depth) throws BadJsonPath {
        in.space();
        var at = in.pos;
        if (operand(depth + 1) instanceof Query query) {
            close();
            return query;
        }
        in.pos = at;
        throw in.wrong("expected a query here, which begins with @ or $");
    }

    private void close() throws BadJsonPath {
        in.space();
        in.expect(')');
    }

    private Operand number() throws BadJsonPath {
        var matcher = NUMBER.matcher(in.text).region(in.pos, in.text.length());
        if (!matcher.lookingAt()) {
            throw in.wrong("expected a number here");
        }
        try {
            var number = new BigDecimal(matcher.group());
            in.pos = matcher.end();
            return new PathParts.Numeral(number);
        } catch (NumberFormatException e) {
            throw in.wrong("this number is too large");
        }
    }
}
