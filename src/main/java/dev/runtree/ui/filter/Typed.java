package dev.runtree.ui.filter;

import dev.runtree.query.Key;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is being typed at the caret: the beginning of a key, or of the value of one.
 *
 * @param key in front of the colon; empty when none is there yet
 * @param attribute the name behind {@code attr.}; empty for other keys
 * @param written what stands for the value or the key up to the caret, without quotes
 * @param from where it begins in the text
 * @param to where it ends, behind the caret
 * @param isOfStep whether it lies in {@code span:(...)}
 * @param isInside whether it lies in any parentheses
 */
record Typed(
        Optional<Key> key, String attribute, String written, int from, int to, boolean isOfStep, boolean isInside) {
    private static final String ATTR = "attr.";

    static Typed at(String text, int caret) {
        int from = 0;
        int depth = 0;
        int stepDepth = -1;
        boolean quoted = false;
        for (int i = 0; i < caret; i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '(') {
                depth++;
                stepDepth = stepDepth < 0 && text.substring(from, i).endsWith("span:") ? depth : stepDepth;
                from = i + 1;
            } else if (c == ')') {
                depth--;
                stepDepth = depth < stepDepth ? -1 : stepDepth;
                from = i + 1;
            } else if (Character.isWhitespace(c) || (c == '-' && i == from)) {
                from = i + 1;
            }
        }
        int to = quoted ? endOfQuote(text, caret) : endOfPiece(text, caret);
        return of(text, Math.min(from, caret), caret, to, stepDepth > 0, depth > 0);
    }

    private static Typed of(String text, int from, int caret, int to, boolean ofStep, boolean inside) {
        String piece = text.substring(from, caret);
        int colon = colon(piece);
        if (colon < 0) {
            boolean isAttribute = piece.startsWith(ATTR);
            return new Typed(
                    isAttribute ? Optional.of(StepKey.ATTR) : Optional.empty(),
                    "",
                    unquoted(isAttribute ? piece.substring(ATTR.length()) : piece),
                    isAttribute ? from + ATTR.length() : from,
                    to,
                    ofStep,
                    inside);
        }
        String word = piece.substring(0, colon);
        return new Typed(
                known(word, ofStep),
                word.startsWith(ATTR) ? unquoted(word.substring(ATTR.length())) : "",
                unquoted(piece.substring(colon + 1)),
                from + colon + 1,
                to,
                ofStep,
                inside);
    }

    private static int colon(String piece) {
        boolean quoted = false;
        for (int i = 0; i < piece.length(); i++) {
            quoted ^= piece.charAt(i) == '"';
            if (piece.charAt(i) == ':' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfPiece(String text, int caret) {
        int end = caret;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "()\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int endOfQuote(String text, int caret) {
        int end = text.indexOf('"', caret);
        return end < 0 ? text.length() : end + 1;
    }

    private static Optional<Key> known(String word, boolean ofStep) {
        String key = word.startsWith(ATTR) ? "attr" : word.toLowerCase(Locale.ROOT);
        return keys(ofStep).filter(each -> each.word().equals(key)).findFirst();
    }

    /** The keys that may stand here, those of runs first. */
    static Stream<Key> keys(boolean ofStep) {
        var ofSteps = Arrays.stream(StepKey.values());
        return ofStep
                ? ofSteps.map(Key.class::cast)
                : Stream.concat(Arrays.stream(RunKey.values()), ofSteps.filter(key -> key != StepKey.MODEL));
    }

    private static String unquoted(String piece) {
        return piece.replaceAll("\\\\(.)", "$1").replace("\"", "");
    }

    /** Whether the name of an attribute is being typed. */
    boolean isAttributeName() {
        return key.isPresent() && key.get() == StepKey.ATTR && attribute.isEmpty();
    }
}
