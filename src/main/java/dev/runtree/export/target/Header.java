package dev.runtree.export.target;

import java.util.Locale;

/**
 * A header of every request.
 *
 * @param name in small letters, as gRPC asks for
 * @param secret whether nobody may see its value
 */
public record Header(String name, String value, boolean secret) {
    /** What stands for a secret wherever it is shown. */
    public static final String HIDDEN = "***";

    public Header {
        name = name.toLowerCase(Locale.ROOT);
    }

    static Header open(String name, String value) {
        return new Header(name, value, false);
    }

    static Header secret(String name, String value) {
        return new Header(name, value, true);
    }

    /** Its value as it may be shown. */
    public String shown() {
        return secret ? HIDDEN : value;
    }

    @Override
    public String toString() {
        return name + ": " + shown();
    }
}
