package dev.runtree.provenance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A single value in a text: one of the values of a JSON document, or a text that is no JSON as a whole.
 *
 * @param path as in JSONPath without the {@code $}: {@code legs[0].date}; empty for the whole text
 * @param text its characters, without quotes and escapes
 */
public record Leaf(String path, Kind kind, String text) {

    /** What a leaf is. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** {@code true}, {@code false} and {@code null}. */
        WORD,
        /** The name of a member. */
        NAME
    }

    /** How many values of one document are looked at. */
    static final int MOST = 200_000;

    /** JSON in a string in JSON in a string: what is deeper stays text. */
    private static final int DEEPEST = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .maxDocumentLength(-1)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** The values of a text, in their order; of what is no JSON object or array, the text itself. */
    public static List<Leaf> of(String text) {
        return of(text, "", 0).orElseGet(() -> List.of(new Leaf("", Kind.TEXT, text)));
    }

    /** Only the values, without the names of members. */
    public static List<Leaf> values(String text) {
        return of(text).stream().filter(leaf -> leaf.kind() != Kind.NAME).toList();
    }

    private static Optional<List<Leaf>> of(String text, String path, int depth) {
        if (depth >= DEEPEST || !looksLikeJson(text)) {
            return Optional.empty();
        }
        try (var parser = FACTORY.createParser(text)) {
            var leaves = new ArrayList<Leaf>();
            parser.nextToken();
            read(parser, path, depth, leaves);
            return parser.nextToken() == null ? Optional.of(leaves) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static boolean looksLikeJson(String text) {
        var first = first(text, 0, 1);
        var last = first(text, text.length() - 1, -1);
        return (first == '{' && last == '}') || (first == '[' && last == ']') || (first == '"' && last == '"');
    }

    private static char first(String text, int from, int step) {
        for (var i = from; i >= 0 && i < text.length(); i += step) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return ' ';
    }

    private static void read(JsonParser parser, String path, int depth, List<Leaf> to) throws IOException {
        var token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var inside = path.isEmpty() ? name : path + "." + name;
                add(new Leaf(inside, Kind.NAME, name), to);
                parser.nextToken();
                read(parser, inside, depth, to);
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (var i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                read(parser, path + "[" + i + "]", depth, to);
            }
        } else if (token == JsonToken.VALUE_STRING) {
            text(parser.getText(), path, depth, to);
        } else if (token == null) {
            throw new IOException("unfinished");
        } else {
            add(new Leaf(path, token.isNumeric() ? Kind.NUMBER : Kind.WORD, parser.getText()), to);
        }
    }

    private static void text(String text, String path, int depth, List<Leaf> to) {
        var inside = of(text, path, depth + 1);
        if (inside.isPresent()) {
            inside.get().forEach(leaf -> add(leaf, to));
        } else {
            add(new Leaf(path, Kind.TEXT, text), to);
        }
    }

    private static void add(Leaf leaf, List<Leaf> to) {
        if (to.size() < MOST) {
            to.add(leaf);
        }
    }
}
