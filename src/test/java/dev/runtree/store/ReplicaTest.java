package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server and a replica of it that follows: both real, the replica begun as a copy of the folder. */
@Timeout(120)
class ReplicaTest {
    @TempDir
    static Path folder;

    private static RuntreeHome home = new RuntreeHome(Path.of("unset"));
    private static OtherPostgres primary;
    private static OtherPostgres replica;
    private static DatabaseTarget.Server toPrimary;
    private static DatabaseTarget.Server toReplica;

    @BeforeAll
    static void start() throws IOException {
        TestServer.shareBinaries();
        home = OtherPostgres.home(folder.resolve("primary"));
        var binaries = PostgresBinaries.in(ClusterFiles.binaries(home));
        primary = OtherPostgres.make(home, binaries, "wal_level = replica", "max_wal_senders = 2", "fsync = off");
        toPrimary = primary.start();
        try (var database = Database.open(toPrimary, home)) {
            SomeRuns.write(database, 0, 10);
        }
        primary.stop();
        replica = primary.copyTo(OtherPostgres.home(folder.resolve("replica")), binaries);
        toPrimary = primary.start();
        var superuser = primary.target(ClusterMaker.SUPERUSER, "postgres");
        Files.writeString(
                replica.data().resolve("postgresql.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=postgres password="
                        + superuser.password() + "'\n",
                StandardOpenOption.APPEND);
        Files.createFile(replica.data().resolve("standby.signal"));
        toReplica = replica.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (replica != null) {
            replica.stop();
        }
        if (primary != null) {
            primary.stop();
        }
    }

    @Test
    void theReplicaIsReadAndSaysThatItCannotBeWrittenTo() {
        try (var database = Database.open(toReplica, home)) {
            assertThat(new RunQueries(database)
                            .trace(SomeRuns.traceId(3))
                            .fetch()
                            .orElseThrow()
                            .spans())
                    .hasSize(3);
            assertThat(WriteAccess.obstacle(database))
                    .contains("is read-only, a replica perhaps: connect to the server that is written to");
            assertThatThrownBy(() -> SomeRuns.write(database, 500, 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is read-only, a replica perhaps");
            assertThat(DatabaseStatus.of(database).runs().rows()).isGreaterThanOrEqualTo(10);
            new Backup(database, "test", CopyProgress.NONE).write(folder.resolve("of-replica.runtree"));
        }
    }

    @Test
    void whatComesToTheReplicaIsNoticedByAsking() throws Exception {
        try (var database = Database.open(toReplica, home)) {
            var told = new AtomicReference<>(new CountDownLatch(2));
            try (var changes = new Changes(
                    database, () -> Objects.requireNonNull(told.get()).countDown())) {
                assertThat(changes).isNotNull();
                assertThat(Objects.requireNonNull(told.get()).await(20, TimeUnit.SECONDS))
                        .isTrue();
                told.set(new CountDownLatch(1));
                write(60);
                assertThat(Objects.requireNonNull(told.get()).await(20, TimeUnit.SECONDS))
                        .isTrue();
            }
            awaitTrace(database, 60);
        }
    }

    @Test
    void oneAddressForBothReadsTheReplicaAndWritesToThePrimary() throws Exception {
        var both = new DatabaseTarget.Server(
                "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + replica.port()
                        + "/runtree?sslmode=disable&targetServerType=preferSecondary",
                toReplica.user(),
                toPrimary.password());
        try (var database = Database.open(both, home)) {
            assertThat(WriteAccess.obstacle(database)).isNull();
            SomeRuns.write(database, 80, 1);
            awaitTrace(database, 80);
            try (var reading = database.readSource().getConnection();
                    var row = reading.createStatement().executeQuery("SELECT pg_is_in_recovery()")) {
                row.next();
                assertThat(row.getBoolean(1)).as("questions go to the replica").isTrue();
            }
        }
        primary.stop();
        try (var database = Database.open(both, home)) {
            assertThat(new RunQueries(database).trace(SomeRuns.traceId(80)).fetch())
                    .as("the primary is away and runs are shown all the same")
                    .isPresent();
        } finally {
            toPrimary = primary.start();
        }
    }

    @Test
    void approvalsAreReadFromTheReplicaAndDecidedOnThePrimary() {
        var run = WaitingRuns.run("ana");
        String id;
        try (var database = Database.open(toPrimary, home)) {
            var late = WaitingRuns.asked(run, "book", "{}", java.time.Duration.ofSeconds(-1));
            new PausedRuns(database).pause(run, java.util.List.of(late));
            id = late.id();
        }
        try (var database = Database.open(toReplica, home)) {
            var queue = new ApprovalQueue(database);
            while (queue.approval(id).fetch().isEmpty()) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(queue.approval(id).fetch().orElseThrow().status())
                    .as("nobody has written it down yet")
                    .isEqualTo(dev.runtree.model.ApprovalStatus.EXPIRED);
            assertThat(new Audit(database).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
            assertThatThrownBy(() -> queue.approve(id, "bo", null, null))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is read-only, a replica perhaps");
        }
    }

    private static void write(int number) {
        try (var database = Database.open(toPrimary, home)) {
            SomeRuns.write(database, number, 1);
        }
    }

    private static void awaitTrace(Database database, int number) {
        while (new RunQueries(database).trace(SomeRuns.traceId(number)).fetch().isEmpty()) {
            LockSupport.parkNanos(20_000_000);
        }
    }
}
