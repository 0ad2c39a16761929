package dev.runtree.store;

import dev.runtree.model.Span;

/** How much is read, with the steps of a run, of what went into them and came out. */
public enum Beginnings {
    /** Of every step the first characters. */
    OF_ALL(Span.PREVIEW, "input, output"),

    /** Of tools alone, and less: for runs of so many steps that the rest would fill the memory. */
    OF_TOOLS(80, ofTools("input") + ", " + ofTools("output"));

    private final int characters;
    private final String columns;

    Beginnings(int characters, String columns) {
        this.characters = characters;
        this.columns = columns;
    }

    /** How many characters of each at most; a text of so many may have had more. */
    public int characters() {
        return characters;
    }

    /** Two columns of the table of spans. */
    String columns() {
        return columns;
    }

    private static String ofTools(String column) {
        return "CASE WHEN kind = 'tool' THEN left(" + column + ", 80) END";
    }
}
