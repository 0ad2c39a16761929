package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
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
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

    /** Of several hosts, of which questions are to go to a replica. */
    private static final Pattern REPLICA_FIRST =
            Pattern.compile("(?<=[?&]targetServerType=)(preferS|s)(econdary|lave)(?=&|$)");

    private final String url;
    /** For what is written; the same as {@link #url} unless that one names replicas. */
    private final String primaryUrl;

    private final @Nullable String user;
    private final String password;
    /** The schemas of {@code currentSchema}, as SQL has their names; empty when the URL names none. */
    private final List<String> schemas;

    private final String shown;
    private final String place;
    private final String database;

    /** @throws StoreException when the URL cannot be read */
    UserServer(DatabaseTarget.Server target) {
        var parsed =
                target.url().startsWith("jdbc:postgresql:") ? Driver.parseURL(target.url(), new Properties()) : null;
        if (parsed == null) {
            throw new StoreException("Not the URL of a PostgreSQL database: " + target.url()
                    + ". It looks like jdbc:postgresql://HOST:5432/DATABASE?currentSchema=SCHEMA.");
        }
        this.url = target.url().replaceAll("(?<=[?&])" + SCHEMA_PARAMETER + "=[^&]*&?", "");
        var hosts = parsed.getProperty("PGHOST", "localhost").split(",", -1);
        this.primaryUrl = hosts.length > 1 ? REPLICA_FIRST.matcher(url).replaceFirst("primary") : url;
        this.user = target.user();
        // Empty rather than none: the driver would go and look for one by rules of its own.
        this.password = target.password() == null ? "" : target.password();
        this.schemas = schemas(parsed.getProperty(SCHEMA_PARAMETER, ""));
        this.shown = target.url();
        this.database = parsed.getProperty("PGDBNAME", "");
        this.place = place(hosts, parsed.getProperty("PGPORT", "5432").split(",", -1)) + "/" + database;
    }

    private static String place(String[] hosts, String[] ports) {
        var places = new ArrayList<String>();
        for (var i = 0; i < hosts.length; i++) {
            places.add(hosts[i] + ":" + ports[Math.min(i, ports.length - 1)]);
        }
        return String.join(",", places);
    }

    @Override
    public Connection connect() throws SQLException {
        return connect(primaryUrl);
    }

    @Override
    public boolean readsElsewhere() {
        return !primaryUrl.equals(url);
    }

    @Override
    public Connection connectToRead() throws SQLException {
        return connect(url);
    }

    private Connection connect(String to) throws SQLException {
        var connection = Jdbc.connect(to, user, password);
        if (!schemas.isEmpty()) {
            try (var statement = connection.createStatement()) {
                var names = new ArrayList<String>();
                for (var schema : schemas) {
                    names.add(statement.enquoteIdentifier(schema, true));
                }
                choose(String.join(", ", names), connection, statement);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** Behind a pooler the next statement may run elsewhere, in another schema: there the role has to bring it along. */
    private void choose(String path, Connection connection, Statement statement) throws SQLException {
        if (!Pooler.isBefore(connection)) {
            statement.execute("SET search_path TO " + path);
        } else if (!isOwn(path, statement)) {
            throw new StoreException(place
                    + " is reached through a pooler such as PgBouncer, which forgets currentSchema"
                    + " after each transaction: leave it out of the URL, and let the role bring it along: ALTER ROLE "
                    + user + " IN DATABASE " + statement.enquoteIdentifier(database, false) + " SET search_path TO "
                    + path + ";");
        }
    }

    private static boolean isOwn(String path, Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT current_setting('search_path')")) {
            return row.next() && row.getString(1).replace("\"", "").equals(path.replace("\"", ""));
        }
    }

    /** The schema that tables are made in, when the URL names one. */
    @Override
    public @Nullable String schema() {
        return schemas.isEmpty() ? null : schemas.getFirst();
    }

    /** As in SQL, a plain name is in small letters, and quotes keep it as it is; so do characters that need them. */
    private static List<String> schemas(String parameter) {
        var names = new ArrayList<String>();
        for (var part : parameter.split(",", -1)) {
            var name = part.strip();
            if (name.length() > 2 && name.startsWith("\"") && name.endsWith("\"")) {
                names.add(name.substring(1, name.length() - 1).replace("\"\"", "\""));
            } else if (!name.isEmpty()) {
                names.add(PLAIN.matcher(name).matches() ? name.toLowerCase(Locale.ROOT) : name);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public String url() {
        return shown;
    }

    @Override
    public @Nullable String user() {
        return user;
    }

    @Override
    public String identity() {
        return "postgresql://" + (user == null ? "" : user + "@") + place
                + (schemas.isEmpty() ? "" : "?currentSchema=" + String.join(",", schemas));
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String describe(String version) {
        return "PostgreSQL " + (version.isEmpty() ? "" : version + " ") + "at " + place;
    }

    @Override
    public void close() {}
}
