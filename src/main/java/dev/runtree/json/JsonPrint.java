package dev.runtree.json;

/** A value of a JSON text laid out anew, each key, string and number as it was sent. */
public final class JsonPrint {
    private JsonPrint() {}

    /** On indented lines. */
    public static String pretty(JsonIndex index, int line) {
        return print(index, line, true);
    }

    /** Without any space. */
    public static String compact(JsonIndex index, int line) {
        return print(index, line, false);
    }

    private static String print(JsonIndex index, int line, boolean pretty) {
        var first = index.opening(line);
        var last = index.last(first);
        var top = index.depth(first);
        var text = index.text();
        var out = new StringBuilder();
        for (var each = first; each <= last; each++) {
            if (pretty && each > first) {
                out.append('\n').repeat("  ", index.depth(each) - top);
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
