package dev.runtree.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open database: a pool of connections to a schema that is as new as this program. */
public final class Database implements AutoCloseable {
    private static final int OLDEST_SERVER = 14;
    private static final int CONNECTIONS = 8;
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    static {
        // jOOQ greets on the standard output, where our answers go.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final Server server;
    private final Connector connector;
    private final String serverVersion;
    /** For questions. */
    private final HikariDataSource readPool;
    /** For what is written; the same one unless questions go to a replica. */
    private final HikariDataSource pool;

    private Database(Server server, Connector connector, String serverVersion, HikariDataSource pool) {
        this.server = server;
        this.connector = connector;
        this.serverVersion = serverVersion;
        this.readPool = pool;
        this.pool = server.readsElsewhere() ? pool(new Connector(server)) : pool;
    }

    /**
     * Connects, starting the embedded server when it is down, and migrates the schema when it is older.
     *
     * @throws StoreException when it cannot be reached or must not be used
     */
    public static Database open(DatabaseTarget target, RuntreeHome home) {
        return open(target, home, (connection, server) -> {
            PrimarySchema.refuse(connection, server);
            new Migrations().bringUpToDate(connection, server);
        });
    }

    /**
     * As {@link #open}, for the database of approvals, audit and sessions where traces have another one.
     *
     * @throws StoreException when it cannot be reached or must not be used
     */
    public static Database openPrimary(DatabaseTarget target, RuntreeHome home) {
        return open(target, home, PrimarySchema::bringUpToDate);
    }

    /**
     * Connects and leaves the schema as it is, which may be none at all: for telling about it.
     *
     * @throws StoreException when it cannot be reached
     */
    public static Database openAsIs(DatabaseTarget target, RuntreeHome home) {
        return open(target, home, (connection, server) -> {});
    }

    private interface Preparation {
        void prepare(Connection connection, Server server) throws SQLException;
    }

    private static Database open(DatabaseTarget target, RuntreeHome home, Preparation preparation) {
        var server = switch (target) {
            case DatabaseTarget.Embedded embedded -> EmbeddedServer.of(home);
            case DatabaseTarget.Server named -> new UserServer(named);
        };
        try {
            return open(server, preparation);
        } catch (SQLException e) {
            server.close();
            throw Failure.of(e, server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Database open(Server server, Preparation preparation) throws SQLException {
        var connector = new Connector(server::connectToRead);
        var connection = server.connectToRead();
        try {
            var version = version(connection, server);
            prepare(connection, server, preparation);
            connector.keep(connection);
            log.info("Opened {} ({})", server.describe(version), server.url());
            return new Database(server, connector, version, pool(connector));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A replica cannot be changed; when it is up to date, the server that it copies may even be away. */
    private static void prepare(Connection reading, Server server, Preparation preparation) throws SQLException {
        if (!server.readsElsewhere()) {
            preparation.prepare(reading, server);
            return;
        }
        var migrations = new Migrations();
        if (!migrations.isCurrent(migrations.applied(reading), server)) {
            try (var primary = server.connect()) {
                preparation.prepare(primary, server);
            }
        }
    }

    private static String version(Connection connection, Server server) throws SQLException {
        var about = connection.getMetaData();
        if (about.getDatabaseMajorVersion() < OLDEST_SERVER) {
            throw new StoreException(server.place() + " runs PostgreSQL " + about.getDatabaseProductVersion()
                    + "; Runtree needs " + OLDEST_SERVER + " or newer.");
        }
        // "15.18 (Debian 15.18-0+deb12u1)"
        return about.getDatabaseProductVersion().split(" ", 2)[0];
    }

    /** Small, and without a connection while nobody asks. */
    private static HikariDataSource pool(Connector connector) {
        var config = new HikariConfig();
        config.setPoolName("runtree");
        config.setDataSource(connector);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** For what is written, and for questions that must see it at once. */
    DataSource dataSource() {
        return pool;
    }

    /** For questions, which may go to a replica. */
    DataSource readSource() {
        return readPool;
    }

    /** For questions that jOOQ writes. Each takes a connection of the pool for its own time. */
    DSLContext dsl() {
        return DSL.using(pool, SQLDialect.POSTGRES);
    }

    /** Such as {@code 18.4}. */
    public String serverVersion() {
        return serverVersion;
    }

    /** For the status line: {@code Embedded PostgreSQL 18.4}, {@code PostgreSQL 16.3 at db:5432/agents}. */
    public String describe() {
        return server.describe(serverVersion);
    }

    public boolean isEmbedded() {
        return server instanceof EmbeddedServer;
    }

    /** The JDBC URL, without a password. */
    public String url() {
        return server.url();
    }

    /** Where the embedded server keeps it; {@code null} for a server of the user's. */
    @Nullable Path dataFolder() {
        return server instanceof EmbeddedServer embedded ? embedded.dataFolder() : null;
    }

    /** The processes that use the embedded server, this one included; empty for a server of the user's. */
    List<Long> processes() {
        return server instanceof EmbeddedServer embedded ? embedded.processes() : List.of();
    }

    Server server() {
        return server;
    }

    /** An error of this database, fit to be shown. */
    StoreException failure(SQLException e) {
        return Failure.of(e, server);
    }

    @Override
    public void close() {
        pool.close();
        readPool.close();
        try {
            connector.close();
        } catch (SQLException e) {
            log.warn("Could not close a connection to {}", server.place(), e);
        }
        server.close();
    }
}
