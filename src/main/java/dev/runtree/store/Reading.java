package dev.runtree.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction that reads. Rows are streamed in pieces, so a large answer is never held twice. */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final DSLContext dsl;
    private final Cancellation cancellation;

    Reading(Connection connection, Cancellation cancellation) {
        this.connection = connection;
        this.dsl = DSL.using(connection, SQLDialect.POSTGRES);
        this.cancellation = cancellation;
    }

    interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    interface RowJudge {
        boolean wantsMore(ResultSet row) throws SQLException;
    }

    interface CopyTaker {
        void take(CopyRows rows) throws SQLException, IOException;
    }

    /** A setting of the server, for the rest of this transaction. */
    void set(String setting, String value) throws SQLException {
        each(Sql.of("SELECT set_config(?, ?, true)", setting, value), row -> {});
    }

    <R> List<R> list(Sql sql, RowReader<R> reader) throws SQLException {
        var rows = new ArrayList<R>();
        each(sql, row -> rows.add(reader.read(row)));
        return rows;
    }

    <R> Optional<R> first(Sql sql, RowReader<R> reader) throws SQLException {
        return list(sql, reader).stream().findFirst();
    }

    void each(Sql sql, RowTaker taker) throws SQLException {
        until(sql, row -> {
            taker.take(row);
            return true;
        });
    }

    /** Reads as long as more is wanted. */
    void until(Sql sql, RowJudge judge) throws SQLException {
        ResultQuery<Record> query = dsl.resultQuery(sql.text(), sql.values().toArray());
        query.fetchSize(FETCH_SIZE);
        cancellation.running(query::cancel);
        try (Cursor<Record> cursor = query.fetchLazy();
                var row = cursor.resultSet()) {
            var more = true;
            while (more && row != null && row.next()) {
                more = judge.wantsMore(row);
            }
        } finally {
            cancellation.done();
        }
    }

    /**
     * Hands over the rows of a query by COPY, which takes no bound values: those in {@code select} are of {@link #literal}.
     *
     * @throws StoreException when the answer cannot be understood
     */
    void copy(String select, CopyTaker taker) throws SQLException {
        var server = connection.unwrap(PGConnection.class);
        cancellation.running(() -> cancel(server));
        try {
            var copy = server.getCopyAPI().copyOut("COPY (" + select + ") TO STDOUT (FORMAT binary)");
            try {
                taker.take(new CopyRows(copy));
            } catch (IOException e) {
                throw new StoreException("The database's answer cannot be read: " + e.getMessage(), e);
            } finally {
                end(server, copy);
            }
        } finally {
            cancellation.done();
        }
    }

    /** Rows that nobody wants are ended, and what was on its way is read, so that the connection can be used again. */
    private static void end(PGConnection server, CopyOut copy) {
        if (copy.isActive()) {
            cancel(server);
        }
        try {
            while (copy.isActive() && copy.readFromCopy() != null) {
                // It is not for us any more.
            }
        } catch (SQLException e) {
            LOG.debug("Ended a COPY", e);
        }
    }

    /** A text as it stands in a statement that takes no bound values. */
    String literal(String text) throws SQLException {
        var escaped = connection.unwrap(PGConnection.class).escapeLiteral(text);
        return "'" + escaped + "'";
    }

    /** @throws java.util.concurrent.CancellationException when the reader has been given up */
    void check() {
        cancellation.check();
    }

    private static void cancel(PGConnection server) {
        try {
            server.cancelQuery();
        } catch (SQLException e) {
            LOG.debug("Could not end a statement", e);
        }
    }
}
