package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One embedded server for all tests of a JVM, in a home of its own that goes with the JVM, with fresh databases on it
 * for whoever asks. The unpacked programs stay in {@code target}.
 */
public final class TestServer {
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final class Only {
        static final TestServer SERVER = new TestServer();
    }

    private final RuntreeHome home;
    private final EmbeddedPostgres postgres;

    private TestServer() {
        try {
            shareBinaries();
            home = new RuntreeHome(Files.createTempDirectory("runtree-tests"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres = EmbeddedPostgres.join(home);
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        execute("CREATE DATABASE " + TEMPLATE + " OWNER " + ClusterMaker.ROLE);
        Database.open(target(TEMPLATE), home).close();
    }

    /** Lets all homes of this JVM use the programs in {@code target}, unpacked once. */
    public static void shareBinaries() {
        var target = Path.of("target").toAbsolutePath();
        if (System.getProperty("runtree.postgres.binaries") == null && Files.isRegularFile(Path.of("pom.xml"))) {
            System.setProperty(
                    "runtree.postgres.binaries",
                    target.resolve("postgres-binaries").toString());
        }
    }

    /** The server, started by the first who asks. */
    public static TestServer get() {
        return Only.SERVER;
    }

    public RuntreeHome home() {
        return home;
    }

    /** A new home, with settings and logs of its own; it goes with the JVM. */
    public RuntreeHome freshHome() {
        return new RuntreeHome(home.root().resolve("homes").resolve("home_" + NUMBER.incrementAndGet()));
    }

    /** A new database with the schema in place, owned by a role without superuser rights. */
    public DatabaseTarget.Server freshDatabase() {
        return fresh(" TEMPLATE " + TEMPLATE);
    }

    /** A new database with nothing in it, owned by a role without superuser rights. */
    public DatabaseTarget.Server emptyDatabase() {
        return fresh("");
    }

    /** As {@link #emptyDatabase}, in which text is bytes. */
    public DatabaseTarget.Server databaseOfBytes() {
        return fresh(" ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
    }

    private DatabaseTarget.Server fresh(String template) {
        var name = "test_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + name + " OWNER " + ClusterMaker.ROLE + template);
        return target(name);
    }

    /** The same database for a user who may only look. */
    public synchronized DatabaseTarget.Server guestOf(DatabaseTarget.Server database) {
        var password = postgres.password();
        execute("DO $$ BEGIN CREATE ROLE guest LOGIN PASSWORD '" + password
                + "'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        return new DatabaseTarget.Server(database.url(), "guest", password);
    }

    public void drop(DatabaseTarget.Server database) {
        var name = database.url().replaceAll(".*/", "").replaceAll("\\?.*", "");
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Runs a statement as superuser. */
    public void execute(String sql) {
        var url = target(ClusterMaker.SUPERUSER).url();
        try (var connection = Jdbc.connect(url, ClusterMaker.SUPERUSER, postgres.password(ClusterMaker.SUPERUSER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private DatabaseTarget.Server target(String name) {
        return new DatabaseTarget.Server(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + name + "?sslmode=disable",
                ClusterMaker.ROLE,
                postgres.password());
    }

    private void remove() {
        try {
            EmbeddedPostgres.stop(home, true);
            Folders.delete(home.root());
        } catch (IOException | StoreException e) {
            // A folder in the temporary folder is all that stays.
        }
    }
}
