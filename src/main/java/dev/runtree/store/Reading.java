package dev.runtree.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;

/** One transaction that reads. Rows are streamed in pieces, so a large answer is never held twice. */
final class Reading {
    private static final int FETCH_SIZE = 1_000;

    private final DSLContext dsl;
    private final Cancellation cancellation;

    Reading(DSLContext dsl, Cancellation cancellation) {
        this.dsl = dsl;
        this.cancellation = cancellation;
    }

    interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    interface RowTaker {
        void take(ResultSet row) throws SQLException;
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
        ResultQuery<Record> query = dsl.resultQuery(sql.text(), sql.values().toArray());
        query.fetchSize(FETCH_SIZE);
        cancellation.running(query);
        try (Cursor<Record> cursor = query.fetchLazy();
                var row = cursor.resultSet()) {
            while (row != null && row.next()) {
                taker.take(row);
            }
        } finally {
            cancellation.done();
        }
    }
}
