package dev.runtree.cli;

import dev.runtree.query.BadFilter;

/** A mistake in a filter, shown at its place: the filter and, beneath it, a mark under what cannot be read. */
final class BadFilterWords extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String INDENT = "  ";

    private final String picture;

    BadFilterWords(String text, BadFilter mistake) {
        super("The filter cannot be read: " + mistake.getMessage(), mistake);
        String line = Width.oneLine(text);
        int start = Math.clamp(mistake.start(), 0, line.length());
        int end = Math.clamp(mistake.end(), start, line.length());
        picture = INDENT + line + "\n" + INDENT + " ".repeat(Width.of(line.substring(0, start)))
                + "^".repeat(Math.max(1, Width.of(line.substring(start, end))));
    }

    /** Two lines: the filter, and the mark under the mistake. */
    String picture() {
        return picture;
    }
}
