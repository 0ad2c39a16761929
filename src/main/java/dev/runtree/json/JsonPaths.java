package dev.runtree.json;

import java.util.ArrayList;
import java.util.regex.Pattern;

/** Where a value stands, as a JSONPath (RFC 9535) that finds it: {@code $.messages[2].content}. */
public final class JsonPaths {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private JsonPaths() {}

    /** The path of a line; of a closing line that of what it closes. Members with equal keys have equal paths. */
    public static String of(JsonIndex index, int line) {
        var steps = new ArrayList<String>();
        var at = index.opening(line);
        for (var parent = index.parent(at); parent >= 0; parent = index.parent(at)) {
            var key = index.key(at);
            steps.add(key == null ? "[" + index.position(at) + "]" : step(key));
            at = parent;
        }
        return "$" + String.join("", steps.reversed());
    }

    private static String step(String key) {
        return WORD.matcher(key).matches() ? "." + key : "[" + quoted(key) + "]";
    }

    /** As the canonical paths of RFC 9535 write names. */
    static String quoted(String key) {
        var out = new StringBuilder("'");
        for (var i = 0; i < key.length(); i++) {
            var c = key.charAt(i);
            switch (c) {
                case '\'', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append("'").toString();
    }
}
