package dev.runtree.redact;

import java.util.function.Supplier;

/**
 * A text that counts how often a regular expression looks at it, and ends the search when that is too often: some expressions
 * that others wrote take years for the wrong text. For one search, on one thread.
 */
public final class CountedText implements CharSequence {
    private final CharSequence text;
    private final Supplier<? extends RuntimeException> tooOften;
    private long left;

    /**
     * @param looks how many characters may be looked at, the same one again counting again
     * @param tooOften what is thrown then, out of the search
     */
    public CountedText(CharSequence text, long looks, Supplier<? extends RuntimeException> tooOften) {
        this.text = text;
        this.left = looks;
        this.tooOften = tooOften;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw tooOften.get();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    /** Not counted: it is asked for what was found. */
    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
