package dev.runtree.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text with gaps: any text may stand between two pieces.
 *
 * @param pieces the literal parts around the {@code *}s; one piece is that text and nothing else
 */
public record Glob(List<String> pieces) implements Match {
    public Glob {
        pieces = List.copyOf(pieces);
    }

    public static Glob of(String text) {
        return new Glob(List.of(text));
    }

    public boolean isLiteral() {
        return pieces.size() == 1;
    }

    /** The text, with {@code *} for each gap. */
    public String text() {
        return String.join("*", pieces);
    }

    @Override
    public String print(Key key) {
        var text = print();
        // Behind the key of an attribute, two dots make a range of numbers.
        return key.takes() == RunKey.Values.ANY && text.contains("..") && isLiteral() ? quote(text()) : text;
    }

    /** The filter text of it, which reads back to an equal one. */
    String print() {
        if (isLiteral()) {
            return quoted(pieces.getFirst(), true);
        }
        return pieces.stream().map(piece -> quoted(piece, false)).collect(Collectors.joining("*"));
    }

    static String quoted(String text, boolean alone) {
        var plain = text.isEmpty() ? !alone : text.chars().allMatch(Glob::isPlain);
        var reserved =
                text.startsWith("-") || (alone && (text.equals("OR") || text.equals("AND") || text.equals("NOT")));
        return plain && !reserved ? text : quote(text);
    }

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isPlain(int c) {
        return !Character.isWhitespace(c) && "\"()*:<>\\".indexOf(c) < 0;
    }

    /** Builds a glob of quoted and unquoted stretches. */
    static final class Builder {
        private final List<String> pieces = new ArrayList<>();
        private final StringBuilder piece = new StringBuilder();

        void literal(String text) {
            piece.append(text);
        }

        void gap() {
            pieces.add(piece.toString());
            piece.setLength(0);
        }

        Glob build() {
            var all = new ArrayList<>(pieces);
            all.add(piece.toString());
            return new Glob(all);
        }
    }
}
