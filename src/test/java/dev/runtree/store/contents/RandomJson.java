package dev.runtree.store.contents;

import java.util.Random;
import java.util.StringJoiner;

/** Objects of JSON at random, with JSON in strings, flattened arrays, escapes, and long values that come again. */
final class RandomJson {
    private static final String[] WORDS = {
        "a",
        " ",
        "\\n",
        "\\\"",
        "\\\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "😀",
        "ü",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "'",
        "\\\\\\\"",
        "x",
        "\\/"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t "};
    private static final String[] KEYS = {
        "role", "content", "parts", "tools", "a.0.b", "a.0.c", "a.1.b", "a.10", "é\\\"", ""
    };

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String object() {
        return object(0);
    }

    private String object(int depth) {
        var members = new StringJoiner(",", "{", "}");
        for (var i = random.nextInt(7); i > 0; i--) {
            members.add(space()
                    + '"'
                    + KEYS[random.nextInt(KEYS.length)]
                    + '"'
                    + space()
                    + ':'
                    + value(depth + 1)
                    + space());
        }
        return members.toString();
    }

    private String value(int depth) {
        return space()
                + switch (random.nextInt(depth > 5 ? 4 : 8)) {
                    case 0 -> "" + (random.nextInt(2_000) - 1_000) / 8.0;
                    case 1 -> random.nextBoolean() ? "null" : "true";
                    case 2, 3 -> '"' + text(random.nextInt(200)) + '"';
                    case 4 -> object(depth);
                    case 5 -> '"' + quoted(random.nextBoolean() ? object(depth + 2) : array(depth + 2)) + '"';
                    default -> array(depth);
                };
    }

    private String array(int depth) {
        var elements = new StringJoiner(",", "[", "]");
        for (var i = random.nextInt(9); i > 0; i--) {
            elements.add(random.nextBoolean() ? object(depth + 1) : value(depth + 1));
        }
        return elements.toString();
    }

    private String text(int words) {
        // Few different ones, so that some come again.
        var of = new Random(random.nextInt(6));
        var text = new StringBuilder();
        for (var i = 0; i < words; i++) {
            text.append(WORDS[of.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    private static String quoted(String json) {
        return json.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }
}
