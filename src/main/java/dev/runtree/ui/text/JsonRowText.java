package dev.runtree.ui.text;

import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonPrint;
import dev.runtree.json.JsonStrings;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.RowText.Fold;
import dev.runtree.ui.text.RowText.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows of JSON say. Strings are shown as what they say, with its length where they are longer than a row should
 * be, or with their escapes as they were sent.
 */
final class JsonRowText {
    /** How many characters of a string stand in its row; it opens for the rest. */
    static final int LIMIT = 2000;

    /** A string that is longer can be opened. */
    private static final int SHORT = 120;

    private static final int PREVIEW = 72;

    private final JsonRows rows;
    private boolean asSent;

    JsonRowText(JsonRows rows) {
        this.rows = rows;
    }

    /** Whether escapes are shown as they were sent. */
    void setAsSent(boolean sent) {
        asSent = sent;
    }

    boolean isAsSent() {
        return asSent;
    }

    /** Whether a line has a string that holds lines, JSON or more than fits. */
    static boolean isOpenableString(JsonIndex index, int line) {
        if (!index.isString(line)) {
            return false;
        }
        var from = index.valueStart(line) + 1;
        var to = index.valueEnd(line) - 1;
        if (to - from > SHORT) {
            return true;
        }
        var text = index.text();
        return to > from + 1
                && (text.charAt(from) == '{'
                        || text.charAt(from) == '['
                        || text.substring(from, to).contains("\\n"));
    }

    RowText of(int id) {
        var place = rows.place(id);
        if (place == null) {
            var inside = rows.openedOf(id);
            var line = plain(inside, id);
            return new RowText(
                    inside.depth() + 1,
                    line,
                    List.of(new Run(line.length(), Ink.JSON_STRING)),
                    Fold.NONE,
                    0,
                    true,
                    isFaint(inside.host()));
        }
        var row = rows.fold(id);
        var out = new Line();
        out.line(place, row);
        var wraps = !place.index().isOpen(place.line());
        return new RowText(place.depth(), out.text.toString(), out.runs, row, 0, wraps, isFaint(id));
    }

    private static String plain(JsonRows.Opened inside, int id) {
        var lines = inside.plain();
        return lines == null ? "" : lines.line(inside.base() - id);
    }

    private boolean isFaint(int id) {
        var line = id;
        while (line < 0) {
            line = rows.openedOf(line).host();
        }
        var matches = rows.matches();
        return matches != null && !matches.isFound(line);
    }

    int length(int id) {
        var place = rows.place(id);
        if (place == null) {
            return plain(rows.openedOf(id), id).length();
        }
        var index = place.index();
        var line = place.line();
        var said = index.isOpen(line) ? PREVIEW : index.valueEnd(line) - index.start(line);
        return Math.min(LIMIT, said) + 2 * place.depth();
    }

    /** A whole row is copied as it was sent, a part of it as it reads. */
    String copied(int id, int from, int to) {
        var row = of(id);
        var place = rows.place(id);
        var whole = from == 0 && to == row.text().length();
        if (!whole || place == null) {
            return row.text().substring(from, to) + (to == row.text().length() ? "\n" : "");
        }
        var index = place.index();
        var line = place.line();
        var folded = row.fold() == Fold.CLOSED || !index.isOpen(line);
        var start = index.start(line);
        var end = folded ? index.valueEnd(line) : index.valueStart(line) + 1;
        return JsonPrint.indent(row.indent()) + index.text().substring(start, end) + (folded ? comma(index, line) : "")
                + "\n";
    }

    private static String comma(JsonIndex index, int line) {
        var next = index.next(line);
        return next < index.size() && !index.isClose(next) && index.depth(next) == index.depth(line) ? "," : "";
    }

    /** A row being put together. */
    private final class Line {
        private final StringBuilder text = new StringBuilder();
        private final List<Run> runs = new ArrayList<>(6);

        private void add(String words, Ink ink) {
            if (!words.isEmpty()) {
                text.append(words);
                runs.add(new Run(text.length(), ink));
            }
        }

        private void line(JsonRows.Place place, Fold fold) {
            var index = place.index();
            var line = place.line();
            if (index.hasKey(line)) {
                add('"' + limited(key(index, line)) + '"', Ink.FG_MUTED);
                add(": ", Ink.FG_MUTED);
            }
            if (index.isClose(line)) {
                add(index.isObject(line) ? "}" : "]", Ink.FG);
            } else if (index.isOpen(line)) {
                container(index, line, fold);
                return;
            } else if (index.isString(line)) {
                string(index, line, fold);
            } else {
                number(index, line);
            }
            add(comma(index, line), Ink.FG_MUTED);
        }

        private String key(JsonIndex index, int line) {
            var from = index.start(line) + 1;
            var to = index.keyEnd(line) - 1;
            return asSent || !index.hasEscapedKey(line)
                    ? index.text().substring(from, Math.min(to, from + LIMIT + 1))
                    : String.valueOf(index.key(line));
        }

        private void container(JsonIndex index, int line, Fold fold) {
            var object = index.isObject(line);
            if (fold != Fold.CLOSED) {
                add(object ? "{" : "[", Ink.FG);
                return;
            }
            add(object ? "{…}" : "[…]", Ink.FG);
            add(comma(index, line), Ink.FG_MUTED);
            var count = index.count(line);
            var key = object
                    ? count == 1 ? "text.json.member" : "text.json.members"
                    : count == 1 ? "text.json.element" : "text.json.elements";
            add("  " + Messages.text(key, Figures.count(count)) + "  " + preview(index, line), Ink.FG_FAINT);
        }

        private static String preview(JsonIndex index, int line) {
            var from = index.valueStart(line) + 1;
            var to = index.valueEnd(line) - 1;
            var beginning = index.text()
                    .substring(from, Math.min(to, from + PREVIEW))
                    .replaceAll("\\s+", " ")
                    .strip();
            return beginning + (to - from > PREVIEW ? "…" : "");
        }

        private void string(JsonIndex index, int line, Fold fold) {
            var from = index.valueStart(line) + 1;
            var to = index.valueEnd(line) - 1;
            if (fold == Fold.OPEN) {
                add(Messages.text("text.json.opened", Figures.count((long) to - from)), Ink.FG_FAINT);
                return;
            }
            var cut = to - from > LIMIT * 6 ? from + LIMIT * 6 : to;
            var said = asSent ? index.text().substring(from, cut) : decoded(index, line, from, cut);
            add('"' + limited(said), Ink.JSON_STRING);
            if (said.length() > LIMIT) {
                add("…  " + Messages.text("text.json.characters", Figures.count((long) to - from)), Ink.FG_FAINT);
            } else {
                add("\"", Ink.JSON_STRING);
            }
        }

        /** Of a string that is cut, not into an escape. */
        private static String decoded(JsonIndex index, int line, int from, int cut) {
            var text = index.text();
            if (!index.isEscaped(line)) {
                return text.substring(from, cut);
            }
            return cut == index.valueEnd(line) - 1
                    ? JsonStrings.decoded(text, from, cut)
                    : JsonStrings.decoded(text, from, JsonStrings.rawOffset(text, from, LIMIT + 1));
        }

        private void number(JsonIndex index, int line) {
            var from = index.valueStart(line);
            var to = index.valueEnd(line);
            add(limited(index.text().substring(from, Math.min(to, from + LIMIT + 1))), Ink.JSON_NUMBER);
            if (to - from > LIMIT) {
                add("…  " + Messages.text("text.json.digits", Figures.count((long) to - from)), Ink.FG_FAINT);
            }
        }

        private static String limited(String said) {
            if (said.length() <= LIMIT) {
                return said;
            }
            return said.substring(0, Character.isLowSurrogate(said.charAt(LIMIT)) ? LIMIT - 1 : LIMIT);
        }
    }
}
