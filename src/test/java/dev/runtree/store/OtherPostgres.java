package dev.runtree.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A server of another major version than the embedded one, where this machine has its programs. */
final class OtherPostgres implements AutoCloseable {
    /** A folder with unpacked programs of more versions, to try all of them by hand. */
    private static final Path OTHERS = Path.of(System.getProperty("runtree.postgres.others", "none"));

    private final ClusterFiles files;
    private final Postmaster postmaster;
    private @Nullable PostmasterFile running;

    private OtherPostgres(ClusterFiles files, Postmaster postmaster) {
        this.files = files;
        this.postmaster = postmaster;
    }

    /** The newest version older than the embedded one that is installed; the test is left out where there is none. */
    static PostgresBinaries installed() throws IOException {
        var all = allInstalled();
        assumeTrue(!all.isEmpty(), "no PostgreSQL 14 to 17 is installed (apt-get install postgresql-15)");
        return all.getFirst();
    }

    static List<PostgresBinaries> allInstalled() throws IOException {
        var all = new ArrayList<PostgresBinaries>();
        for (var major : IntStream.of(17, 16, 15, 14).boxed().toList()) {
            PostgresBinaries.ofMajor(OTHERS, String.valueOf(major)).ifPresent(all::add);
        }
        return all;
    }

    /** A new cluster in a home, as an older Runtree would have made it. */
    static OtherPostgres make(RuntreeHome home, PostgresBinaries binaries, String... settings) throws IOException {
        var files = new ClusterFiles(home, binaries.major());
        var gate = ClusterFiles.gate(home);
        if (!Files.exists(gate)) {
            Files.createFile(gate);
        }
        var unprivileged = Unprivileged.of(gate, files.data());
        PasswordFile.create(files.password(ClusterMaker.SUPERUSER));
        var password = PasswordFile.create(files.password(ClusterMaker.ROLE));
        run(
                unprivileged,
                "",
                binaries.program("initdb"),
                "--pgdata=" + files.data(),
                "--username=postgres",
                "--pwfile=" + files.password(ClusterMaker.SUPERUSER),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8");
        Files.writeString(
                files.data().resolve("postgresql.conf"), String.join("\n", settings) + "\n", StandardOpenOption.APPEND);
        run(
                unprivileged,
                "CREATE ROLE runtree LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + password + "'\n"
                        + "CREATE DATABASE runtree OWNER runtree\n",
                binaries.program("postgres"),
                "--single",
                "-D",
                files.data().toString(),
                "postgres");
        return new OtherPostgres(files, new Postmaster(binaries, files, unprivileged));
    }

    /** A copy of the folder, while it does not run. */
    OtherPostgres copyTo(RuntreeHome home, PostgresBinaries binaries) throws IOException {
        var copy = new ClusterFiles(home, files.major());
        var gate = ClusterFiles.gate(home);
        Files.createFile(gate);
        for (var role : List.of(ClusterMaker.ROLE, ClusterMaker.SUPERUSER)) {
            Files.copy(files.password(role), copy.password(role));
        }
        try (var paths = Files.walk(files.data())) {
            for (var path : paths.toList()) {
                Files.copy(
                        path, copy.data().resolve(files.data().relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new OtherPostgres(copy, new Postmaster(binaries, copy, Unprivileged.of(gate, copy.data())));
    }

    private static void run(Unprivileged unprivileged, String input, String... command) throws IOException {
        var ended = Program.run(unprivileged.command(List.of(command)), input);
        if (ended.status() != 0 || ended.output().contains("ERROR:")) {
            throw new IOException(ended.output());
        }
    }

    DatabaseTarget.Server start() throws IOException {
        running = postmaster.ensureRunning();
        return target(ClusterMaker.ROLE, ClusterMaker.DATABASE);
    }

    DatabaseTarget.Server target(String role, String database) throws IOException {
        var server = Optional.ofNullable(running).orElseThrow();
        return new DatabaseTarget.Server(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database + "?sslmode=disable",
                role,
                PasswordFile.read(files.password(role)));
    }

    /** Runs a statement as superuser. */
    void execute(String database, String sql) throws IOException {
        var target = target(ClusterMaker.SUPERUSER, database);
        try (var connection = Jdbc.connect(target.url(), target.user(), String.valueOf(target.password()));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(sql, e);
        }
    }

    int port() {
        return Optional.ofNullable(running).orElseThrow().port();
    }

    Path data() {
        return files.data();
    }

    void stop() throws IOException {
        var server = postmaster.running();
        if (server != null) {
            postmaster.askToStop(server);
            postmaster.awaitEnd(server);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    static RuntreeHome home(Path folder) {
        return new RuntreeHome(OwnerOnly.folder(folder));
    }
}
