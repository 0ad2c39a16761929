package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A server of the user's as a place to connect to.
 *
 * <p>{@code currentSchema} does not go into the start-up packet, which PgBouncer would refuse for it, but is set by a
 * statement once the connection is there.
 */
final class UserServer implements Server {
    private static final String SCHEMA_PARAMETER = "currentSchema";

    private final String url;
    private final @Nullable String user;
    private final String password;
    private final @Nullable String searchPath;
    private final String place;

    /** @throws StoreException when the URL cannot be read */
    UserServer(DatabaseTarget.Server target) {
        var parsed =
                target.url().startsWith("jdbc:postgresql:") ? Driver.parseURL(target.url(), new Properties()) : null;
        if (parsed == null) {
            throw new StoreException("Not the URL of a PostgreSQL database: " + target.url()
                    + ". It looks like jdbc:postgresql://HOST:5432/DATABASE?currentSchema=SCHEMA.");
        }
        this.url = target.url().replaceAll("(?<=[?&])" + SCHEMA_PARAMETER + "=[^&]*&?", "");
        this.user = target.user();
        // Empty rather than none: the driver would go and look for one by rules of its own.
        this.password = target.password() == null ? "" : target.password();
        this.searchPath = parsed.getProperty(SCHEMA_PARAMETER);
        this.place = parsed.getProperty("PGHOST", "localhost") + ":" + parsed.getProperty("PGPORT", "5432") + "/"
                + parsed.getProperty("PGDBNAME", "");
    }

    @Override
    public Connection connect() throws SQLException {
        var connection = Jdbc.connect(url, user, password);
        if (searchPath != null) {
            try (var statement = connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
                statement.setString(1, searchPath);
                statement.execute();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** The schema that tables are made in, when the URL names one. */
    @Override
    public @Nullable String schema() {
        return searchPath == null ? null : searchPath.split(",", 2)[0].strip().replace("\"", "");
    }

    @Override
    public String url() {
        return searchPath == null ? url : url + (url.contains("?") ? "&" : "?") + SCHEMA_PARAMETER + "=" + searchPath;
    }

    @Override
    public @Nullable String user() {
        return user;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String describe(String version) {
        return "PostgreSQL " + version + " at " + place;
    }

    @Override
    public void close() {}
}
