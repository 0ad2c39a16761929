package dev.runtree.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.spool.EventLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

    private final RuntreeHome home;
    private final Server server;
    private final Connector connector;
    /** To what is written. */
    private final Connector writing;

    private final AtomicInteger writes = new AtomicInteger();
    private volatile @Nullable String serverVersion;
    private final @Nullable StoreException awaited;
    /** For questions. */
    private final HikariDataSource readPool;
    /** For what is written; the same one unless questions go to a replica. */
    private final HikariDataSource pool;

    private Database(
            RuntreeHome home,
            Server server,
            Connector connector,
            @Nullable String serverVersion,
            @Nullable StoreException awaited,
            HikariDataSource pool) {
        this.home = home;
        this.server = server;
        this.connector = connector;
        this.serverVersion = serverVersion;
        this.awaited = awaited;
        this.readPool = pool;
        var twoServers = server.readsElsewhere() && awaited == null;
        this.writing = twoServers ? new Connector(server) : connector;
        this.pool = twoServers ? pool(writing) : pool;
    }

    /**
     * Connects, starting the embedded server when it is down, and migrates the schema when it is older.
     *
     * @throws StoreException when it cannot be reached or must not be used
     */
    public static Database open(DatabaseTarget target, RuntreeHome home) {
        return open(target, home, Database::bringUpToDate);
    }

    private static void bringUpToDate(Connection connection, Server server) throws SQLException {
        PrimarySchema.refuse(connection, server);
        new Migrations().bringUpToDate(connection, server);
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

    /**
     * As {@link #open}, and also while nobody answers at a server of the user's: it is made ready once it is there. To be
     * used by those who can wait.
     *
     * @throws StoreException when it must not be used, or there is no such host
     */
    public static Database openOrAwait(DatabaseTarget target, RuntreeHome home) {
        return openOrAwait(target, home, Database::bringUpToDate);
    }

    /**
     * As {@link #openOrAwait}, for the database of approvals, audit and sessions where traces have another one.
     *
     * @throws StoreException when it must not be used, or there is no such host
     */
    public static Database openPrimaryOrAwait(DatabaseTarget target, RuntreeHome home) {
        return openOrAwait(target, home, PrimarySchema::bringUpToDate);
    }

    private static Database openOrAwait(DatabaseTarget target, RuntreeHome home, Preparation preparation) {
        try {
            return open(target, home, preparation);
        } catch (StoreException e) {
            if (target instanceof DatabaseTarget.Server named
                    && e.getCause() instanceof SQLException cause
                    && Failure.mayComeBack(cause)) {
                log.warn("Opening a database that is away", e);
                return await(new UserServer(named), home, preparation, e);
            }
            throw e;
        }
    }

    private static Database await(Server server, RuntreeHome home, Preparation preparation, StoreException why) {
        var source = new AwaitedSource(server, preparation);
        var connector = new Connector(source);
        var database = new Database(home, server, connector, null, why, pool(connector));
        source.onReady(version -> database.serverVersion = version);
        return database;
    }

    /** Makes the database ready over the first connection that is had. */
    private static final class AwaitedSource implements Connector.Source {
        private final Server server;
        private final Preparation preparation;
        private volatile boolean ready;
        private Consumer<String> told = version -> {};

        AwaitedSource(Server server, Preparation preparation) {
            this.server = server;
            this.preparation = preparation;
        }

        void onReady(Consumer<String> listener) {
            told = listener;
        }

        @Override
        public Connection connect() throws SQLException {
            var connection = server.connect();
            try {
                prepare(connection);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            } catch (StoreException e) {
                connection.close();
                throw new SQLException(e.getMessage(), e);
            }
        }

        private synchronized void prepare(Connection connection) throws SQLException {
            if (!ready) {
                var version = version(connection, server);
                preparation.prepare(connection, server);
                ready = true;
                told.accept(version);
                log.info("Opened {} ({})", server.describe(version), server.url());
            }
        }
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
            return open(home, server, preparation);
        } catch (SQLException e) {
            server.close();
            throw Failure.of(e, server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Database open(RuntreeHome home, Server server, Preparation preparation) throws SQLException {
        var connector = new Connector(server::connectToRead);
        var connection = server.connectToRead();
        try {
            var version = version(connection, server);
            prepare(connection, server, preparation);
            connector.keep(connection);
            log.info("Opened {} ({})", server.describe(version), server.url());
            return new Database(home, server, connector, version, null, pool(connector));
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

    /** A connection beside the pool, whose own attempts come further and further apart. The caller closes it. */
    Connection connect() throws SQLException {
        return writing.fresh();
    }

    /** For questions, which may go to a replica. */
    DataSource readSource() {
        return readPool;
    }

    /** For questions that jOOQ writes. Each takes a connection of the pool for its own time. */
    DSLContext dsl() {
        return DSL.using(pool, SQLDialect.POSTGRES);
    }

    /** Such as {@code 18.4}; empty while it is {@linkplain #openOrAwait awaited}. */
    public String serverVersion() {
        var version = serverVersion;
        return version == null ? "" : version;
    }

    /** For the status line: {@code Embedded PostgreSQL 18.4}, {@code PostgreSQL 16.3 at db:5432/agents}. */
    public String describe() {
        return server.describe(serverVersion());
    }

    /** Why it could not be reached when it was opened; {@code null} once it has been. */
    @Nullable StoreException awaited() {
        return serverVersion == null ? awaited : null;
    }

    /** What tells it from other databases, however it is reached; without a password. */
    public String identity() {
        return server.identity();
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

    /**
     * What an application does later that works with this database, kept on disk below the home. It is the caller's to close.
     */
    public EventLog openEventLog() {
        return new EventLog(
                home.hooks(),
                server.identity(),
                () -> (long) new SettingsFile(home).load().spoolMebibytes() << 20);
    }

    /** The home that it was opened for, with settings and the spool. */
    public RuntreeHome home() {
        return home;
    }

    /** Told of by whoever stores spans, before and after. */
    void writing(int more) {
        writes.addAndGet(more);
    }

    /** Whether this process is storing spans. */
    public boolean isWriting() {
        return writes.get() > 0;
    }

    Server server() {
        return server;
    }

    /**
     * Does work in a transaction, again when the server gave it up for another's sake.
     *
     * @throws StoreException when it could not be done
     */
    void transact(Transactions.Work work) {
        transact(Transactions.LIMIT, work);
    }

    /** @param within after which the connection is cut off and the transaction has failed */
    void transact(Duration within, Transactions.Work work) {
        try {
            new Transactions(dataSource()).run(within, work);
        } catch (SQLException e) {
            throw failure(e);
        }
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
