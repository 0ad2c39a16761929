package dev.runtree.store;

import dev.runtree.settings.RuntreeHome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The embedded server as a place to connect to. When it has died, the next who connects starts it again. */
final class EmbeddedServer implements Server {
    private final EmbeddedPostgres postgres;
    private final String password;
    private volatile int port;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.password = postgres.password();
        this.port = postgres.port();
    }

    /** Starts the server of a home when it is down, and uses it until {@link #close}. */
    static EmbeddedServer of(RuntreeHome home) {
        var postgres = EmbeddedPostgres.join(home);
        try {
            return new EmbeddedServer(postgres);
        } catch (RuntimeException e) {
            postgres.leave();
            throw e;
        }
    }

    @Override
    public Connection connect() throws SQLException {
        try {
            return Jdbc.connect(url(), ClusterMaker.ROLE, password);
        } catch (SQLException e) {
            if (!Failure.isUnreachable(e)) {
                throw e;
            }
            port = postgres.port();
            return Jdbc.connect(url(), ClusterMaker.ROLE, password);
        }
    }

    /** Encryption on the loopback would cost a round trip for each connection and protect nothing. */
    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + ClusterMaker.DATABASE + "?sslmode=disable";
    }

    @Override
    public String user() {
        return ClusterMaker.ROLE;
    }

    @Override
    public String identity() {
        return "embedded PostgreSQL " + postgres.dataFolder().getFileName();
    }

    @Override
    public String place() {
        return "the embedded database in " + postgres.dataFolder();
    }

    @Override
    public String describe(String version) {
        return "Embedded PostgreSQL " + version;
    }

    Path dataFolder() {
        return postgres.dataFolder();
    }

    List<Long> processes() {
        return postgres.processes();
    }

    @Override
    public void close() {
        postgres.leave();
    }
}
