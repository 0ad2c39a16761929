package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.ConversationId;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.RunPage.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How the server answers every question of the program: never by reading a partition or the table of runs from end to end,
 * never by sorting more than a page. The server itself tells, for each statement that it ran, through auto_explain.
 */
class QueryPlansTest {
    private static final int RUNS = 40_000;

    /** Those that grow with what was sent. The default partition is as small as clocks are right. */
    private static final Pattern WHOLE = Pattern.compile(
            "Seq Scan on (?:\\w+\\.)?(?:runtree_(?:spans|contents)_2\\d+|runtree_runs|agno_traces|runtree_log_records)\\b");

    private static final Pattern SORT = Pattern.compile("Sort Method: (.*?)  (Memory|Disk): (\\d+)kB");

    /** A hundred runs take 130 kB. */
    private static final int PAGE_KB = 200;

    private static final Path LOGS = TestServer.get().home().logs();

    private static DatabaseTarget.Server target;
    private static Database database;

    @BeforeAll
    static void fill() {
        target = TestServer.get().freshDatabase();
        try (var empty = Database.open(target, TestServer.get().home())) {
            var dsl = empty.dsl();
            for (var day = 0; day < 10; day++) {
                days(dsl, day);
            }
            dsl.execute(
                    "INSERT INTO runtree_runs (trace_id, span_id, run_id, type, start_time, end_time, last_sign, status, name,"
                            + " agent_id, team_id, workflow_id, user_id, session_id, producer_run_id, model, span_count, error_count,"
                            + " source, input) SELECT md5(n::text), left(md5('s' || n), 16), md5(n::text) || '-' || left(md5('s' || n), 16),"
                            + " 'agent', at, at, at, CASE WHEN n % 33 = 0 THEN 'error' WHEN n % 5003 = 0 THEN 'paused' ELSE 'ok' END,"
                            + " 'x', 'agent-' || n % 20, CASE WHEN n % 10 = 0 THEN 'team-' || n % 7 END,"
                            + " CASE WHEN n % 10 = 1 THEN 'flow-' || n % 7 END, 'user-' || n % 997, 'session-' || n / 8,"
                            + " CASE WHEN n % 2 = 0 THEN md5('p' || n) END, 'model-' || n % 8, 3, 0, 'otlp', repeat('said ', 30)"
                            + " FROM " + series());
            dsl.execute(
                    "INSERT INTO agno_traces (trace_id, start_time, last_start_time, end_time, span_count, error_count, status,"
                            + " name, run_id, created_at, counted) SELECT trace_id, start_time, start_time, end_time, 3, 0, 'ok', 'x', run_id,"
                            + " start_time, '' FROM runtree_runs");
            dsl.execute(
                    "INSERT INTO runtree_spans (trace_id, span_id, parent_span_id, start_time, kind, status, span_name, name,"
                            + " source, tool_name, attributes) SELECT md5(n::text), left(md5(CASE WHEN i = 0 THEN 's' ELSE i::text END || n), 16),"
                            + " CASE WHEN i > 0 THEN left(md5('s' || n), 16) END, at, 'agent', 'ok', 'agent.x', 'x', 'otlp',"
                            + " CASE WHEN i = 1 THEN CASE WHEN n % 4000 = 7 THEN 'rare' ELSE 'usual' END END,"
                            + " '{\"in\":\"' || repeat('what was said ', 10) || '\"}' FROM " + series()
                            + ", generate_series(0, 2) i");
            dsl.execute(
                    "INSERT INTO runtree_contents SELECT md5(n::text), md5('c' || n)::uuid, (at AT TIME ZONE 'UTC')::date,"
                            + " '\"shared\"' FROM " + series() + " WHERE n % 2 = 0");
            dsl.execute(
                    "INSERT INTO runtree_log_records SELECT md5(n::text), left(md5('s' || n), 16), at, 0, 'x', 'line', n % 4 = 0,"
                            + " '{}' FROM " + series() + " WHERE n % 2 = 0");
            dsl.execute("INSERT INTO runtree_stars (trace_id, span_id, run_id) SELECT trace_id, span_id, run_id"
                    + " FROM runtree_runs LIMIT 40");
            dsl.execute(
                    "INSERT INTO runtree_notes (trace_id, span_id, run_id, note) SELECT trace_id, span_id, run_id, 'said'"
                            + " FROM runtree_runs LIMIT 60");
            dsl.execute(
                    "INSERT INTO runtree_tags (trace_id, span_id, run_id, tag) SELECT trace_id, span_id, run_id, 'wrong'"
                            + " FROM runtree_runs LIMIT 500");
            dsl.execute(
                    "INSERT INTO runtree_scores (trace_id, span_id, run_id, name, value) SELECT trace_id, span_id, run_id,"
                            + " 'correctness', 1.0 / span_count FROM runtree_runs LIMIT 3000");
            dsl.execute("ANALYZE");
        }
        var name = target.url().replaceAll(".*/", "").replaceAll("\\?.*", "");
        for (var setting : List.of(
                "session_preload_libraries = 'auto_explain'",
                "auto_explain.log_min_duration = 0",
                "auto_explain.log_analyze = on",
                "auto_explain.log_timing = off",
                "auto_explain.log_parameter_max_length = 0")) {
            TestServer.get().execute("ALTER DATABASE " + name + " SET " + setting);
        }
        database = Database.open(target, TestServer.get().home());
    }

    private static String series() {
        return "(SELECT n, date_trunc('day', now()) - interval '9 days' + n * interval '19 seconds' AS at FROM generate_series(1, "
                + RUNS + ") n) runs";
    }

    private static void days(org.jooq.DSLContext dsl, int ago) {
        for (var table : List.of("spans", "contents")) {
            dsl.execute(
                    "DO $$ DECLARE day date := (now() AT TIME ZONE 'UTC')::date - " + ago + "; BEGIN EXECUTE format("
                            + "'CREATE TABLE runtree_" + table + "_%s PARTITION OF runtree_" + table
                            + " FOR VALUES FROM (%L) TO (%L)', to_char(day, 'YYYYMMDD'), day || '"
                            + (table.equals("spans") ? " 00:00+00" : "") + "', day + 1 || '"
                            + (table.equals("spans") ? " 00:00+00" : "") + "'); END $$");
        }
    }

    @AfterAll
    static void close() {
        database.close();
        TestServer.get().drop(target);
    }

    @Test
    void listsAreAnsweredByIndexes() throws Exception {
        var queries = new RunQueries(database);
        var plans = plans(() -> {
            for (var filter : List.of(
                    "",
                    "user:user-5",
                    "user:nobody",
                    "session:session-77",
                    "agent:agent-3",
                    "team:team-3",
                    "workflow:flow-3",
                    "status:error",
                    "status:paused",
                    "status:running",
                    "status:ok",
                    "since:3d",
                    "since:5d until:2d",
                    "user:user-5 status:error",
                    "agent:agent-3 status:error since:5d",
                    "user:user-5 agent:agent-3",
                    "user:user-5 model:nonesuch",
                    "agent:agent-3 duration:>5s",
                    "model:nonesuch",
                    "model:model-3 -user:user-5",
                    "user:*99 tokens:>5",
                    "user:user-5 OR user:user-6",
                    "tag:none",
                    "tag:wrong",
                    "star:yes",
                    "star:yes user:user-5",
                    "star:no",
                    "note:said",
                    "note:none since:5d",
                    "score:correctness>0.5",
                    "name:none",
                    "env:none OR cost:>1",
                    "id:abcdef",
                    "tool:none",
                    "tool:usual",
                    "tool:rare",
                    "tool:rare OR tool:none",
                    "span:(tool:usual step.status:error)",
                    "span:(tool:none -step.status:ok) user:user-5",
                    "-tool:none",
                    "arg:none",
                    "attr.in:none since:2d",
                    "\"not said\"")) {
                var wanted = RunFilter.parse(filter);
                var place = (Place) null;
                for (var page = 0; page < 3; page++) {
                    place = queries.runs(wanted, place, 100).fetch().next();
                }
                queries.count(wanted, 1_000).fetch();
                queries.users(wanted, "user-9", 10).fetch();
                queries.sessions(wanted, "", 10).fetch();
            }
        });

        assertThat(plans).hasSizeGreaterThan(100);
        good(plans);
    }

    @Test
    void aRareToolIsFoundByItsCallsAndAnUsualOneFromRunToRun() throws Exception {
        var queries = new RunQueries(database);
        var rare = queries.runs(RunFilter.parse("tool:rare"), null, 100).fetch();
        assertThat(rare.runs()).hasSize(RUNS / 4_000);
        assertThat(rare.looked()).isZero();
        assertThat(rare.next()).isNull();
        assertThat(queries.runs(RunFilter.parse("tool:none"), null, 100).fetch().next())
                .isNull();
        assertThat(queries.runs(RunFilter.parse("tool:usual"), null, 100)
                        .fetch()
                        .looked())
                .isBetween(100L, 3_000L);

        // To the end: a count would give up on a machine that is slow enough.
        var without = queries.runs(RunFilter.parse("-tool:usual"), null, 100).fetch();
        var found = without.runs().size();
        while (without.next() != null) {
            without = queries.runs(RunFilter.parse("-tool:usual"), without.next(), 100)
                    .fetch();
            found += without.runs().size();
        }
        assertThat(found).isEqualTo(RUNS / 4_000);
    }

    /** Sorts of roll-ups' groups are as long as there are buckets. */
    @Test
    void coursesAndValuesAreAnsweredByIndexesAndRollUps() throws Exception {
        var queries = new RunQueries(database);
        var plans = plans(() -> {
            for (var filter : List.of(
                    "",
                    "user:user-5",
                    "status:error",
                    "since:2d",
                    "since:3h",
                    "since:20d until:1d",
                    "env:none",
                    "user:user-5 status:error since:5d",
                    "model:nonesuch",
                    "tool:none since:1d",
                    "tokens:>5 -user:user-7")) {
                queries.course(RunFilter.parse(filter)).fetch();
            }
            for (var filter : List.of("", "status:error", "-user:user-5")) {
                for (var key : RunKey.values()) {
                    queries.values(key, "", RunFilter.parse(filter), "", 50).fetch();
                    queries.values(key, "", RunFilter.parse(filter), "99", 50).fetch();
                }
                for (var key : StepKey.values()) {
                    queries.values(key, "", RunFilter.parse(filter), "n", 50).fetch();
                    queries.values(key, "in", RunFilter.parse(filter), "", 50).fetch();
                }
            }
        });

        assertThat(plans).hasSizeGreaterThan(50);
        good(plans);
    }

    @Test
    void sessionsAndUsersAreAnsweredByIndexes() throws Exception {
        var conversations = new ConversationQueries(database);
        var plans = plans(() -> {
            for (var kind : ConversationId.Kind.values()) {
                for (var filter :
                        List.of("", "user:user-5", "status:error", "model:model-3", "since:3d", "\"not said\"")) {
                    var wanted = RunFilter.parse(filter);
                    var first =
                            conversations.page(kind, wanted, null, Set.of(), 50).fetch();
                    var seen =
                            first.found().stream().map(each -> each.id().id()).collect(Collectors.toSet());
                    conversations.page(kind, wanted, first.next(), seen, 50).fetch();
                    conversations.count(kind, wanted, 1_000).fetch();
                    conversations.outside(kind, wanted, 1_000).fetch();
                }
            }
            for (var id : List.of(ConversationId.session("session-77"), ConversationId.user("user-5"))) {
                var turns = conversations.turns(id, null, 5).fetch();
                conversations.turns(id, Place.of(turns.getLast()), 5).fetch();
                conversations.totals(id).fetch();
            }
        });

        assertThat(plans).hasSizeGreaterThan(40);
        good(plans);
    }

    @Test
    void tracesAreReadByTheirId() throws Exception {
        var queries = new RunQueries(database);
        var run = queries.runs(RunFilter.parse("agent:agent-4"), null, 50)
                .fetch()
                .runs()
                .getLast();
        var plans = plans(() -> {
            queries.named(run.runId()).fetch();
            queries.named(run.runId().substring(0, 9)).fetch();
            queries.named("nobody knows").fetch();
            queries.again(List.of(run.id(), new SpanId("none", "none"))).fetch();
            var trace = queries.trace(run.id().traceId()).fetch().orElseThrow();
            queries.run(run.id()).fetch();
            queries.payload(run.id()).fetch();
            queries.payloads(trace).fetch();
            queries.sent(trace).fetch();
            queries.logs(run.id().traceId()).next();
        });

        assertThat(plans.toString()).contains("COPY (SELECT");
        good(plans);
    }

    @Test
    void aSearchLooksIntoTracesByTheirIds() throws Exception {
        var plans = plans(() -> new RunQueries(database)
                .search(RunFilter.parse("\"never said\" agent:agent-5 since:2d"), 10, new Search.Listener() {
                    @Override
                    public void found(Search.Hit hit) {}

                    @Override
                    public void progress(Search.Progress progress) {}
                })
                .fetch());

        assertThat(plans.toString()).contains("runtree_log_records", "runtree_contents");
        good(plans);
    }

    @Test
    void whatIsWrittenFindsItsTraceByItsId() throws Exception {
        var run = new RunQueries(database)
                .runs(RunFilter.ALL, null, 500)
                .fetch()
                .runs()
                .getLast();
        var plans = plans(() -> {
            try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
                var span = Span.builder(new SpanId(run.id().traceId(), "00000000000000aa"), "late", SpanKind.TOOL)
                        .parent(run.id().spanId())
                        .time(run.startNanos() + 1_000, run.startNanos() + 2_000)
                        .build();
                writer.write(List.of(new RecordedSpan(span, Payload.EMPTY)));
            }
        });

        assertThat(plans).isNotEmpty();
        good(plans);
    }

    private static void good(List<String> plans) {
        assertThat(plans)
                .filteredOn(plan -> WHOLE.matcher(plan).find() || sortsMore(plan))
                .isEmpty();
    }

    private static boolean sortsMore(String plan) {
        return SORT.matcher(plan)
                .results()
                .anyMatch(sort -> sort.group(2).equals("Disk") || Integer.parseInt(sort.group(3)) > PAGE_KB);
    }

    private interface Questions {
        void ask() throws Exception;
    }

    /** The plans of the statements that are run meanwhile, each with its text. */
    private static List<String> plans(Questions questions) throws Exception {
        var end = "end of " + System.nanoTime();
        var before = log().length();
        questions.ask();
        database.dsl().fetch("SELECT '" + end + "'");
        var deadline = System.nanoTime() + 20_000_000_000L;
        while (!log().substring(before).contains(end) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        var entries = log().substring(before).split("\n(?=\\d{4}-\\d\\d-\\d\\d )", -1);
        var plans = new ArrayList<String>();
        for (var entry : entries) {
            if (entry.contains(" plan:\n") && !entry.contains(end) && !entry.contains("pg_notify")) {
                plans.add(entry);
            }
        }
        return plans;
    }

    private static String log() {
        try (var files = Files.list(LOGS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("postgres"))
                    .map(file -> {
                        try {
                            return Files.readString(file, StandardCharsets.UTF_8);
                        } catch (IOException e) {
                            return "";
                        }
                    })
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
