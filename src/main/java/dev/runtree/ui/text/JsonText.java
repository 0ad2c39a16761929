package dev.runtree.ui.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON laid out for reading, value by value as it was sent: {@code 1.50} stays {@code 1.50}, a key that occurs twice
 * stays twice, and escapes stay escapes. Not for the FX thread when a text is long.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private JsonText() {}

    /** What a value is, for its colour. */
    public enum Kind {
        STRING,
        NUMBER,
        WORD,
        CONTAINER
    }

    /**
     * A member of an object.
     *
     * @param key without quotes and escapes
     * @param value as it was sent
     */
    public record Member(String key, String value, Kind kind) {
        /** The characters of a string, the JSON of everything else. */
        public String plain() {
            return kind == Kind.STRING ? unquoted(value) : value;
        }
    }

    /** The members of an object in the order sent; empty when the text is not exactly one object. */
    public static Optional<List<Member>> members(String text) {
        if (!startsWith(text, '{')) {
            return Optional.empty();
        }
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            var members = new ArrayList<Member>();
            for (var token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                var key = parser.currentName();
                var kind = kind(parser.nextToken());
                var from = start(parser);
                parser.skipChildren();
                parser.finishToken();
                members.add(new Member(key, text.substring(from, end(parser)), kind));
            }
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The elements of an array as they were sent; empty when the text is not exactly one array. */
    public static Optional<List<String>> elements(String text) {
        if (!startsWith(text, '[')) {
            return Optional.empty();
        }
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            var elements = new ArrayList<String>();
            for (var token = parser.nextToken();
                    token != JsonToken.END_ARRAY && token != null;
                    token = parser.nextToken()) {
                var from = start(parser);
                parser.skipChildren();
                parser.finishToken();
                elements.add(text.substring(from, end(parser)));
            }
            return parser.nextToken() == null ? Optional.of(elements) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The text on indented lines; empty when it is not one object or array. */
    public static Optional<String> pretty(String text) {
        if (!startsWith(text, '{') && !startsWith(text, '[')) {
            return Optional.empty();
        }
        try (var parser = FACTORY.createParser(text)) {
            var out = new StringBuilder(text.length() + text.length() / 4);
            pretty(parser, text, out);
            return parser.nextToken() == null ? Optional.of(out.toString()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static void pretty(JsonParser parser, String text, StringBuilder out) throws IOException {
        var depth = 0;
        JsonToken before = null;
        do {
            var token = parser.nextToken();
            if (token == null) {
                throw new IOException("unfinished");
            }
            depth -= token.isStructEnd() ? 1 : 0;
            separate(before, token, depth, out);
            if (token.isStructStart() || token.isStructEnd()) {
                out.append(token.asString());
            } else {
                parser.finishToken();
                out.append(text, start(parser), end(parser, token, text));
            }
            depth += token.isStructStart() ? 1 : 0;
            before = token;
        } while (depth > 0);
    }

    private static void separate(@Nullable JsonToken before, JsonToken token, int depth, StringBuilder out) {
        if (before == null) {
            return;
        }
        if (before == JsonToken.FIELD_NAME) {
            out.append(": ");
            return;
        }
        if (!before.isStructStart() && !token.isStructEnd()) {
            out.append(',');
        }
        if (!before.isStructStart() || !token.isStructEnd()) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private static Kind kind(@Nullable JsonToken token) {
        return token == JsonToken.VALUE_STRING
                ? Kind.STRING
                : token != null && token.isNumeric()
                        ? Kind.NUMBER
                        : token != null && token.isStructStart() ? Kind.CONTAINER : Kind.WORD;
    }

    /** The characters that a JSON string says; the text itself when it is no JSON string. */
    public static String unquoted(String text) {
        if (!startsWith(text, '"')) {
            return text;
        }
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            var said = parser.getText();
            return parser.nextToken() == null ? said : text;
        } catch (IOException notJson) {
            return text;
        }
    }

    private static boolean startsWith(String text, char first) {
        for (var i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i) == first;
            }
        }
        return false;
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }

    /** Of a key the parser has read on to its value, so the closing quote is looked for. */
    private static int end(JsonParser parser, JsonToken token, String text) {
        if (token != JsonToken.FIELD_NAME) {
            return end(parser);
        }
        var at = start(parser) + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
