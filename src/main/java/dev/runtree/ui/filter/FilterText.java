package dev.runtree.ui.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter as its reader sees it: pieces that are done, side by side, each a chip. A piece is a term, a group in parentheses,
 * words, or {@link #OR}. What a term means is the grammar's business; here it is only told where one ends.
 */
record FilterText(List<String> terms) {
    static final String OR = "OR";
    static final FilterText NONE = new FilterText(List.of());
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./@+:-]+");

    FilterText {
        terms = List.copyOf(terms);
    }

    /** Splits at spaces that lie in no quotes and no parentheses. */
    static FilterText of(String text) {
        var pieces = split(text);
        var terms = new ArrayList<String>();
        for (int i = 0; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            if (piece.equals("NOT") && i + 1 < pieces.size() && !isWord(pieces.get(i + 1))) {
                terms.add("-" + pieces.get(++i));
            } else if (!piece.equals("AND")) {
                terms.add(piece);
            }
        }
        return new FilterText(terms);
    }

    private static boolean isWord(String piece) {
        return piece.equals(OR) || piece.equals("AND") || piece.equals("NOT");
    }

    private static List<String> split(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted && i + 1 < text.length()) {
                piece.append(c).append(text.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (Character.isWhitespace(c) && !quoted && depth <= 0) {
                finish(piece, pieces);
            } else {
                piece.append(c);
            }
        }
        finish(piece, pieces);
        return pieces;
    }

    private static void finish(StringBuilder piece, List<String> pieces) {
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
            piece.setLength(0);
        }
    }

    /** Whether what is being typed ends with a whole term once a space follows: {@code key:value}. */
    static boolean isFinished(String text) {
        var pieces = split(text);
        if (pieces.isEmpty() || !isClosed(text)) {
            return false;
        }
        String last = pieces.getLast();
        int colon = last.indexOf(':');
        return colon > 0 && colon < last.length() - 1 && last.charAt(0) != '"';
    }

    private static boolean isClosed(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return !quoted && depth == 0;
    }

    String text() {
        return String.join(" ", terms);
    }

    /** Where a piece begins in the text; of one behind the last, where it would begin. */
    int start(int index) {
        int start = 0;
        for (int i = 0; i < index; i++) {
            start += terms.get(i).length() + 1;
        }
        return start;
    }

    /** The value of a key that holds for all runs; without its quotes. */
    Optional<String> value(String key) {
        return terms.contains(OR)
                ? Optional.empty()
                : terms.stream()
                        .filter(term -> term.startsWith(key + ":"))
                        .map(term -> unquoted(term.substring(key.length() + 1)))
                        .findFirst();
    }

    /** With the key's terms replaced by one for a value, or removed for {@code null}. */
    FilterText with(String key, @Nullable String value) {
        return withTerms(key, value == null ? List.of() : List.of(key + ":" + quoted(value)));
    }

    /** With the key's terms replaced by others, in the place of the first of them. */
    FilterText withTerms(String key, List<String> replacement) {
        var all = terms.contains(OR) && !replacement.isEmpty() ? List.of("(" + text() + ")") : terms;
        var changed = new ArrayList<String>();
        int place = -1;
        for (String term : all) {
            if (!term.startsWith(key + ":")) {
                changed.add(term);
            } else if (place < 0) {
                place = changed.size();
            }
        }
        changed.addAll(place < 0 ? changed.size() : place, replacement);
        return new FilterText(sides(changed));
    }

    /** With a term added for all runs; one that is there already, or says the opposite, is replaced. */
    FilterText plus(String term) {
        String opposite = term.startsWith("-") ? term.substring(1) : "-" + term;
        var changed = new ArrayList<>(terms.contains(OR) ? List.of("(" + text() + ")") : terms);
        changed.removeIf(each -> each.equals(term) || each.equals(opposite));
        changed.add(term);
        return new FilterText(changed);
    }

    FilterText without(int index) {
        var changed = new ArrayList<>(terms);
        changed.remove(index);
        return new FilterText(sides(changed));
    }

    /** An OR with nothing at one of its sides goes with what stood there. */
    private static List<String> sides(List<String> terms) {
        var whole = new ArrayList<String>();
        for (String term : terms) {
            if (!term.equals(OR) || (!whole.isEmpty() && !whole.getLast().equals(OR))) {
                whole.add(term);
            }
        }
        while (!whole.isEmpty() && whole.getLast().equals(OR)) {
            whole.removeLast();
        }
        return whole;
    }

    FilterText plus(int index, FilterText more) {
        var changed = new ArrayList<>(terms);
        changed.addAll(index, more.terms);
        return new FilterText(changed);
    }

    /** The pieces before one. */
    FilterText before(int index) {
        return new FilterText(terms.subList(0, index));
    }

    FilterText from(int index) {
        return new FilterText(terms.subList(index, terms.size()));
    }

    /** A value as it stands behind its key. */
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() && !value.contains("..")
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
