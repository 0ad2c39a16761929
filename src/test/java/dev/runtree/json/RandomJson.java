package dev.runtree.json;

import java.util.Random;

/** JSON texts as odd as the grammar allows: spaces anywhere, keys that occur twice, numbers in all forms, every escape. */
public final class RandomJson {
    private static final String[] NUMBERS = {
        "0", "-0", "1.10", "1e2", "-12.5E-3", "123456789012345678901234567890", "0.1e+10", "7"
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "é",
        "\\u00e9",
        "\\n",
        "\\\\",
        "\\\"x",
        "{\\\"a\\\":1}",
        "[1]",
        "日本",
        "\\ud83d\\ude42",
        "🙂",
        "a b",
        "/",
        "\\/"
    };

    private final Random random;
    private final boolean twins;
    private final StringBuilder out = new StringBuilder();
    private int left;
    private int name;

    private RandomJson(Random random, int values, boolean twins) {
        this.random = random;
        this.twins = twins;
        left = values;
    }

    /** Of about so many values. */
    public static String text(Random random, int values) {
        return new RandomJson(random, values, true).container(0);
    }

    /** The same without keys that occur twice in an object. */
    public static String withoutTwins(Random random, int values) {
        return new RandomJson(random, values, false).container(0);
    }

    private String container(int depth) {
        space();
        var object = random.nextBoolean();
        out.append(object ? '{' : '[');
        var count = random.nextInt(depth == 0 ? 8 : 5);
        for (var i = 0; i < count && left > 0; i++) {
            out.append(i > 0 ? "," : "");
            space();
            if (object) {
                out.append('"')
                        .append(twins ? "" : "n" + name++)
                        .append(pick(TEXTS))
                        .append('"');
                space();
                out.append(':');
            }
            value(depth);
        }
        space();
        out.append(object ? '}' : ']');
        space();
        return out.toString();
    }

    private void value(int depth) {
        left--;
        space();
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                if (depth < 8) {
                    container(depth + 1);
                } else {
                    out.append("null");
                }
            }
            case 2 -> out.append("true");
            case 3 -> out.append("null");
            case 4 -> out.append(pick(NUMBERS));
            default -> out.append('"').append(pick(TEXTS)).append(pick(TEXTS)).append('"');
        }
        space();
    }

    private void space() {
        out.append(" \n\t\r".substring(0, random.nextInt(3) == 0 ? random.nextInt(5) : 0));
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
