package dev.runtree.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Appends to {@code runtree_audit}. A row's hash is the SHA-256 of the hash before it and of the row's own values, each behind
 * its length in bytes, so that a row can neither be changed nor taken out nor put in without all later ones showing it.
 */
final class AuditTrail {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + 0x52540003 + ", 0)";
    private static final byte[] BEFORE_THE_FIRST = new byte[32];

    private AuditTrail() {}

    /**
     * Appends a row, in the transaction of what it tells of. Others who append wait until it ends.
     *
     * @param details JSON
     */
    static void append(Connection connection, Instant at, String action, String subject, String details)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
        var seq = 1L;
        var previous = BEFORE_THE_FIRST;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT seq, hash FROM runtree_audit ORDER BY seq DESC LIMIT 1")) {
            if (row.next()) {
                seq = row.getLong(1) + 1;
                previous = row.getBytes(2);
            }
        }
        var actor = System.getProperty("user.name", "unknown");
        var time = at.truncatedTo(ChronoUnit.MICROS);
        try (var statement = connection.prepareStatement(
                "INSERT INTO runtree_audit (seq, at, actor, action, subject, details, previous_hash, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?::json, ?, ?)")) {
            statement.setLong(1, seq);
            statement.setObject(2, time.atOffset(ZoneOffset.UTC));
            statement.setString(3, actor);
            statement.setString(4, action);
            statement.setString(5, subject);
            statement.setString(6, details);
            statement.setBytes(7, previous);
            statement.setBytes(8, hash(previous, seq, time, actor, action, subject, details));
            statement.executeUpdate();
        }
    }

    /** The number of the first row that is not what it was when it was appended; empty when all are. */
    static OptionalLong firstBroken(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT seq, at, actor, action, subject, details::text, previous_hash, hash"
                                + " FROM runtree_audit ORDER BY seq")) {
            var previous = BEFORE_THE_FIRST;
            for (var seq = 1L; row.next(); seq++) {
                var hash = hash(
                        previous,
                        seq,
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6));
                if (row.getLong(1) != seq
                        || !Arrays.equals(previous, row.getBytes(7))
                        || !Arrays.equals(hash, row.getBytes(8))) {
                    return OptionalLong.of(row.getLong(1));
                }
                previous = hash;
            }
        }
        return OptionalLong.empty();
    }

    private static byte[] hash(byte[] previous, long seq, Instant at, String... words) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            add(digest, Long.toString(seq));
            add(digest, at.toString());
            for (var word : words) {
                add(digest, word);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String word) {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
