package dev.runtree.receive.endpoint;

import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a sender has to know, sent as {@code Authorization: Bearer ...}. Only its digest is kept. */
public final class Token {
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private Token(String token) {
        this.digest = digest(token);
    }

    /**
     * @param place where the token comes from, for the message
     * @throws SettingsException when it is empty or could not be sent in a header
     */
    public static Token of(String token, String place) {
        if (!SENDABLE.matcher(token).matches()) {
            throw new SettingsException("The token in " + place
                    + " is empty, or has spaces or letters beyond ASCII: make one with: openssl rand -hex 16");
        }
        return new Token(token);
    }

    /**
     * The token that a file holds, without the line's end.
     *
     * @throws SettingsException when the file cannot be read, or others than its owner can read it
     */
    public static Token read(Path file) {
        try {
            if (!OwnerOnly.holds(file)) {
                throw new SettingsException("Others than you can read the token in " + file + ". chmod 0600 it.");
            }
            return of(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new SettingsException("Cannot read the token in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    /** Whether a header's value holds this token. Takes as long for a wrong one, wherever it begins to differ. */
    boolean isIn(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest, digest(authorization.substring(SCHEME.length()).strip()));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "(a token)";
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
