package dev.runtree.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The hashes of the audit. A row's is the SHA-256 of the hash before it and, in form 1, of the row's own values, each behind its
 * length in bytes; in form 2, which is written, of a digest of each value. A value that may tell of a person is digested with a
 * salt of its own, so that once both are erased nobody can find it by trying what it may have been.
 */
final class AuditHash {
    /** What stands before the first row. */
    static final byte[] BEFORE_THE_FIRST = new byte[32];

    private static final byte[] NO_SALT = new byte[0];

    private AuditHash() {}

    /** Of a row whose hash covers its values themselves. */
    static byte[] ofValues(byte[] previous, long seq, Instant at, String... words) {
        var digest = sha256();
        digest.update(previous);
        add(digest, Long.toString(seq));
        add(digest, at.toString());
        for (var word : words) {
            add(digest, word);
        }
        return digest.digest();
    }

    /** Of a row whose hash covers digests of its values: those given, in the order of the columns. */
    static byte[] ofDigests(
            byte[] previous, long seq, Instant at, byte[] actor, String action, byte[] subject, byte[] details) {
        var digest = sha256();
        digest.update(previous);
        digest.update(ofValue("seq", NO_SALT, Long.toString(seq)));
        digest.update(ofValue("at", NO_SALT, at.toString()));
        digest.update(actor);
        digest.update(ofValue("action", NO_SALT, action));
        digest.update(subject);
        digest.update(details);
        return digest.digest();
    }

    static byte[] ofValue(String column, byte[] salt, String value) {
        var digest = sha256();
        add(digest, column.getBytes(StandardCharsets.UTF_8));
        add(digest, salt);
        add(digest, value);
        return digest.digest();
    }

    private static void add(MessageDigest digest, String word) {
        add(digest, word.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
