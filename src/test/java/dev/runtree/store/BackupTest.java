package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.model.SpanId;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.copy.BackupFile;
import dev.runtree.store.copy.CopiedTable;
import dev.runtree.store.copy.ServerRows;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    @TempDir
    Path folder;

    private Path file = Path.of("unset");
    private final List<DatabaseTarget.Server> made = new ArrayList<>();

    @BeforeAll
    static void writeRuns() {
        SomeRuns.write(DB.database(), 0, 400);
        var run = new SpanId(SomeRuns.traceId(7), "0".repeat(16));
        for (var table : List.of("stars (", "tags (tag, ", "notes (note, ", "scores (name, label, ")) {
            DB.database()
                    .dsl()
                    .execute("INSERT INTO runtree_" + table + "trace_id, span_id, run_id) VALUES ("
                            + "'x', ".repeat((int)
                                    table.chars().filter(c -> c == ',').count())
                            + "'" + run.traceId() + "', '" + run.spanId() + "', '" + run.runId() + "')");
        }
        DB.database().dsl().execute("INSERT INTO agno_approvals (id, run_id, source_type) VALUES ('a', 'r', 'agent')");
        DB.database()
                .dsl()
                .execute("INSERT INTO runtree_audit (seq, at, actor, action, subject, previous_hash, hash)"
                        + " VALUES (1, now(), 'ana', 'approve', 'a', '\\x00', '\\xff')");
        DB.database().dsl().execute("INSERT INTO runtree_settings (key, value) VALUES ('retention.days', '30')");
    }

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("all.runtree");
    }

    @AfterEach
    void dropDatabases() {
        made.forEach(TestServer.get()::drop);
    }

    @Test
    void whatWasBackedUpIsRestoredRowByRow() throws Exception {
        backUp(DB.database());
        var target = empty();
        try (var restored = openAsIs(target)) {
            assertThat(new Restore(restored, CopyProgress.NONE).from(file).rows())
                    .isGreaterThan(1_600);
        }
        try (var restored = Database.open(target, DB.home())) {
            assertThat(sums(restored)).isEqualTo(sums(DB.database()));
            assertThat(partitions(restored))
                    .isEqualTo(partitions(DB.database()))
                    .contains("runtree_spans_default");
            assertThat(restored.dsl().fetchValue("SELECT count(*)::int FROM ONLY runtree_spans_default"))
                    .isEqualTo(0);
            assertThat(new RunQueries(restored).trace(SomeRuns.traceId(7)).fetch())
                    .isEqualTo(new RunQueries(DB.database())
                            .trace(SomeRuns.traceId(7))
                            .fetch());
            SomeRuns.write(restored, 7, 1);
            assertThat(sumsButLastWrites(restored))
                    .as("what is sent again changes nothing")
                    .isEqualTo(sumsButLastWrites(DB.database()));
        }
    }

    @Test
    void theFileShowsOneMomentWhileOthersWrite() throws Exception {
        var source = fresh();
        SomeRuns.write(source, 0, 50);
        var wrote = new boolean[1];
        new Backup(source, "test", (doing, rows, ofRows, bytes) -> {
                    if (!wrote[0]) {
                        wrote[0] = true;
                        SomeRuns.write(source, 100, 50);
                    }
                })
                .write(file);
        assertThat(wrote[0]).isTrue();
        try (var backup = BackupFile.open(file)) {
            var rows = new TreeMap<String, Long>();
            backup.manifest().tables().forEach(table -> rows.put(table.name(), table.rows()));
            assertThat(rows).containsEntry("agno_traces", 50L).containsEntry("runtree_runs", 50L);
            assertThat(rows).containsEntry("runtree_spans", 150L);
        }
        source.close();
    }

    @Test
    void itIsTheOwnersAloneAndReplacesNothing() throws IOException {
        backUp(DB.database());
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var before = Files.size(file);
        assertThatThrownBy(() -> backUp(DB.database()))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("exists already, and a backup replaces nothing: give another name.");
        assertThat(Files.size(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDatabaseThatHoldsSomethingIsLeftAlone() throws Exception {
        backUp(DB.database());
        var before = sums(DB.database());
        assertThatThrownBy(() -> new Restore(DB.database(), CopyProgress.NONE).from(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds something already (in agno_approvals), and a restore replaces nothing");
        assertThat(sums(DB.database())).isEqualTo(before);
    }

    @Test
    void oneChangedByteIsNoticedAndNothingIsRestored() throws Exception {
        backUp(DB.database());
        damage();
        var target = empty();
        try (var restored = openAsIs(target)) {
            assertThatThrownBy(() -> new Restore(restored, CopyProgress.NONE).from(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageMatching(".*" + file + " is damaged: .* Nothing was restored\\.");
        }
        try (var restored = Database.open(target, DB.home())) {
            assertThat(restored.dsl()
                            .fetchValue("SELECT (SELECT count(*) FROM agno_traces) + (SELECT count(*) FROM"
                                    + " runtree_spans) + (SELECT count(*) FROM runtree_runs)"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void theBeginningOfABackupAndOtherFilesAreNone() throws IOException {
        backUp(DB.database());
        var cut = folder.resolve("cut.runtree");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(file), 4_000));
        var other = Files.writeString(folder.resolve("notes.txt"), "not a backup");
        try (var restored = openAsIs(empty())) {
            for (var none : List.of(cut, other)) {
                assertThatThrownBy(() -> new Restore(restored, CopyProgress.NONE).from(none))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("Cannot restore " + none + ": it is no backup of Runtree, or not whole.");
            }
        }
    }

    @Test
    void aBackupOfAnOlderSchemaIsBroughtUpToDate() throws Exception {
        var old = empty();
        var server = new UserServer(old);
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            new Migrations().upTo(2).bringUpToDate(connection, server);
            statement.execute(
                    "INSERT INTO agno_spans (trace_id, span_id, start_time, kind, status, span_name, name,"
                            + " source, cost, attributes) VALUES ('t', 'a', now(), 'llm', 'ok', 'llm.m', 'm', 'otlp', 0.25, '{\"a\":1e2}')");
        }
        try (var source = openAsIs(old)) {
            backUp(source);
        }
        // Into nothing, and into a schema that is newer and empty.
        for (var target : List.of(empty(), upToDate())) {
            try (var restored = openAsIs(target)) {
                new Restore(restored, CopyProgress.NONE).from(file);
                assertThat(DatabaseStatus.of(restored).schema()).isEqualTo(new Migrations().newest());
                assertThat(restored.dsl().fetchValue("SELECT cost_source || attributes::text FROM agno_spans"))
                        .isEqualTo("sdk{\"a\":1e2}");
            }
        }
    }

    @Test
    void aBackupHasNoSequencesToLose() {
        assertThat(DB.database()
                        .dsl()
                        .fetch("SELECT relname FROM pg_class WHERE relkind = 'S'"
                                + " AND relnamespace = current_schema()::regnamespace"))
                .as("a backup holds rows: a sequence would start anew where it is restored")
                .isEmpty();
    }

    private void backUp(Database database) {
        new Backup(database, "test", CopyProgress.NONE).write(file);
    }

    /** In the middle of the largest table, where the packed spans are. */
    private void damage() throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
    }

    private Database fresh() {
        return Database.open(empty(), DB.home());
    }

    private DatabaseTarget.Server upToDate() {
        var target = empty();
        Database.open(target, DB.home()).close();
        return target;
    }

    private DatabaseTarget.Server empty() {
        var target = TestServer.get().emptyDatabase();
        made.add(target);
        return target;
    }

    private static Database openAsIs(DatabaseTarget target) {
        return Database.openAsIs(target, DB.home());
    }

    private static List<String> partitions(Database database) {
        return database.dsl()
                .fetch("SELECT inhrelid::regclass::text FROM pg_inherits ORDER BY 1")
                .getValues(0, String.class);
    }

    private static Map<String, String> sumsButLastWrites(Database database) throws SQLException, IOException {
        var sums = sums(database);
        sums.remove("runtree_days");
        return sums;
    }

    /** What each table holds. */
    static Map<String, String> sums(Database database) throws SQLException, IOException {
        var sums = new TreeMap<String, String>();
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            ServerRows.prepare(connection);
            for (var table : new SchemaTables(connection, Migration.all()).tables()) {
                var sum = ServerRows.sum(connection, CopiedTable.of(connection, table.name()), soFar -> {});
                sums.put(table.name(), sum.rows() + " " + sum.text());
            }
            connection.rollback();
        }
        return sums;
    }
}
