package dev.runtree.export;

import dev.runtree.otlp.Encoding;

/** The forms in which traces are written. */
public enum ExportFormat {
    OTLP_JSON("otlp-json", ".json", Encoding.JSON),
    OTLP_PB("otlp-pb", ".pb", Encoding.PROTOBUF);

    private final String word;
    private final String suffix;
    private final Encoding encoding;

    ExportFormat(String word, String suffix, Encoding encoding) {
        this.word = word;
        this.suffix = suffix;
        this.encoding = encoding;
    }

    /** The word on the command line. */
    public String word() {
        return word;
    }

    /** How the name of a file of one trace ends. */
    public String suffix() {
        return suffix;
    }

    Encoding encoding() {
        return encoding;
    }
}
