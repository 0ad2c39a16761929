package dev.runtree.settings;

/** Something the user set, or a folder of theirs, that cannot be used. The message says what, where, and what to do. */
public class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
