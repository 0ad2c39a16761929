package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of sound, which are parts of a call's input and output. {@code null} means that the producer did not say.
 *
 * @param input the part of the input that was sound
 * @param output the part of the output that was sound
 */
public record AudioTokens(@Nullable Long input, @Nullable Long output) {
    public static final AudioTokens NONE = new AudioTokens(null, null);

    public boolean isNone() {
        return equals(NONE);
    }
}
