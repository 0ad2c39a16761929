package dev.runtree.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.OwnServer;
import dev.runtree.store.spool.SpoolStatus;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault while senders send to {@code runtree serve}: whatever was acknowledged is there afterwards, and not twice. */
@Timeout(180)
class FaultsTest extends ServerUnderFaults {
    private static final int SENDERS = 3;

    @Test
    void runtree_is_killed_while_it_takes_spans() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            serving.kill();
            serving.start();
            senders.awaitMore(300);
            senders.assertKept("kill -9 of Runtree", database);
        }
    }

    @Test
    void postgresql_is_killed_while_it_commits() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            server.kill();
            senders.awaitMore(300);
            server.start();
            senders.awaitMore(300);
            senders.assertKept("kill -9 of PostgreSQL", database);
            assertThat(senders.refused()).isZero();
        }
    }

    @Test
    void both_are_killed_while_spans_wait_on_disk() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            server.kill();
            senders.awaitMore(300);
            serving.kill();
            assertThat(serving.start()).contains("storing in PostgreSQL at ");
            senders.awaitMore(300);
            server.start();
            senders.assertKept("kill -9 of both", database);
        }
    }

    @Test
    void postgresql_is_stopped_and_started() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            server.stop();
            senders.awaitMore(1_000);
            assertThat(serving.err()).contains("The database does not take spans, so they are kept on disk in ");
            server.start();
            senders.assertKept("PostgreSQL stopped", database);
            Senders.await(() -> serving.err().contains("The database takes spans again: "), 20);
            assertThat(serving.err().lines()).hasSize(2);
            assertThat(senders.refused()).isZero();
            assertThat(serving.end(20)).isZero();
            assertThat(serving.spool()).isEmptyDirectory();
        }
    }

    @Test
    void what_is_on_disk_when_runtree_ends_is_named_and_stored_at_the_next_start() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            server.stop();
            senders.awaitMore(500);
            assertThat(serving.end(20)).isZero();
            assertThat(serving.err()).contains(" wait on disk in " + serving.spool() + "; they are stored when");
            senders.stop();
            server.start();
            serving.start();
            senders.assertKept("Runtree ended while PostgreSQL is away", database);
            Senders.await(() -> serving.err().contains("that waited on disk are stored."), 20);
        }
    }

    @Test
    void postgresql_hangs() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            server.signal("STOP");
            try {
                senders.awaitMore(500);
            } finally {
                server.signal("CONT");
            }
            senders.awaitMore(300);
            senders.assertKept("PostgreSQL held up", database);
            assertThat(senders.slowest().toSeconds()).isLessThan(10);
            assertThat(senders.refused()).isZero();
        }
    }

    @Test
    void the_network_hangs_without_closing() throws Exception {
        try (var network = new Proxy(server.port());
                var serving = Serving.start(folder.resolve("home"), through(network));
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(300);
            network.hang();
            senders.awaitMore(500);
            network.goOn();
            senders.awaitMore(300);
            senders.assertKept("network that hangs", database);
            assertThat(senders.refused()).isZero();
        }
    }

    @Test
    void the_disk_of_the_spool_is_full() throws Exception {
        try (var disk = SmallDisk.mount(folder.resolve("home/spool"), 1);
                var serving = serve();
                var senders = Senders.start(SENDERS, 2_000, serving.uri())) {
            senders.awaitMore(100);
            server.stop();
            Senders.await(() -> senders.refused() > 3, 30);
            assertThat(senders.lastRefusal())
                    .startsWith("503 Retry-After: 5 ")
                    .contains("Spans cannot be put on disk in " + disk.folder(), "No space left on device");
            assertThat(serving.err()).contains("Senders are told to come back later. ");
            server.start();
            senders.awaitMore(100);
            senders.assertKept("disk of the spool full", database);
        }
    }

    @Test
    void the_spool_has_all_that_it_may_have() throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/settings.json"), "{\"spoolMebibytes\": 1}");
        try (var serving = serve();
                var senders = Senders.start(SENDERS, 2_000, serving.uri())) {
            senders.awaitMore(100);
            server.stop();
            Senders.await(() -> senders.refused() > 3, 30);
            assertThat(senders.lastRefusal()).startsWith("503 Retry-After: 5 ").contains(" is full (1 MiB)");
            server.start();
            senders.awaitMore(100);
            senders.assertKept("spool full", database);
        }
    }

    @Test
    void the_disk_of_the_database_is_full() throws Exception {
        try (var disk = SmallDisk.mount(serverFolder.resolve("disk"), 24)) {
            server.give(disk.folder());
            server.execute("CREATE TABLESPACE small LOCATION '" + disk.folder() + "'");
            var target = server.database("small");
            try (var serving = Serving.start(folder.resolve("home"), target);
                    var senders = Senders.start(SENDERS, 20_000, serving.uri())) {
                // On a busy machine it may have been told before that the database is slow.
                Senders.await(
                        () -> serving.err().contains("is full: make room")
                                || (disk.isFull() && serving.err().contains("so they are kept on disk")),
                        120);
                senders.awaitMore(100);
                senders.stop();
                disk.grow(400);
                senders.assertKept("disk of the database full", target);
                assertThat(senders.refused()).isZero();
            }
            server.stop();
            server.start();
            server.execute("DROP DATABASE " + target.url().replaceAll(".*/|\\?.*", "") + " WITH (FORCE)");
            server.execute("DROP TABLESPACE small");
        }
    }

    @Test
    void two_runtrees_write_the_same_spans_into_one_database() throws Exception {
        try (var one = serve();
                var two = Serving.start(folder.resolve("other"), database);
                var senders = Senders.start(SENDERS, one.uri(), two.uri())) {
            senders.awaitMore(200);
            two.kill();
            two.start();
            senders.awaitMore(200);
            server.kill();
            senders.awaitMore(200);
            server.start();
            senders.awaitMore(200);
            senders.assertKept("two Runtrees", database);
        }
    }

    @Test
    void a_segment_on_disk_is_damaged() throws Exception {
        try (var serving = serve();
                var senders = Senders.start(1, serving.uri())) {
            senders.awaitMore(50);
            server.stop();
            senders.awaitMore(500);
            serving.kill();
            senders.stop();
            damage(serving.spool());
            server.start();
            serving.start();
            var home = new RuntreeHome(serving.home());
            Senders.await(() -> SpoolStatus.of(home).spans() == 0, 60);
            var status = SpoolStatus.of(home);
            assertThat(status.damaged()).isEqualTo(1);
            assertThat(Files.readString(home.logs().resolve("runtree.log"))).contains(" is damaged: ");
            senders.assertKeptBut(1, "a damaged segment", database);
        }
    }

    @Test
    void a_migration_is_cut_in_half() throws Exception {
        var old = server.emptyDatabase();
        OwnServer.migrate(old, 3);
        ask(old, """
                INSERT INTO agno_spans (trace_id, span_id, start_time, kind, status, span_name, name, source)
                SELECT lpad(to_hex(i / 10), 32, '0'), lpad(to_hex(i), 16, '0'), now(), 'tool', 'ok', 'tool.x', 'x', 'otlp'
                  FROM generate_series(1, 20000) i RETURNING 1
                """);
        migrateHalf(old, Process::destroyForcibly);
        assertThat(ask(old, "SELECT max(version) FROM runtree_schema")).isEqualTo(3);
        assertThat(ask(old, "SELECT count(*) FROM agno_spans")).isEqualTo(20_000);
        migrateHalf(old, process -> server.kill());
        server.start();
        assertThat(ask(old, "SELECT max(version) FROM runtree_schema")).isEqualTo(3);
        try (var serving = Serving.start(folder.resolve("home"), old);
                var senders = Senders.start(SENDERS, serving.uri())) {
            senders.awaitMore(100);
            senders.assertKept("a migration cut in half", old);
        }
        assertThat(ask(old, "SELECT count(*) FROM runtree_spans WHERE name = 'x'"))
                .isEqualTo(20_000);
    }

    private interface Blow {
        void strike(Process process) throws Exception;
    }

    /** Holds a migration up where it has rewritten the spans and wants to change the traces, and then strikes. */
    private void migrateHalf(DatabaseTarget.Server old, Blow blow) throws Exception {
        try (var reader = OwnServer.connect(old);
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE agno_traces IN ACCESS SHARE MODE");
            var process = Serving.builder(folder.resolve("home"), old, List.of(), "db", "migrate")
                    .redirectErrorStream(true)
                    .start();
            Senders.await(() -> ask(old, "SELECT count(*) FROM pg_locks WHERE NOT granted") > 0, 60);
            blow.strike(process);
            process.destroyForcibly().waitFor();
        } catch (SQLException e) {
            // The server is gone, and with it this connection.
        }
    }

    private static long ask(DatabaseTarget.Server target, String sql) {
        try (var connection = OwnServer.connect(target);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void damage(Path spool) throws Exception {
        Path segment;
        try (var files = Files.walk(spool)) {
            segment = files.filter(file -> file.toString().endsWith(".segment"))
                    .findFirst()
                    .orElseThrow();
        }
        try (var file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0}), file.size() / 2);
        }
    }

    private Serving serve() throws Exception {
        return Serving.start(folder.resolve("home"), database);
    }

    private DatabaseTarget.Server through(Proxy network) {
        return new DatabaseTarget.Server(
                database.url().replace(":" + server.port() + "/", ":" + network.port() + "/"),
                database.user(),
                database.password());
    }
}
