package dev.runtree.store.contents;

import org.jspecify.annotations.Nullable;

/**
 * Finds in a JSON text the pieces that may come again: messages, definitions of tools, long texts. Where a piece begins and
 * ends depends on nothing but itself and what stands before it in its array, so a message of a growing conversation is the
 * same piece in every call. A piece is whole values, also within a JSON text that a string holds.
 *
 * <p>One pass without a tree. A text that turns out not to be JSON gives the pieces found until then: putting together is
 * joining texts, so a place that is chosen badly costs bytes and never what was sent.
 */
final class PieceFinder {
    /** Shorter ones cost more as a row than they save. */
    static final int LEAST = 128;

    /** A string so long is worth sharing with a piece that holds it, as answers and results of tools are held by messages. */
    static final int LONG = 512;

    /** An element longer than this is no message but holds some. */
    static final int MOST = 32 * 1024;

    /** Where a message's small print may stand behind its parts: the model's answer has some that it lacks when asked with. */
    private static final int SMALL_PRINT = 64;

    private static final String PARTS = "parts";
    private static final String[] TOOLS = {"tools", "tool.definitions", "functions"};

    private static final int DEEPEST = 200;
    private static final int MOST_LEVELS = 3;

    private final String text;
    private final EscapedJson json;
    private final Pieces pieces = new Pieces();

    /** Of the object that was read last: where its first value begins and where its parts end, if it has some. */
    private int firstValue;

    private int partsEnd;

    private PieceFinder(String text) {
        this.text = text;
        this.json = new EscapedJson(text);
    }

    /** Of an object of attributes. */
    static Pieces inAttributes(String json) {
        var finder = new PieceFinder(json);
        if (json.length() >= LEAST) {
            finder.value(finder.json.skipSpace(0, 0), 0, 0);
        }
        return finder.pieces;
    }

    /** Of an array of records, each with a time or an id of its own: no record comes again as a whole. */
    static Pieces inRecords(String json) {
        var finder = new PieceFinder(json);
        if (json.length() >= LEAST && json.startsWith("[")) {
            finder.array(0, 0, 0, false);
        }
        return finder.pieces;
    }

    /** The text as a whole. */
    static Pieces whole(String json) {
        var pieces = new Pieces();
        if (json.length() >= LEAST) {
            pieces.add(0, json.length());
        }
        return pieces;
    }

    /** @return behind the value, or -1 when it is none */
    private int value(int at, int level, int depth) {
        if (depth > DEEPEST) {
            return -1;
        }
        return switch (json.at(at)) {
            case '{' -> object(at, level, depth);
            case '[' -> array(at, level, depth, true);
            case '"', '\\' -> json.isQuote(at, level) ? string(at, level, depth) : -1;
            default -> {
                var end = json.wordEnd(at);
                yield end == at ? -1 : end;
            }
        };
    }

    private int string(int at, int level, int depth) {
        var inside = at + EscapedJson.quoteLength(level);
        var first = json.at(inside);
        if ((first == '{' || first == '[') && level < MOST_LEVELS) {
            var end = value(inside, level + 1, depth + 1);
            if (end >= 0) {
                end = json.skipSpace(end, level + 1);
                if (json.isQuote(end, level)) {
                    return end + EscapedJson.quoteLength(level);
                }
            }
        }
        var end = json.stringEnd(inside, level);
        if (end - EscapedJson.quoteLength(level) - inside >= LONG) {
            pieces.foundLongString(inside, end - EscapedJson.quoteLength(level));
        }
        return end;
    }

    private int object(int from, int level, int depth) {
        var at = json.skipSpace(from + 1, level);
        if (json.at(at) == '}') {
            partsEnd = -1;
            return at + 1;
        }
        var first = -1;
        var parts = -1;
        @Nullable FlattenedMembers flattened = null;
        while (json.isQuote(at, level)) {
            var keyStart = at + EscapedJson.quoteLength(level);
            at = json.stringEnd(keyStart, level);
            var keyEnd = at - EscapedJson.quoteLength(level);
            at = at < 0 ? at : json.skipSpace(at, level);
            if (at < 0 || json.at(at) != ':') {
                return -1;
            }
            var start = json.skipSpace(at + 1, level);
            flattened = FlattenedMembers.whereNumbered(flattened, text, keyStart, keyEnd, pieces);
            if (flattened != null) {
                flattened.begin(keyStart, keyEnd, start);
            }
            var mark = pieces.size();
            at = value(start, level, depth + 1);
            if (at < 0) {
                return -1;
            }
            if (isTools(keyStart, keyEnd) && at - start >= LEAST && at - start <= MOST) {
                pieces.replace(mark, start, at);
                pieces.foundTools();
            } else {
                wholeWherePiecesAreNone(mark, start, at, level);
            }
            if (flattened != null) {
                flattened.end(at);
            }
            first = first < 0 ? start : first;
            parts = isParts(keyStart, keyEnd) && at - start >= LEAST ? at : parts;
            at = json.skipSpace(at, level);
            if (json.at(at) == '}') {
                if (flattened != null) {
                    flattened.close();
                }
                firstValue = first;
                partsEnd = parts;
                return at + 1;
            }
            if (json.at(at) != ',') {
                return -1;
            }
            at = json.skipSpace(at + 1, level);
        }
        return -1;
    }

    /** Definitions of tools come all together or not at all. */
    private boolean isTools(int keyStart, int keyEnd) {
        for (var word : TOOLS) {
            if (keyEnd - keyStart >= word.length() && text.startsWith(word, keyEnd - word.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean isParts(int keyStart, int keyEnd) {
        return keyEnd - keyStart == PARTS.length() && text.startsWith(PARTS, keyStart);
    }

    /** @param comeAgain whether elements do */
    private int array(int from, int level, int depth, boolean comeAgain) {
        var at = json.skipSpace(from + 1, level);
        if (json.at(at) == ']') {
            return at + 1;
        }
        var small = -1;
        while (true) {
            var start = at;
            var mark = pieces.size();
            at = value(start, level, depth + 1);
            if (at < 0) {
                return -1;
            }
            if (comeAgain) {
                small = element(mark, start, at, small, level);
            }
            at = json.skipSpace(at, level);
            if (json.at(at) == ']') {
                return at + 1;
            }
            if (json.at(at) != ',') {
                return -1;
            }
            at = json.skipSpace(at + 1, level);
        }
    }

    /** @return where the small elements begin that go together with the next, or -1 */
    private int element(int mark, int start, int end, int small, int level) {
        var first = json.at(start);
        var length = end - start;
        if (length < LEAST) {
            if (first != '{' && first != '[' && first != '"' && first != '\\') {
                // Numbers: a vector is one piece or none.
                return -1;
            }
            var group = small < 0 ? start : small;
            if (end - group < LEAST) {
                return group;
            }
            pieces.add(group, end);
        } else if (first == '{' && partsEnd >= 0 && length <= MOST && end - partsEnd <= SMALL_PRINT) {
            pieces.replace(mark, firstValue, partsEnd);
        } else if (first != '[' && length <= MOST) {
            replace(mark, start, end, level);
        } else {
            wholeWherePiecesAreNone(mark, start, end, level);
        }
        return -1;
    }

    private void wholeWherePiecesAreNone(int mark, int start, int end, int level) {
        if (pieces.size() == mark && end - start >= LEAST) {
            replace(mark, start, end, level);
        }
    }

    /** A string is a piece without its quotation marks, which are others in other strings. */
    private void replace(int mark, int start, int end, int level) {
        var quotes = json.isQuote(start, level) ? EscapedJson.quoteLength(level) : 0;
        pieces.replace(mark, start + quotes, end - quotes);
    }
}
