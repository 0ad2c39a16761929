package dev.runtree.ui.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as its reader sees it: terms that are done, each a chip, side by side. What a term means is the grammar's
 * business; here it is only told where one ends.
 */
record FilterText(List<String> terms) {
    static final FilterText NONE = new FilterText(List.of());
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./@+:-]+");

    FilterText {
        terms = List.copyOf(terms);
    }

    /** Splits at spaces that lie in no quotes and no parentheses. A text with OR in it stays one piece. */
    static FilterText of(String text) {
        var terms = new ArrayList<String>();
        var term = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted && i + 1 < text.length()) {
                term.append(c).append(text.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (Character.isWhitespace(c) && !quoted && depth <= 0) {
                finish(term, terms);
            } else {
                term.append(c);
            }
        }
        finish(term, terms);
        return terms.contains("OR") || terms.contains("NOT")
                ? new FilterText(List.of(text.strip()))
                : new FilterText(terms);
    }

    private static void finish(StringBuilder term, List<String> terms) {
        if (!term.isEmpty()) {
            terms.add(term.toString());
            term.setLength(0);
        }
    }

    /** Whether a piece that is being typed is a whole term once a space follows: {@code key:value}. */
    static boolean isTerm(String piece) {
        int colon = piece.indexOf(':');
        return colon > 0 && colon < piece.length() - 1 && of(piece).terms.size() == 1 && closed(piece);
    }

    private static boolean closed(String piece) {
        long quotes = piece.chars().filter(c -> c == '"').count();
        long opened = piece.chars().filter(c -> c == '(').count();
        return quotes % 2 == 0 && opened == piece.chars().filter(c -> c == ')').count();
    }

    String text() {
        return String.join(" ", terms);
    }

    /** The value of a key, if a term of its own says exactly one; without its quotes. */
    Optional<String> value(String key) {
        return terms.stream()
                .filter(term -> term.startsWith(key + ":"))
                .map(term -> unquoted(term.substring(key.length() + 1)))
                .findFirst();
    }

    /** With the key's terms replaced by one for a value, or removed for {@code null}. */
    FilterText with(String key, @Nullable String value) {
        var changed = terms.stream()
                .filter(term -> !term.startsWith(key + ":"))
                .collect(Collectors.toCollection(ArrayList::new));
        if (value != null) {
            changed.add(key + ":" + quoted(value));
        }
        return new FilterText(changed);
    }

    FilterText without(int index) {
        var changed = new ArrayList<>(terms);
        changed.remove(index);
        return new FilterText(changed);
    }

    FilterText plus(FilterText more) {
        var changed = new ArrayList<>(terms);
        changed.addAll(more.terms);
        return new FilterText(changed);
    }

    private static String quoted(String value) {
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
