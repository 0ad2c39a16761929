package dev.runtree.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Appends to {@code runtree_audit}. A row's hash covers the hash before it and the row itself ({@link AuditHash}), so that a row
 * can neither be changed nor taken out nor put in without all later ones showing it; {@link Audit} looks.
 */
final class AuditTrail {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + 0x52540003 + ", 0)";
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private AuditTrail() {}

    /** As the other one, by the account that this program runs under. */
    static void append(Connection connection, Instant at, String action, String subject, String details)
            throws SQLException {
        append(connection, at, account(), action, subject, details);
    }

    /** The account that this program runs under. */
    static String account() {
        var name = System.getProperty("user.name", "").strip();
        return name.isEmpty() ? "unknown" : name;
    }

    /**
     * Appends a row, in the transaction of what it tells of. Others who append wait until it ends.
     *
     * @param actor who did it
     * @param details JSON
     * @return the row's number
     */
    static long append(Connection connection, Instant at, String actor, String action, String subject, String details)
            throws SQLException {
        lock(connection);
        var seq = 1L;
        var previous = AuditHash.BEFORE_THE_FIRST;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT seq, hash FROM runtree_audit ORDER BY seq DESC LIMIT 1")) {
            if (row.next()) {
                seq = row.getLong(1) + 1;
                previous = row.getBytes(2);
            }
        }
        var time = at.truncatedTo(ChronoUnit.MICROS);
        var who = Salted.of("actor", SpanCleaner.key(actor));
        var what = Salted.of("subject", SpanCleaner.text(subject));
        var more = Salted.of("details", JsonCleaner.clean(details));
        try (var statement = connection.prepareStatement(
                "INSERT INTO runtree_audit (seq, at, action, form, previous_hash, hash, actor, actor_salt, actor_digest,"
                        + " subject, subject_salt, subject_digest, details, details_salt, details_digest)"
                        + " VALUES (?, ?, ?, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)")) {
            statement.setLong(1, seq);
            statement.setObject(2, time.atOffset(ZoneOffset.UTC));
            statement.setString(3, action);
            statement.setBytes(4, previous);
            statement.setBytes(
                    5, AuditHash.ofDigests(previous, seq, time, who.digest(), action, what.digest(), more.digest()));
            var next = 6;
            for (var salted : new Salted[] {who, what, more}) {
                statement.setString(next++, salted.value());
                statement.setBytes(next++, salted.salt());
                statement.setBytes(next++, salted.digest());
            }
            statement.executeUpdate();
        }
        return seq;
    }

    /** Keeps others from appending until the transaction ends; may be taken twice. */
    static void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // as JDBC has bytes; never compared
    private record Salted(String value, byte[] salt, byte[] digest) {
        static Salted of(String column, String value) {
            var salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return new Salted(value, salt, AuditHash.ofValue(column, salt, value));
        }
    }
}
