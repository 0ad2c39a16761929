package dev.runtree.cli;

/** How a word stands out on a terminal, by its ANSI code. */
enum Style {
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    WAITING("33"),
    RUNNING("36");

    static final String END = "\u001B[0m";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String start() {
        return "\u001B[" + code + "m";
    }
}
