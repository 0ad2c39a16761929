package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database after the program has come to bring a newer PostgreSQL. */
@Timeout(300)
class ClusterUpgradeTest {
    private static final DatabaseTarget EMBEDDED = new DatabaseTarget.Embedded();

    @TempDir
    Path folder;

    private RuntreeHome home = new RuntreeHome(Path.of("unset"));

    @BeforeAll
    static void shareBinaries() {
        TestServer.shareBinaries();
    }

    @BeforeEach
    void chooseHome() {
        home = OtherPostgres.home(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        EmbeddedPostgres.stop(home, true);
    }

    @Test
    void theDataOfAnOlderVersionIsCopiedOnceAndStays() throws Exception {
        var older = OtherPostgres.installed();
        var before = oldCluster(older);
        refusedWhileAnOlderProgramRuns(older.major());
        try (var database = Database.open(EMBEDDED, home)) {
            assertThat(database.serverVersion()).startsWith("18.");
            assertThat(BackupTest.sums(database)).isEqualTo(before);
            assertThat(EmbeddedPostgres.leftBehind(home))
                    .containsExactly(home.postgres().resolve(older.major()));
            assertThat(Files.exists(home.postgres().resolve(older.major()).resolve("postmaster.pid")))
                    .as("the older server runs")
                    .isFalse();
            SomeRuns.write(database, 100, 1);
        }
        try (var again = Database.open(EMBEDDED, home)) {
            assertThat(new RunQueries(again).trace(SomeRuns.traceId(100)).fetch())
                    .isPresent();
            assertThat(new RunQueries(again).trace(SomeRuns.traceId(3)).fetch()).isPresent();
        }
    }

    @Test
    void aCopyThatWasCutOffIsMadeAgain() throws Exception {
        var before = oldCluster(OtherPostgres.installed());
        // As a copy leaves it that was killed: a folder of the new version in which little is, whose server runs.
        var files = new ClusterFiles(home, "18");
        Files.writeString(files.copying(), "15\n");
        var gate = ClusterFiles.gate(home);
        var binaries = PostgresBinaries.in(ClusterFiles.binaries(home));
        var unprivileged = Unprivileged.of(gate, files.data());
        new ClusterMaker(binaries, files, unprivileged).make();
        var left = new Postmaster(binaries, files, unprivileged).ensureRunning();
        try (var database = Database.open(EMBEDDED, home)) {
            assertThat(BackupTest.sums(database)).isEqualTo(before);
        }
        assertThat(left.isAlive()).isFalse();
        assertThat(files.copying()).doesNotExist();
    }

    @Test
    void withoutTheOlderProgramsTheDataIsLeftAloneAndItIsSaidWhatToDo() throws Exception {
        Files.createDirectories(home.postgres().resolve("13"));
        Files.writeString(home.postgres().resolve("13/PG_VERSION"), "13\n");
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "is of PostgreSQL 13, and to copy it to PostgreSQL 18 its own programs are needed")
                .hasMessageContaining("runtree db backup FILE");
        assertThat(home.postgres().resolve("18")).doesNotExist();
    }

    @Test
    void anOlderProgramDoesNotGoOnWithDataThatHasMovedOn() throws Exception {
        Files.createDirectories(home.postgres().resolve("19"));
        Files.writeString(home.postgres().resolve("19/PG_VERSION"), "19\n");
        assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The embedded database was moved to PostgreSQL 19 by a newer Runtree");
        assertThat(home.postgres().resolve("18")).doesNotExist();
    }

    private void refusedWhileAnOlderProgramRuns(String major) throws Exception {
        var other = Command.present(home, major);
        try {
            assertThatThrownBy(() -> Database.open(EMBEDDED, home))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("An older Runtree (process " + other.pid() + ")")
                    .hasMessageContaining("end it first");
            assertThat(home.postgres().resolve("18")).doesNotExist();
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
        }
    }

    private Map<String, String> oldCluster(PostgresBinaries older) throws Exception {
        try (var server = OtherPostgres.make(home, older)) {
            try (var database = Database.open(server.start(), home)) {
                SomeRuns.write(database, 0, 20);
                return BackupTest.sums(database);
            }
        }
    }
}
