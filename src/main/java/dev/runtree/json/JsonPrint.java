package dev.runtree.json;

/** A value of a JSON text laid out anew, each key, string and number as it was sent. */
public final class JsonPrint {
    /** Deeper lines are indented no further, or a text of brackets alone would become one of spaces. */
    private static final int DEEPEST = 50;

    private JsonPrint() {}

    /** The spaces before a line of this depth. */
    public static String indent(int depth) {
        return "  ".repeat(Math.min(DEEPEST, depth));
    }

    /** On indented lines. */
    public static String pretty(JsonIndex index, int line) {
        return print(index, line, true);
    }

    /** Without any space. */
    public static String compact(JsonIndex index, int line) {
        return print(index, line, false);
    }

    /** The lines from one to another, both included, laid out as they stand in the whole. */
    public static String lines(JsonIndex index, int from, int to) {
        var out = new StringBuilder();
        for (var line = from; line <= to; line++) {
            out.append(line > from ? "\n" : "").append(indent(index.depth(line)));
            if (index.hasKey(line)) {
                out.append(index.text(), index.start(line), index.keyEnd(line)).append(": ");
            }
            if (index.isOpen(line)) {
                out.append(index.isObject(line) ? '{' : '[');
                continue;
            }
            value(index, line, out);
            var next = line + 1;
            if (next < index.size() && !index.isClose(next)) {
                out.append(',');
            }
        }
        return out.toString();
    }

    private static String print(JsonIndex index, int line, boolean pretty) {
        var first = index.opening(line);
        var last = index.last(first);
        var top = index.depth(first);
        var text = index.text();
        var out = new StringBuilder();
        for (var each = first; each <= last; each++) {
            if (pretty && each > first) {
                out.append('\n').append(indent(index.depth(each) - top));
            }
            if (index.hasKey(each) && each > first) {
                out.append(text, index.start(each), index.keyEnd(each)).append(pretty ? ": " : ":");
            }
            if (index.isOpen(each)) {
                out.append(index.isObject(each) ? '{' : '[');
                continue;
            }
            value(index, each, out);
            var next = each + 1;
            if (each < last && next <= last && !index.isClose(next)) {
                out.append(',');
            }
        }
        return out.toString();
    }

    private static void value(JsonIndex index, int line, StringBuilder out) {
        if (index.isEmpty(line)) {
            out.append(index.isObject(line) ? "{}" : "[]");
        } else {
            out.append(
                    index.text(),
                    index.isClose(line) ? index.start(line) : index.valueStart(line),
                    index.valueEnd(line));
        }
    }
}
