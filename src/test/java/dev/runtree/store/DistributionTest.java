package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.model.Annotation.Score;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.Targets;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    /** What belongs to no trace, or is small, stays on the coordinator. */
    private static final List<String> ON_THE_COORDINATOR = List.of(
            "agno_approvals",
            "runtree_audit",
            "runtree_parked_hooks",
            "runtree_paused_runs",
            "runtree_sessions",
            "runtree_turns",
            "runtree_settings",
            "runtree_copy_queue",
            "runtree_copy_targets",
            "runtree_send_targets",
            "runtree_unsent");

    @TempDir
    Path folder;

    @Test
    void withoutTheExtensionItSaysWhatIsMissing() {
        assertThatThrownBy(() -> new Distribution(DB.database()).distribute())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has no Citus extension in this database")
                .hasMessageContaining("shared_preload_libraries")
                .hasMessageContaining("CREATE EXTENSION citus")
                .hasMessageNotContaining("\n");
    }

    @Test
    void everyTableHasItsPlace() throws Exception {
        var placed = new TreeSet<>(Distribution.BY_TRACE);
        placed.addAll(Distribution.BY_SHARD);
        placed.addAll(Distribution.EVERYWHERE);
        placed.addAll(ON_THE_COORDINATOR);
        try (var connection = DB.database().dataSource().getConnection()) {
            var tables = new ArrayList<String>();
            new SchemaTables(connection, Migration.all()).tables().forEach(table -> tables.add(table.name()));
            assertThat(tables).containsExactlyInAnyOrderElementsOf(placed);
        }
    }

    @Test
    void whatIsUniqueIsSoWithinOnePlace() {
        var without = DB.database().dsl().fetch("""
            SELECT i.indexrelid::regclass::text FROM pg_index i
             WHERE i.indisunique AND i.indrelid = ANY (?::regclass[])
               AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid
                                AND a.attnum = ANY (i.indkey) AND a.attname = ?)
            """, Distribution.BY_TRACE.toArray(String[]::new), "trace_id");
        assertThat(without).isEmpty();
        assertThat(DB.database().dsl().fetch("""
            SELECT i.indexrelid::regclass::text FROM pg_index i
             WHERE i.indisunique AND i.indrelid = ANY (?::regclass[])
               AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid
                                AND a.attnum = ANY (i.indkey) AND a.attname = ?)
            """, Distribution.BY_SHARD.toArray(String[]::new), "shard"))
                .isEmpty();
    }

    @Test
    void theViewForWorkersGivesTheSameBack() throws Exception {
        SomeRuns.write(DB.database(), 0, 5);
        withContents(DB.database());
        var question = "SELECT span_id, attributes::text, events::text, resource::text FROM agno_spans ORDER BY 1, 2";
        var before = DB.database().dsl().fetch(question);
        assertThat(before.getValues(1, String.class))
                .contains("{\"a\":[1e2],\"b\":[1e2,\"\\u0001 ü\"],\"c\":null,\"d\":\"\\u0001 ü\",\"e\":null}");
        try (var in = Objects.requireNonNull(DistributionTest.class.getResourceAsStream("/db/citus/distributed.sql"))) {
            DB.database().dsl().execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(DB.database().dsl().fetchValue("SELECT pg_get_viewdef('agno_spans'::regclass)"))
                .asString()
                .contains("runtree_joined")
                .doesNotContain("runtree_whole");
        assertThat(DB.database().dsl().fetch(question)).isEqualTo(before);
    }

    /** RUNTREE_CITUS_URL names a database on a coordinator, whose user may make schemas. */
    @Test
    void onACitusClusterAllElseWorksUnchanged() throws Exception {
        var url = System.getenv("RUNTREE_CITUS_URL");
        assumeTrue(url != null, "no Citus coordinator is named by RUNTREE_CITUS_URL");
        var named = (DatabaseTarget.Server) Targets.of(DB.home()).named(url);
        var schema = "runtree_" + UUID.randomUUID().toString().replace("-", "");
        var target = new DatabaseTarget.Server(
                named.url() + (named.url().contains("?") ? "&" : "?") + "currentSchema=" + schema,
                named.user(),
                named.password());
        try (var database = Database.open(target, DB.home())) {
            SomeRuns.write(database, 0, 100);
            assertThat(new Distribution(database).distribute().tables())
                    .isEqualTo(Distribution.BY_TRACE.size()
                            + Distribution.BY_SHARD.size()
                            + Distribution.EVERYWHERE.size());
            assertThat(new Distribution(database).distribute().tables()).isZero();
            SomeRuns.write(database, 0, 10);
            SomeRuns.write(database, 90, 160);
            assertThat(new RunQueries(database)
                            .count(RunFilter.ALL, 1_000)
                            .fetch()
                            .runs())
                    .isEqualTo(250);
            withContents(database);
            for (var number : List.of(3, 170)) {
                var trace = new RunQueries(database)
                        .trace(SomeRuns.traceId(number))
                        .fetch()
                        .orElseThrow();
                assertThat(new RunQueries(database).payloads(trace).fetch()).hasSize(3);
            }
            assertThat(database.dsl()
                            .fetchValue("SELECT count(*)::int FROM agno_spans WHERE attributes ->> 'c' IS NULL"
                                    + " AND attributes -> 'b' ->> 0 = '1e2'"))
                    .isEqualTo(3);
            annotatingAndCounting(database);
            var file = folder.resolve("citus.runtree");
            new Backup(database, "test", CopyProgress.NONE).write(file);
            var again = TestServer.get().emptyDatabase();
            try (var restored = Database.openAsIs(again, DB.home())) {
                new Restore(restored, CopyProgress.NONE).from(file);
                assertThat(BackupTest.sums(restored)).isEqualTo(BackupTest.sums(database));
                sumsDeletionAndRetention(database);
            } finally {
                TestServer.get().drop(again);
                database.dsl().execute("DROP SCHEMA " + schema + " CASCADE");
            }
        }
    }

    /** What readers say of a run, found by filters; how many runs match, and started when. Not the lists of sessions, filters by steps, and completion. */
    private static void annotatingAndCounting(Database database) {
        var queries = new RunQueries(database);
        var run = queries.trace(SomeRuns.traceId(100)).fetch().orElseThrow().run();
        var subject = Subject.of(run);
        var annotations = new Annotations(database, "reader");
        assertThat(annotations.star(List.of(subject), true)).isOne();
        assertThat(annotations.tag(List.of(subject), "wrong")).isOne();
        annotations.note(subject, "It said Tuesday.", null);
        annotations.score(subject, new Score("correct", BigDecimal.ZERO, null, null, null, Instant.EPOCH), null);
        assertThat(annotations.of(run.id().traceId()).fetch()).hasSize(1);
        assertThat(annotations.marks(List.of(run.id())).fetch()).hasSize(1);
        for (var filter : List.of("star:yes", "tag:wrong", "note:tuesday", "score:correct<1")) {
            assertThat(queries.runs(RunFilter.parse(filter), null, 10).fetch().runs())
                    .as(filter)
                    .hasSize(1);
        }
        for (var filter : List.of("", "status:error since:30d", "tokens:>1 -user:none")) {
            queries.count(RunFilter.parse(filter), 100).fetch();
            queries.course(RunFilter.parse(filter)).fetch();
        }
    }

    private static void sumsDeletionAndRetention(Database database) {
        var queries = new RunQueries(database);
        assertThat(runs(database)).isEqualTo(250);
        new Deletion(database)
                .delete(new Deletion.Runs(List.of(queries.trace(SomeRuns.traceId(5))
                        .fetch()
                        .orElseThrow()
                        .run()
                        .id())));
        assertThat(runs(database)).isEqualTo(249);
        var retention = new Retention(database);
        var bytes = retention.plan(new RetentionPolicy(null, null, null)).bytes();
        retention.set(new RetentionPolicy(null, bytes - 1, null));
        assertThat(retention.apply().days()).hasSize(1);
        var ofOldest = queries.trace(SomeRuns.traceId(7)).fetch().orElseThrow();
        assertThat(ofOldest.stepsRemovedAt()).isNotNull();
        assertThat(ofOldest.spans()).isEmpty();
        assertThat(runs(database)).isEqualTo(249);
    }

    private static long runs(Database database) {
        var now = Instant.now();
        return new Statistics(database)
                .runsByName(Scope.of(now.minus(Duration.ofDays(30)), now)).fetch().stream()
                        .mapToLong(of -> of.runs().all().runs())
                        .sum();
    }

    /** As spans of a trace that says something again and again. */
    private static void withContents(Database database) {
        var dsl = database.dsl();
        var traceId = SomeRuns.traceId(3);
        dsl.execute(
                "UPDATE runtree_spans SET contents = ARRAY['00000000-0000-0000-0000-00000000000a',"
                        + " '00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-00000000000c']::uuid[],"
                        + " attributes ="
                        + " replace('{\"a\":[#1#],\"b\":[#1#,#2#],\"c\":#3#,\"d\":\"#2:2:8#\",\"e\":#3:1:1#}', '#',"
                        + " E'\\x01') WHERE trace_id = ?",
                traceId);
        for (var content : List.of("0a 1e2", "0b \"\\u0001 ü\"")) {
            dsl.execute(
                    "INSERT INTO runtree_contents (trace_id, hash, day, content)"
                            + " SELECT trace_id, ?::uuid, (start_time AT TIME ZONE 'UTC')::date, ?"
                            + " FROM runtree_spans WHERE trace_id = ? ON CONFLICT DO NOTHING",
                    "00000000-0000-0000-0000-0000000000" + content.substring(0, 2),
                    content.substring(3),
                    traceId);
        }
    }
}
