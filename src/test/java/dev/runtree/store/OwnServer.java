package dev.runtree.store;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real server in a folder of its own, to be stopped, killed and held up. Always on the same port. */
public final class OwnServer implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RuntreeHome home;
    private final EmbeddedPostgres postgres;
    private final int port;

    private OwnServer(RuntreeHome home) {
        this.home = home;
        this.postgres = EmbeddedPostgres.join(home);
        this.port = postgres.port();
    }

    public static OwnServer start(Path folder) {
        TestServer.shareBinaries();
        return new OwnServer(new RuntreeHome(folder));
    }

    /** A new database with the schema in place, and tables in a tablespace or, where that is empty, as always. */
    public DatabaseTarget.Server database(String tablespace) throws SQLException {
        var name = "faults_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + name + " OWNER " + ClusterMaker.ROLE
                + (tablespace.isEmpty() ? "" : " TABLESPACE " + tablespace));
        var target = new DatabaseTarget.Server(url(port, name), ClusterMaker.ROLE, postgres.password());
        Database.open(target, home).close();
        return target;
    }

    public static Connection connect(DatabaseTarget.Server target) throws SQLException {
        return Jdbc.connect(target.url(), target.user(), String.valueOf(target.password()));
    }

    /** Brings the schema of an empty database to a version, as an older program did. */
    public static void migrate(DatabaseTarget.Server target, int version) throws SQLException {
        try (var connection = connect(target)) {
            new Migrations(Migration.all().subList(0, version)).bringUpToDate(connection, new UserServer(target));
        }
    }

    /** An empty database. */
    public DatabaseTarget.Server emptyDatabase() throws SQLException {
        var name = "faults_" + NUMBER.incrementAndGet();
        execute("CREATE DATABASE " + name + " OWNER " + ClusterMaker.ROLE);
        return new DatabaseTarget.Server(url(port, name), ClusterMaker.ROLE, postgres.password());
    }

    private static String url(int port, String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?sslmode=disable";
    }

    /** As superuser. */
    public void execute(String sql) throws SQLException {
        var password = postgres.password(ClusterMaker.SUPERUSER);
        try (var connection = Jdbc.connect(url(port, ClusterMaker.SUPERUSER), ClusterMaker.SUPERUSER, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public int port() {
        return port;
    }

    /** A fast stop, as {@code pg_ctl stop} does. */
    public void stop() {
        EmbeddedPostgres.stop(home, true);
    }

    /** Starts it again; nothing when it runs. */
    public void start() {
        if (postgres.port() != port) {
            throw new IllegalStateException("the server came back on another port");
        }
    }

    /** Ends all of its processes at once, as a crash of the machine would. */
    public void kill() throws IOException, InterruptedException {
        signal("KILL");
        for (var process : processes()) {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    /** Sends a signal to all of its processes. */
    public void signal(String name) throws IOException, InterruptedException {
        var command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        processes().stream().map(process -> String.valueOf(process.pid())))
                .toList();
        var sent = new ProcessBuilder(command).redirectErrorStream(true).start();
        sent.getInputStream().readAllBytes();
        sent.waitFor();
    }

    private List<ProcessHandle> processes() throws IOException {
        var file = PostmasterFile.read(postgres.dataFolder());
        return file == null
                ? List.of()
                : ProcessHandle.of(file.pid())
                        .map(first -> Stream.concat(Stream.of(first), first.descendants())
                                .toList())
                        .orElse(List.of());
    }

    /** Gives a folder to whom the server runs as. */
    public void give(Path folder) throws IOException {
        var owner = Files.getAttribute(postgres.dataFolder(), "unix:uid");
        Files.setAttribute(folder, "unix:uid", owner);
    }

    @Override
    public void close() {
        EmbeddedPostgres.stop(home, true);
        postgres.leave();
    }
}
