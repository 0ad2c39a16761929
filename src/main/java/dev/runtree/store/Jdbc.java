package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** How we connect. What the user's URL says goes before what is said here. */
final class Jdbc {
    private static final Driver DRIVER = new Driver();

    private Jdbc() {}

    static Connection connect(String url, @Nullable String user, String password) throws SQLException {
        var properties = new Properties();
        if (user != null) {
            PGProperty.USER.set(properties, user);
        }
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, "runtree");
        // The driver then says all it wants at the start, instead of setting it for the session afterwards.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.0");
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        // The whole way in: a host that takes the connection and says nothing would be waited for without end.
        PGProperty.LOGIN_TIMEOUT.set(properties, 15);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // Never a named statement: each execution is planned for its own values, as plan_cache_mode=force_custom_plan
        // would have it, and a transaction pooler between us and the server may hand each to another connection.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        var connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL");
        }
        return connection;
    }
}
