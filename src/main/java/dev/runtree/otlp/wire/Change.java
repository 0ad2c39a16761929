package dev.runtree.otlp.wire;

/** What had to be changed of a span or log record to keep it readable. What is stored of it says so under {@code changed}. */
public enum Change {
    NUL("NUL characters are written as U+2400"),
    BROKEN_TEXT("text that is not valid Unicode has U+FFFD where it is broken"),
    BYTES("bytes are written in base64"),
    NO_NUMBER("NaN and infinities are written as text"),
    LATE("a time beyond the year 2262 is written as the last time of that year"),
    TOO_DEEP("values nested too deep are kept as bytes"),
    LEFT_OUT("fields that Runtree does not know are left out"),
    CORRUPT("what is corrupt of a resource or scope is left out");

    private final String words;

    Change(String words) {
        this.words = words;
    }

    /** A clause for people. */
    public String words() {
        return words;
    }
}
