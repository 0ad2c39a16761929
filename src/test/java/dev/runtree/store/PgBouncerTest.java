package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All that the program does, through a pooler that gives each transaction one of two connections. */
@Timeout(120)
class PgBouncerTest {
    @TempDir
    static Path folder;

    private static PgBouncer bouncer;

    private DatabaseTarget.Server direct;

    @BeforeAll
    static void start() throws IOException {
        var any = TestServer.get().emptyDatabase();
        TestServer.get().drop(any);
        bouncer = PgBouncer.before(any, folder);
    }

    @AfterAll
    static void stop() {
        if (bouncer != null) {
            bouncer.close();
        }
    }

    @BeforeEach
    void makeDatabase() {
        direct = TestServer.get().emptyDatabase();
    }

    @AfterEach
    void dropDatabase() {
        TestServer.get().drop(direct);
    }

    @Test
    void manyWritersAndReadersShareTwoConnections() throws Exception {
        try (var database = open("")) {
            var work = new ArrayList<Callable<Void>>();
            for (var i = 0; i < 6; i++) {
                var first = i * 100;
                work.add(() -> {
                    // A COPY, then single rows, then the same again.
                    SomeRuns.write(database, first, 90);
                    SomeRuns.write(database, first + 90, 10);
                    SomeRuns.write(database, first, 10);
                    return null;
                });
                work.add(() -> {
                    new RunQueries(database).count(RunFilter.ALL, 1_000).fetch();
                    return null;
                });
            }
            try (var threads = Executors.newFixedThreadPool(8)) {
                for (var done : threads.invokeAll(work)) {
                    done.get();
                }
            }
            assertThat(new RunQueries(database).count(RunFilter.ALL, 1_000).fetch())
                    .isEqualTo(new RunCount(600, false));
            assertThat(new RunQueries(database)
                            .trace(SomeRuns.traceId(311))
                            .fetch()
                            .orElseThrow()
                            .spans())
                    .hasSize(3);
            new Backup(database, "test", CopyProgress.NONE).write(folder.resolve("through.runtree"));
        }
        try (var database = Database.open(direct, TestServer.get().home())) {
            assertThat(database.dsl().fetchValue("SELECT count(*) FROM runtree_spans"))
                    .isEqualTo(1_800L);
        }
    }

    @Test
    void nothingIsLeftBehindOnTheServersConnections() throws Exception {
        try (var database = open("");
                var changes = new Changes(database, () -> {})) {
            assertThat(changes).isNotNull();
            SomeRuns.write(database, 0, 100);
            new RunQueries(database).count(RunFilter.ALL, 1_000).fetch();
            try (var one = database.dataSource().getConnection();
                    var two = database.dataSource().getConnection()) {
                // Both transactions at once, so both connections are looked at.
                for (var connection : List.of(one, two)) {
                    connection.setAutoCommit(false);
                    try (var statement = connection.createStatement();
                            var row = statement.executeQuery("SELECT current_setting('plan_cache_mode')"
                                    + " || current_setting('statement_timeout') || current_setting('search_path')"
                                    + " || (SELECT count(*) FROM pg_prepared_statements)"
                                    + " || (SELECT count(*) FROM pg_listening_channels())"
                                    + " || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"
                                    + " || (SELECT count(*) FROM pg_class WHERE relpersistence = 't')")) {
                        row.next();
                        assertThat(row.getString(1)).isEqualTo("auto0\"$user\", public0000");
                    }
                }
                one.rollback();
                two.rollback();
            }
        }
    }

    @Test
    void changesAreSeenByAsking() throws Exception {
        try (var database = open("")) {
            SomeRuns.write(database, 0, 1);
            var told = new AtomicReference<>(new CountDownLatch(2));
            try (var changes = new Changes(
                    database, () -> Objects.requireNonNull(told.get()).countDown())) {
                assertThat(changes).isNotNull();
                // At the start, and when it has looked for the first time.
                assertThat(Objects.requireNonNull(told.get()).await(20, TimeUnit.SECONDS))
                        .isTrue();
                told.set(new CountDownLatch(1));
                try (var another = Database.open(direct, TestServer.get().home())) {
                    SomeRuns.write(another, 50, 1);
                }
                assertThat(Objects.requireNonNull(told.get()).await(20, TimeUnit.SECONDS))
                        .isTrue();
            }
        }
    }

    @Test
    void approvalsAreDecidedAndSeenThroughIt() throws Exception {
        try (var database = open("")) {
            var told = new AtomicReference<>(new CountDownLatch(2));
            try (var changes = Changes.ofApprovals(
                    database, () -> Objects.requireNonNull(told.get()).countDown())) {
                assertThat(changes).isNotNull();
                assertThat(Objects.requireNonNull(told.get()).await(20, TimeUnit.SECONDS))
                        .isTrue();
                var runs = new PausedRuns(database);
                var run = WaitingRuns.run("ana");
                var asked = WaitingRuns.pause(runs, run, "book").getFirst();
                told.set(new CountDownLatch(1));
                assertThat(new ApprovalQueue(database).approve(asked.id(), "bo", null, null))
                        .isInstanceOf(ApprovalQueue.Outcome.Decided.class);
                assertThat(Objects.requireNonNull(told.get()).await(20, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(runs.claim(run.runId())).isNotNull();
                assertThat(new Audit(database).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
            }
        }
    }

    @Test
    void aSchemaHasToComeWithTheRole() {
        var name = direct.url().replaceAll(".*/", "").replaceAll("\\?.*", "");
        TestServer.get().execute("ALTER ROLE runtree IN DATABASE " + name + " SET search_path TO traces");
        try (var owner = Database.openAsIs(direct, TestServer.get().home())) {
            owner.dsl().execute("CREATE SCHEMA traces");
        }
        try (var database = open("&currentSchema=traces")) {
            SomeRuns.write(database, 0, 1);
            assertThat(database.dsl().fetchValue("SELECT count(*) FROM traces.runtree_runs"))
                    .isEqualTo(1L);
        }
        assertThatThrownBy(() -> open("&currentSchema=others"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("forgets currentSchema after each transaction")
                .hasMessageEndingWith("ALTER ROLE runtree IN DATABASE " + name + " SET search_path TO \"others\";")
                .hasMessageNotContaining("\n");
    }

    private Database open(String parameters) {
        return Database.open(bouncer.to(direct, parameters), TestServer.get().home());
    }
}
