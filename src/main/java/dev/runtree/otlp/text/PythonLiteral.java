package dev.runtree.otlp.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Python's {@code repr} prints, which SDKs send where JSON was meant: {@code {'city': 'Paris', 'n': None}}. Tuples
 * and sets become arrays, {@code Message(role='user')} an object with the class for its {@code type}, and an enum's
 * {@code <Role.USER: 'user'>} its value.
 */
public final class PythonLiteral {
    private static final int MAX_DEPTH = 100;
    private static final int LONGEST_NUMBER = 400;
    private static final Set<String> STRING_PREFIXES =
            Set.of("b", "r", "u", "f", "br", "rb", "B", "R", "U", "F", "Rb", "bR", "BR", "RB");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final PythonText text;

    private PythonLiteral(String text) {
        this.text = new PythonText(text);
    }

    /** The value that the whole text is the {@code repr} of; {@code null} when it is no such thing. */
    public static @Nullable JsonNode parse(String text) {
        return whole(text, false);
    }

    /** The fields of {@code content='18' name='f'}, as pydantic's {@code str} prints an object; {@code null} otherwise. */
    public static @Nullable JsonNode fields(String text) {
        return whole(text, true);
    }

    private static @Nullable JsonNode whole(String text, boolean areFields) {
        var reader = new PythonLiteral(text);
        try {
            var value = areFields ? reader.fields(0) : reader.value(0);
            reader.text.skipSpace();
            return reader.text.isAtEnd() ? value : null;
        } catch (PythonText.Malformed e) {
            return null;
        }
    }

    private JsonNode value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new PythonText.Malformed();
        }
        text.skipSpace();
        return switch (text.peek()) {
            case '{' -> braces(depth);
            case '[' -> list(']', depth);
            case '(' -> list(')', depth);
            case '\'', '"' -> NODES.textNode(text.strings(false));
            case '<' -> angle(depth);
            default -> text.isNumberNext() ? number() : word(depth);
        };
    }

    /** A dictionary, or a set. */
    private JsonNode braces(int depth) {
        text.next();
        var object = NODES.objectNode();
        var set = NODES.arrayNode();
        for (text.skipSpace(); text.peek() != '}'; text.skipSpace()) {
            var key = value(depth + 1);
            text.skipSpace();
            if (text.isNext(':')) {
                text.next();
                object.set(Json.text(key), value(depth + 1));
            } else {
                set.add(key);
            }
            comma('}');
        }
        text.next();
        return set.isEmpty() ? object : set;
    }

    private ArrayNode list(char end, int depth) {
        text.next();
        return items(end, depth);
    }

    private ArrayNode items(char end, int depth) {
        var array = NODES.arrayNode();
        for (text.skipSpace(); text.peek() != end; text.skipSpace()) {
            array.add(value(depth + 1));
            comma(end);
        }
        text.next();
        return array;
    }

    private void comma(char end) {
        text.skipSpace();
        if (text.isNext(',')) {
            text.next();
        } else if (!text.isNext(end)) {
            throw new PythonText.Malformed();
        }
    }

    /** {@code <Role.USER: 'user'>} is its value, {@code <object at 0x7f>} its own text. */
    private JsonNode angle(int depth) {
        if (!text.skipThrough(": ", '>')) {
            return NODES.textNode(text.angles());
        }
        var value = value(depth + 1);
        text.skipSpace();
        if (text.next() != '>') {
            throw new PythonText.Malformed();
        }
        return value;
    }

    private JsonNode word(int depth) {
        var word = text.name();
        if (text.isQuoteNext() && STRING_PREFIXES.contains(word)) {
            return NODES.textNode(text.strings(word.indexOf('r') >= 0 || word.indexOf('R') >= 0));
        }
        if (text.isNext('(') && !word.isEmpty()) {
            return call(word.substring(word.lastIndexOf('.') + 1), depth);
        }
        return switch (word) {
            case "True", "true" -> NODES.booleanNode(true);
            case "False", "false" -> NODES.booleanNode(false);
            case "None", "null", "nan", "inf" -> NODES.nullNode();
            default -> throw new PythonText.Malformed();
        };
    }

    /** {@code UUID('...')} and {@code Decimal(...)} are their only argument; an object with names keeps its class as type. */
    private JsonNode call(String name, int depth) {
        text.next();
        text.skipSpace();
        if (text.isFieldNext()) {
            var object = fields(depth);
            if (text.next() != ')') {
                throw new PythonText.Malformed();
            }
            if (!object.has("type")) {
                object.put("type", name);
            }
            return object;
        }
        var arguments = items(')', depth);
        return arguments.size() == 1 ? arguments.get(0) : arguments;
    }

    /** {@code name=value} again and again with commas or spaces between, up to a parenthesis or the end. */
    private ObjectNode fields(int depth) {
        var object = NODES.objectNode();
        for (text.skipSpace(); !text.isAtEnd() && !text.isNext(')'); text.skipSpace()) {
            if (!text.isFieldNext()) {
                throw new PythonText.Malformed();
            }
            var name = text.name();
            text.next();
            object.set(name, value(depth + 1));
            text.skipSpace();
            if (text.isNext(',')) {
                text.next();
            }
        }
        return object;
    }

    private JsonNode number() {
        var digits = text.digits();
        if (digits.length() > LONGEST_NUMBER) {
            throw new PythonText.Malformed();
        }
        try {
            var isWhole = digits.chars().allMatch(c -> c == '-' || c == '+' || Character.isDigit(c));
            return isWhole ? NODES.numberNode(new BigInteger(digits)) : NODES.numberNode(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            throw new PythonText.Malformed();
        }
    }
}
