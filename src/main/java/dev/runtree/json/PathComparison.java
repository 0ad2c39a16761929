package dev.runtree.json;

import dev.runtree.json.PathParts.Operand;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Compares values as RFC 9535 says: numbers by their value, texts by their characters, the rest by what it holds. */
final class PathComparison {
    /** Beneath this depth values are compared as they were sent. */
    private static final int DEEPEST = 400;

    private final JsonIndex index;
    private final PathEvaluation evaluation;
    private final BooleanSupplier cancelled;
    private final Map<String, @Nullable Pattern> patterns = new HashMap<>();

    /** A value in the text, of which only a reader of filters knows more than its line. */
    private record Line(int line) {}

    PathComparison(JsonIndex index, PathEvaluation evaluation, BooleanSupplier cancelled) {
        this.index = index;
        this.evaluation = evaluation;
        this.cancelled = cancelled;
    }

    boolean holds(PathParts.Compared compared, int at) {
        var left = value(compared.left(), at);
        var right = value(compared.right(), at);
        return switch (compared.operator()) {
            case "==" -> equal(left, right, 0);
            case "!=" -> !equal(left, right, 0);
            case "<" -> less(left, right);
            case ">" -> less(right, left);
            case "<=" -> less(left, right) || equal(left, right, 0);
            default -> less(right, left) || equal(left, right, 0);
        };
    }

    /** A String, a BigDecimal, a Boolean, a {@link Line} for everything else in the text, NULL, or {@code null} for nothing. */
    private @Nullable Object value(Operand operand, int at) {
        return switch (operand) {
            case PathParts.Text text -> text.text();
            case PathParts.Numeral number -> number.number();
            case PathParts.Word word ->
                word.word().equals("null") ? Null.NULL : (Object) word.word().equals("true");
            case PathParts.Query query -> one(query, at);
            case PathParts.Length length -> length(value(length.of(), at));
            case PathParts.Count count ->
                BigDecimal.valueOf(evaluation.lines(count.of(), at).size());
            case PathParts.Value value -> one(value.of(), at);
        };
    }

    private enum Null {
        NULL
    }

    private @Nullable Object one(PathParts.Query query, int at) {
        var found = evaluation.lines(query, at);
        return found.size() == 1 ? value(found.getFirst()) : null;
    }

    private Object value(int line) {
        if (index.isString(line)) {
            return index.said(line);
        }
        if (index.isOpen(line) || index.isEmpty(line)) {
            return new Line(line);
        }
        var raw = index.raw(line);
        return switch (raw) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> Null.NULL;
            default -> number(raw);
        };
    }

    /** One with an exponent beyond all reason is equal only to what was sent in the same letters. */
    private static Object number(String raw) {
        try {
            return new BigDecimal(raw);
        } catch (NumberFormatException | ArithmeticException beyond) {
            return "\0" + raw;
        }
    }

    private @Nullable BigDecimal length(@Nullable Object value) {
        return switch (value) {
            case String text -> BigDecimal.valueOf(text.codePointCount(0, text.length()));
            case Line line -> BigDecimal.valueOf(index.count(line.line()));
            case null, default -> null;
        };
    }

    private boolean equal(@Nullable Object left, @Nullable Object right, int depth) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left instanceof Line a && right instanceof Line b) {
            return same(a.line(), b.line(), depth);
        }
        return left == null ? right == null : left.equals(right);
    }

    private boolean same(int a, int b, int depth) {
        if (index.isObject(a) != index.isObject(b) || index.count(a) != index.count(b)) {
            return false;
        }
        if (depth > DEEPEST) {
            return JsonPrint.compact(index, a).equals(JsonPrint.compact(index, b));
        }
        return index.isObject(a) ? sameMembers(a, b, depth) : sameElements(a, b, depth);
    }

    private boolean sameElements(int a, int b, int depth) {
        var left = a + 1;
        var right = b + 1;
        for (var i = index.count(a); i > 0; i--) {
            if (!equal(value(left), value(right), depth + 1)) {
                return false;
            }
            left = index.next(left);
            right = index.next(right);
        }
        return true;
    }

    private boolean sameMembers(int a, int b, int depth) {
        var right = members(b);
        for (var member : members(a).entrySet()) {
            var other = right.get(member.getKey());
            if (other == null || !equal(value(member.getValue()), value(other), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Integer> members(int line) {
        var members = new HashMap<String, Integer>();
        var last = index.last(line);
        for (var child = line + 1; child < last; child = index.next(child)) {
            members.put(String.valueOf(index.key(child)), child);
        }
        return members;
    }

    private static boolean less(@Nullable Object left, @Nullable Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) < 0;
        }
        return left instanceof String a && right instanceof String b && lessByCodePoints(a, b);
    }

    private static boolean lessByCodePoints(String a, String b) {
        var left = a.codePoints().iterator();
        var right = b.codePoints().iterator();
        while (left.hasNext() && right.hasNext()) {
            var compared = Integer.compare(left.nextInt(), right.nextInt());
            if (compared != 0) {
                return compared < 0;
            }
        }
        return right.hasNext();
    }

    boolean matches(PathParts.Matches matches, int at) {
        if (!(value(matches.text(), at) instanceof String text)
                || !(value(matches.pattern(), at) instanceof String regex)) {
            return false;
        }
        var pattern = patterns.computeIfAbsent(regex, PathComparison::pattern);
        if (pattern == null) {
            return false;
        }
        var matcher = pattern.matcher(new Watched(text, cancelled));
        return matches.whole() ? matcher.matches() : matcher.find();
    }

    /** An I-Regexp (RFC 9485) for Java, whose dot knows more ends of lines; {@code null} for what is none. */
    private static @Nullable Pattern pattern(String regex) {
        var out = new StringBuilder();
        var inClass = 0;
        for (var i = 0; i < regex.length(); i++) {
            var c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                out.append(c).append(regex.charAt(++i));
                continue;
            }
            inClass += c == '[' ? 1 : c == ']' && inClass > 0 ? -1 : 0;
            out.append(c == '.' && inClass == 0 ? "[^\\n\\r]" : String.valueOf(c));
        }
        try {
            return Pattern.compile(out.toString());
        } catch (PatternSyntaxException none) {
            return null;
        }
    }

    /** A text whose matching ends when nobody waits for it any more, however the pattern goes round. */
    private record Watched(CharSequence text, BooleanSupplier cancelled) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int at) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            return text.charAt(at);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Watched(text.subSequence(from, to), cancelled);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
