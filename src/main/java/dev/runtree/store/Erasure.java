package dev.runtree.store;

import dev.runtree.store.ErasureRecord.Erased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Erases what approvals and the audit say of a person, when a law or a person asks for it. The values go, with the salts of
 * their digests; that they were there, and who erased them when, stays verifiable: a row of the audit tells of it, and the chain
 * of hashes holds.
 */
public final class Erasure {
    private final Database database;
    private final Transactions transactions;
    private final Clock clock = Clock.systemUTC();

    /** @param database the primary one */
    public Erasure(Database database) {
        this.database = database;
        this.transactions = new Transactions(database.dataSource());
    }

    /** Whose values. */
    public sealed interface Subject {
        /** What was asked for on behalf of a user: arguments, reasons, the user's name. */
        record User(String id) implements Subject {}

        /** The name of somebody who decided, or did anything else that the audit notes. */
        record Actor(String name) implements Subject {}

        /** What these approvals were about. */
        record Approvals(List<String> ids) implements Subject {
            public Approvals {
                ids = List.copyOf(ids);
            }
        }
    }

    /**
     * What was erased.
     *
     * @param approvals with values that were erased
     * @param rows of the audit with values that were
     * @param seq the row of the audit that tells of it; 0 when there was nothing to erase
     */
    public record Receipt(int approvals, int rows, long seq) {}

    /**
     * Erases them.
     *
     * @param by who does it
     * @param reason why: it stays, so it must not name the person
     * @throws StoreException when it cannot be stored, or an approval still waits: its run needs what is to be erased
     */
    public Receipt erase(Subject subject, String by, @Nullable String reason) {
        var receipt = new Receipt[1];
        try {
            transactions.run(connection -> receipt[0] = erase(connection, subject, by, reason));
        } catch (SQLException e) {
            throw database.failure(e);
        }
        return receipt[0];
    }

    private Receipt erase(Connection connection, Subject subject, String by, @Nullable String reason)
            throws SQLException {
        var approvals = approvals(connection, subject);
        AuditTrail.lock(connection);
        var erased = new ArrayList<Erased>();
        for (var row : rows(connection, subject, approvals)) {
            if (row.fault() != null) {
                throw new StoreException("Nothing was erased: row " + row.seq() + " of the audit " + row.fault()
                        + ". \"runtree approvals verify\" tells more.");
            }
            var columns = columns(row, subject);
            if (!columns.isEmpty()) {
                erased.add(Erased.of(row, columns));
            }
        }
        if (approvals.isEmpty() && erased.isEmpty()) {
            return new Receipt(0, 0, 0);
        }
        var seq = AuditTrail.append(
                connection,
                clock.instant(),
                by,
                ErasureRecord.ACTION,
                "audit",
                new ErasureRecord(reason, approvals, erased).json());
        for (var row : erased) {
            eraseRow(connection, row, seq);
        }
        eraseApprovals(connection, subject, approvals);
        return new Receipt(approvals.size(), erased.size(), seq);
    }

    /** The approvals that lose values, locked. */
    private static List<String> approvals(Connection connection, Subject subject) throws SQLException {
        var condition = switch (subject) {
            case Subject.User user -> Sql.of("user_id = ?", user.id());
            case Subject.Actor actor -> Sql.of("resolved_by = ?", actor.name());
            case Subject.Approvals named ->
                Sql.of("id = ANY (?)", (Object) named.ids().toArray(String[]::new));
        };
        var ids = new ArrayList<String>();
        try (var question = prepare(
                        connection,
                        Sql.of("SELECT id, status = 'pending' OR EXISTS (SELECT 1 FROM runtree_paused_runs p"
                                        + " WHERE p.run_id = a.top_run_id) FROM agno_approvals a WHERE ")
                                .plus(condition)
                                .plus(" ORDER BY created_at, id FOR UPDATE"));
                var rows = question.executeQuery()) {
            while (rows.next()) {
                if (rows.getBoolean(2) && !(subject instanceof Subject.Actor)) {
                    throw new StoreException("Nothing was erased: the approval " + rows.getString(1)
                            + " belongs to a run that still waits for it. Decide it first, or cancel it.");
                }
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static List<AuditRow> rows(Connection connection, Subject subject, Collection<String> approvals)
            throws SQLException {
        var about = approvals.stream().map(id -> "approval " + id).toArray(String[]::new);
        var condition = switch (subject) {
            case Subject.User user -> Sql.of("subject = ANY (?) OR subject = ?", about, "user " + user.id());
            case Subject.Actor actor -> Sql.of("actor = ?", actor.name());
            case Subject.Approvals _ -> Sql.of("subject = ANY (?)", (Object) about);
        };
        var found = new ArrayList<AuditRow>();
        try (var question = prepare(
                        connection,
                        Sql.of(AuditRow.SELECT + " WHERE ").plus(condition).plus(" ORDER BY seq"));
                var rows = question.executeQuery()) {
            while (rows.next()) {
                found.add(AuditRow.read(rows));
            }
        }
        return found;
    }

    /** Which of a row's values are to go: an approval's number is nobody's, a user's name is. */
    private static List<String> columns(AuditRow row, Subject subject) {
        return row.values().stream()
                .filter(value -> !value.isErased())
                .map(AuditRow.Value::column)
                .filter(column -> switch (subject) {
                    case Subject.Actor _ -> column.equals("actor");
                    case Subject.User _ ->
                        column.equals("details")
                                ? row.action().startsWith("approval.")
                                : column.equals("subject")
                                        && row.subject().text().startsWith("user ");
                    case Subject.Approvals _ -> column.equals("details");
                })
                .toList();
    }

    private static void eraseRow(Connection connection, Erased erased, long by) throws SQLException {
        var set = String.join(
                ", ",
                erased.columns().stream()
                        .map(column -> column + " = '" + AuditRow.erased(column) + "', " + column + "_salt = NULL, "
                                + column + "_erased = " + by)
                        .toList());
        try (var statement = connection.prepareStatement("UPDATE runtree_audit SET " + set + " WHERE seq = ?")) {
            statement.setLong(1, erased.seq());
            statement.executeUpdate();
        }
    }

    private static void eraseApprovals(Connection connection, Subject subject, List<String> ids) throws SQLException {
        var set = subject instanceof Subject.Actor
                ? "resolved_by = NULL"
                : "user_id = NULL, session_id = NULL, tool_args = NULL, resolution_data = NULL";
        try (var statement = connection.prepareStatement(
                "UPDATE agno_approvals SET " + set + ", erased_at = now(), updated_at = now() WHERE id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, Sql sql) throws SQLException {
        var statement = connection.prepareStatement(sql.text());
        for (var i = 0; i < sql.values().size(); i++) {
            var value = sql.values().get(i);
            statement.setObject(
                    i + 1, value instanceof String[] texts ? connection.createArrayOf("text", texts) : value);
        }
        return statement;
    }
}
