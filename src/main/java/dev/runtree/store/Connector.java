package dev.runtree.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the pool gets its connections from. */
final class Connector implements DataSource {

    /** Opens a connection. */
    interface Source {
        Connection connect() throws SQLException;
    }

    private final Source source;
    private final AtomicReference<@Nullable Connection> spare = new AtomicReference<>();

    Connector(Source source) {
        this.source = source;
    }

    /** Gives a connection that is open already to the next who asks: opening the database leaves one. */
    void keep(Connection connection) {
        spare.set(connection);
    }

    /** A connection beside the pool, for finding out whether there is one to be had. The caller closes it. */
    Connection fresh() throws SQLException {
        return source.connect();
    }

    /** Closes the kept one, if nobody has asked since. */
    void close() throws SQLException {
        var kept = spare.getAndSet(null);
        if (kept != null) {
            kept.close();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        var kept = spare.getAndSet(null);
        return kept != null ? kept : source.connect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 10;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
