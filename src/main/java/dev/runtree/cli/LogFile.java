package dev.runtree.cli;

import dev.runtree.settings.RuntreeHome;

/** The log: {@code logs/runtree.log} in the data folder, the only place for stack traces. */
final class LogFile {
    /** Where {@link Logging} finds the place: logging starts by itself, with whatever class logs first. */
    static final String PROPERTY = "runtree.log";

    private LogFile() {}

    /** Says where the log is to be written. Creates nothing until there is something to write. */
    static void in(RuntreeHome home) {
        System.setProperty(PROPERTY, home.logs().resolve("runtree.log").toString());
    }

    /** The log's path as a user reads it. */
    static String place() {
        return String.valueOf(System.getProperty(PROPERTY));
    }
}
