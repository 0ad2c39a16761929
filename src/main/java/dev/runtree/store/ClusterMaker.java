package dev.runtree.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the data folder: a cluster with the role {@code runtree}, which is no superuser, and its database. It is made
 * beside and moved into place as the last step, so a half-made one is never taken for a whole one.
 */
final class ClusterMaker {
    static final String ROLE = "runtree";
    static final String DATABASE = "runtree";
    static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(ClusterMaker.class);

    private final PostgresBinaries binaries;
    private final ClusterFiles files;
    private final Unprivileged unprivileged;

    ClusterMaker(PostgresBinaries binaries, ClusterFiles files, Unprivileged unprivileged) {
        this.binaries = binaries;
        this.files = files;
        this.unprivileged = unprivileged;
    }

    /** Inside the gate. */
    void make() throws IOException {
        var folder = files.unfinished();
        log.info("Making the data folder {} of PostgreSQL {}", files.data(), binaries.version());
        Folders.delete(folder);
        PasswordFile.create(files.password(SUPERUSER));
        initdb(folder);
        configure(folder);
        addRole(folder, PasswordFile.create(files.password(ROLE)));
        Files.move(folder, files.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path folder) throws IOException {
        var ended = run(
                "",
                List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + folder,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + files.password(SUPERUSER),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=" + systemLocale(),
                        "--no-instructions"));
        if (ended.status() != 0) {
            throw failed(ended);
        }
    }

    /** macOS and Windows know no C.UTF-8; PostgreSQL's own sorts and compares there as well. */
    private static String systemLocale() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux") ? "C.UTF-8" : "C";
    }

    private static void configure(Path folder) throws IOException {
        Files.write(folder.resolve("postgresql.conf"), resource("postgresql.conf"), StandardOpenOption.APPEND);
        Files.write(folder.resolve("pg_hba.conf"), resource("pg_hba.conf"));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ClusterMaker.class.getResourceAsStream("/postgres/" + name)) {
            if (in == null) {
                throw new IOException("/postgres/" + name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }

    /** In single-user mode, which needs no port and no password; a line is a statement there. */
    private void addRole(Path folder, String password) throws IOException {
        var sql = "CREATE ROLE " + ROLE + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '" + password + "'\n"
                + "CREATE DATABASE " + DATABASE + " OWNER " + ROLE + "\n";
        var ended = run(sql, List.of(binaries.program("postgres"), "--single", "-D", folder.toString(), SUPERUSER));
        if (ended.status() != 0 || ended.output().contains("ERROR:")) {
            throw failed(ended);
        }
    }

    private Program.Ended run(String input, List<String> command) throws IOException {
        return Program.run(unprivileged.command(command), input);
    }

    private StoreException failed(Program.Ended ended) {
        var output = ended.output().strip();
        log.error("PostgreSQL's programs ended with status {}:\n{}", ended.status(), output);
        return new StoreException("Cannot make the data folder " + files.data() + " of the embedded database: "
                + ServerLog.reason(output));
    }
}
