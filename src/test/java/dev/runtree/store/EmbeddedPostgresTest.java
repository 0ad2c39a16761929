package dev.runtree.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedPostgresTest {
    private static final DatabaseTarget EMBEDDED = new DatabaseTarget.Embedded();

    @TempDir
    Path folder;

    RuntreeHome home = new RuntreeHome(Path.of("unset"));

    @BeforeAll
    static void shareBinaries() {
        TestServer.shareBinaries();
    }

    @BeforeEach
    void chooseHome() {
        home = new RuntreeHome(folder.resolve("Käthes home"));
    }

    @AfterEach
    void stop() {
        if (Files.isDirectory(home.root())) {
            EmbeddedPostgres.stop(home, true);
        }
    }

    @Test
    void worksAsARoleWithoutSuperuserRightsThatOwnsItsDatabase() throws Exception {
        try (var database = Database.open(EMBEDDED, home)) {
            assertThat(ask(
                            database,
                            "SELECT rolname || rolsuper || rolcreaterole || rolcreatedb FROM pg_roles"
                                    + " WHERE rolname = current_user"))
                    .isEqualTo("runtreefalsefalsefalse");
            assertThat(ask(
                            database,
                            "SELECT pg_get_userbyid(datdba) || datlocprovider::text || datlocale FROM pg_database"
                                    + " WHERE datname = current_database()"))
                    .isEqualTo("runtreebC.UTF-8");
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            var socketFolder = Files.readAllLines(home.postgres().resolve("18/postmaster.pid"))
                    .get(4);
            assertThat(socketFolder).isEmpty();
            assertThat(ask(database, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void whatIsSecretIsTheOwnersAlone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        Database.open(EMBEDDED, home).close();
        for (var role : List.of("runtree", "postgres")) {
            assertThat(rights(home.postgres().resolve("18." + role + ".password")))
                    .isEqualTo("rw-------");
        }
        for (var made : List.of(home.root(), home.postgres(), home.postgres().resolve("18"), home.logs())) {
            assertThat(rights(made)).isEqualTo("rwx------");
        }
        var password =
                Files.readString(home.postgres().resolve("18.runtree.password")).strip();
        assertThat(home.logs().resolve("postgres-18.log")).content().doesNotContain(password);
        assertThat(home.postgres().resolve("18/postgresql.conf")).content().doesNotContain(password);
    }

    @Test
    void connectionWithoutThePasswordIsRefused() {
        try (var database = Database.open(EMBEDDED, home)) {
            var wrong = new DatabaseTarget.Server(database.url(), "runtree", "wrong");
            assertThatThrownBy(() -> Database.open(wrong, home))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Wrong password for user runtree on 127.0.0.1:");
            var none = new DatabaseTarget.Server(database.url(), "runtree", null);
            assertThatThrownBy(() -> Database.open(none, home)).hasMessageContaining("asks for a password");
        }
    }

    @Test
    void lastOneToLeaveStopsTheServerAndTheNextOneFindsTheData() throws Exception {
        try (var second = Database.open(EMBEDDED, home)) {
            try (var first = Database.open(EMBEDDED, home)) {
                run(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            }
            assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
        await(() -> server() == null);
        try (var again = Database.open(EMBEDDED, home)) {
            assertThat(ask(again, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void statusTellsAboutTheServerAndWhoUsesIt() throws Exception {
        var command = staying();
        try (var database = Database.openAsIs(EMBEDDED, home)) {
            var status = DatabaseStatus.of(database);
            assertThat(status.server()).startsWith("Embedded PostgreSQL 18.");
            assertThat(status.url()).startsWith("jdbc:postgresql://127.0.0.1:").doesNotContain("password");
            assertThat(status.schema()).isEqualTo(status.knownSchema());
            assertThat(status.sizeBytes()).isPositive();
            assertThat(status.runs()).isEqualTo(new DatabaseStatus.Count(0, false));
            assertThat(status.dataFolder()).isEqualTo(home.postgres().resolve("18"));
            assertThat(status.processes())
                    .containsExactly(ProcessHandle.current().pid(), command.pid());
            assertThat(ConnectionCheck.of(EMBEDDED, home).works()).isTrue();
        }
        command.getOutputStream().close();
        assertThat(command.waitFor()).isZero();
    }

    @Test
    void portStaysTheSameWhileItIsFree() throws Exception {
        int port;
        try (var database = Database.open(EMBEDDED, home)) {
            port = Integer.parseInt(ask(database, "SHOW port"));
        }
        EmbeddedPostgres.stop(home, false);
        try (var database = Database.open(EMBEDDED, home)) {
            assertThat(ask(database, "SHOW port")).isEqualTo(Integer.toString(port));
        }
        EmbeddedPostgres.stop(home, false);
        try (var taken = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                var database = Database.open(EMBEDDED, home)) {
            assertThat(taken.getLocalPort()).isEqualTo(port);
            assertThat(ask(database, "SHOW port")).isNotEqualTo(Integer.toString(port));
        }
    }

    @Test
    void manyPairsOfCommandsAtOnceAllAnswer() throws Exception {
        Database.open(EMBEDDED, home).close();
        Callable<List<String>> pair = () -> {
            var both = List.of(Command.start(home), Command.start(home));
            var said = new ArrayList<String>();
            for (var command : both) {
                var output = new String(command.getInputStream().readAllBytes(), UTF_8);
                said.add(command.waitFor() + " " + output.strip());
            }
            return said;
        };
        try (var lanes = Executors.newFixedThreadPool(2)) {
            for (var done : lanes.invokeAll(Collections.nCopies(12, pair))) {
                assertThat(done.get()).containsExactly("0 answered", "0 answered");
            }
        }
        await(() -> server() == null);
        // Of a command that has left, the server may not have noticed it yet when it is stopped.
        assertThat(Files.readString(home.logs().resolve("postgres-18.log"))
                        .replace("FATAL:  terminating connection due to administrator command", ""))
                .doesNotContain("FATAL", "was not properly shut down", "another server");
    }

    @Test
    void manyThreadsOfOneProcessShareTheServer() throws Exception {
        Callable<String> open = () -> {
            try (var database = Database.open(EMBEDDED, home)) {
                return ask(database, "SELECT 'answered'");
            }
        };
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(Collections.nCopies(16, open))) {
                assertThat(done.get()).isEqualTo("answered");
            }
        }
    }

    @Test
    void serverThatIsKilledComesBackWithWhatWasCommitted() throws Exception {
        try (var database = Database.open(EMBEDDED, home)) {
            run(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            kill();
            await(() -> "42".equals(askOrNothing(database, "SELECT answer FROM kept")) && server() != null);
            kill();
        }
        try (var again = Database.open(EMBEDDED, home)) {
            assertThat(ask(again, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void commandThatIsKilledLeavesNobodyBehind() throws Exception {
        var command = staying();
        var server = server();
        command.destroyForcibly().waitFor();
        assertThat(server()).isEqualTo(server);
        try (var database = Database.open(EMBEDDED, home)) {
            assertThat(server()).isEqualTo(server);
            assertThat(database.processes())
                    .containsExactly(ProcessHandle.current().pid());
        }
        await(() -> server() == null);
    }

    @Test
    void otherProgramUnderTheProcessIdOfADeadServerDoesNoHarm() throws Exception {
        try (var database = Database.open(EMBEDDED, home)) {
            run(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            kill();
        }
        var file = home.postgres().resolve("18/postmaster.pid");
        var left = Files.readString(file);
        Files.writeString(
                file,
                left.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));
        try (var again = Database.open(EMBEDDED, home)) {
            assertThat(ask(again, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void stopIsRefusedWhileAnotherProcessUsesTheServer() throws Exception {
        var command = staying();
        assertThatThrownBy(() -> EmbeddedPostgres.stop(home, false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("in use by one other process (" + command.pid() + ")");
        assertThat(server()).isNotNull();
        assertThat(EmbeddedPostgres.stop(home, true)).isTrue();
        assertThat(server()).isNull();
        assertThat(EmbeddedPostgres.stop(home, true)).isFalse();
        command.getOutputStream().close();
        assertThat(command.waitFor()).isZero();
    }

    @Test
    void dataOfANewerMajorVersionIsNotPassedOver() throws IOException {
        var newer = Files.createDirectories(home.postgres().resolve("19"));
        Files.writeString(newer.resolve("PG_VERSION"), "19");
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("PostgreSQL 19")
                .hasMessageContaining("use the newer one");
        assertThat(newer.resolve("PG_VERSION")).hasContent("19");
        assertThat(home.postgres().resolve("18")).doesNotExist();
    }

    @Test
    void rootWithoutNamespacesRunsTheServerAsNobody() throws Exception {
        var ours = Files.writeString(Files.createDirectories(home.postgres()).resolve("gate"), "");
        assumeTrue(Files.getAttribute(ours, "unix:uid").equals(0), "not root");
        var binaries = PostgresBinaries.in(ClusterFiles.binaries(home));
        var files = new ClusterFiles(home, binaries.major());
        var nobody = Unprivileged.withoutNamespaces(ours);
        new ClusterMaker(binaries, files, nobody).make();
        var postmaster = new Postmaster(binaries, files, nobody);
        var server = postmaster.ensureRunning();
        assertThat(ProcessHandle.of(server.pid()).orElseThrow().info().user()).contains("nobody");
        try (var database = Database.open(EMBEDDED, home)) {
            assertThat(ask(database, "SELECT 42")).isEqualTo("42");
        }
        postmaster.awaitEnd(server);
        try (var asRoot = Database.open(EMBEDDED, home)) {
            assertThat(ask(asRoot, "SELECT 42")).isEqualTo("42");
        }
    }

    @Test
    void halfMadeDataFolderIsMadeAnew() throws IOException {
        Files.createDirectories(home.postgres().resolve("18.unfinished/base"));
        Database.open(EMBEDDED, home).close();
        assertThat(home.postgres().resolve("18.unfinished")).doesNotExist();
    }

    @Test
    void folderThatIsNoDataFolderIsRefusedAndKept() throws IOException {
        Files.createDirectories(home.postgres().resolve("18"));
        Files.writeString(home.postgres().resolve("18/letter.txt"), "dear");
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(home.postgres().resolve("18").toString());
        assertThat(home.postgres().resolve("18/letter.txt")).hasContent("dear");
    }

    @Test
    void garbledOrMissingPasswordFileIsSaid() throws IOException {
        Database.open(EMBEDDED, home).close();
        var file = home.postgres().resolve("18.runtree.password");
        Files.write(file, new byte[] {1, (byte) 0xff, 'x'});
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds something else: " + file);
        Files.delete(file);
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no " + file);
    }

    @Test
    void homeThatCannotBeMadeIsSaid() throws IOException {
        home = new RuntreeHome(Files.writeString(folder.resolve("file"), "").resolve("home"));
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot make the folder " + home.postgres())
                .hasMessageContaining("RUNTREE_HOME");
    }

    @Test
    void homeThatCannotBeWrittenIsSaid() throws IOException {
        var closed = Files.createDirectories(home.postgres());
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
        assumeTrue(!Files.isWritable(closed), "root may write everywhere");
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(closed.toString())
                .hasMessageContaining("permission denied");
    }

    @Test
    void fullDiskIsSaidAndMadeRoomOnItIsUsed() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        var mounted = Program.run(List.of("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()), "");
        assumeTrue(mounted.status() == 0, "no small disk can be mounted here");
        home = new RuntreeHome(disk);
        try {
            assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(home.postgres().toString())
                    .hasMessageContaining("disk is full");
            assertThat(home.postgres().resolve("18")).doesNotExist();
            Program.run(List.of("mount", "-o", "remount,size=200m", disk.toString()), "");
            Database.open(EMBEDDED, home).close();
            EmbeddedPostgres.stop(home, true);
        } finally {
            Program.run(List.of("umount", "--lazy", disk.toString()), "");
        }
    }

    private Process staying() throws IOException {
        Files.createDirectories(home.root());
        var command = Command.start(home, "stay");
        var output = command.inputReader();
        assertThat(output.readLine()).isEqualTo("answered");
        assertThat(output.readLine()).isEqualTo("ready");
        return command;
    }

    private @Nullable PostmasterFile server() throws IOException {
        var file = PostmasterFile.read(home.postgres().resolve("18"));
        return file != null && file.isAlive() ? file : null;
    }

    private void kill() throws Exception {
        var server = Objects.requireNonNull(server(), "no server runs");
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        await(() -> server() == null);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited a minute").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String askOrNothing(Database database, String sql) {
        try {
            return ask(database, sql);
        } catch (SQLException e) {
            return "";
        }
    }

    private static String ask(Database database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Database database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
