package dev.runtree.agent;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import dev.runtree.model.SpanId;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nine statements of the founding text, two that it writes out, the two that it says have the same shape, and its five
 * signals to watch in production, asked of 200 runs of which it is known what they did. What is expected is counted from what
 * the scripts and tools do, never from what the runtime said of it.
 */
@Timeout(120)
final class SeedSignalsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int RUNS = 200;
    private static final Pattern STATEMENT = Pattern.compile("^SELECT\\b.*?;", Pattern.DOTALL | Pattern.MULTILINE);

    /** Tokens of each call of a model, in and out together. */
    private static final Map<String, Long> TOKENS = Map.of("m-small", 110L, "m-large", 1_050L, "m-lead", 77L);

    @SuppressWarnings("InlineFormatString") // too long to stand in a call
    private static final String SCRIPT = """
        model: %1$s
        answers:
          - {when: {user: breaks}, error: {status: 400, message: no}}
          - {when: {user: hands on, step: 1}, call: [{tool: delegate_task, arguments: {member: small, task: says}}],
             usage: {input: 70, output: 7}}
          - {when: {user: asks, step: 1}, call: [{tool: pay, arguments: {}}], usage: {input: %2$d, output: %3$d}}
          - {when: {user: uses quick, step: 1}, call: [{tool: quick, arguments: {}}], usage: {input: %2$d, output: %3$d}}
          - {when: {user: uses slow, step: 1}, call: [{tool: slow, arguments: {}}], usage: {input: %2$d, output: %3$d}}
          - {when: {user: uses bad, step: 1}, call: [{tool: bad, arguments: {}}], usage: {input: %2$d, output: %3$d}}
          - {text: "It is done.", usage: {input: %2$d, output: %3$d}}
        """;

    /** How the runs go, each as often as the next. */
    private enum Kind {
        SAYS("says", 1),
        USES_QUICK("uses quick", 2),
        USES_SLOW("uses slow", 2),
        USES_BAD("uses bad", 2),
        BREAKS("breaks", 0),
        ASKS("asks", 1),
        TEAM("hands on", 2),
        FLOW("says", 1);

        private final String message;
        private final int calls;

        /** @param calls of the model that get an answer */
        Kind(String message, int calls) {
            this.message = message;
            this.calls = calls;
        }
    }

    /** What the text says of where to look. */
    private static final String[] SIGNALS = {
        "Run latencyagno_spans end_time - start_time per run",
        "Token spend by modelagno_sessions total_tokens grouped by model",
        "Tool failure rateagno_spans where status='error' and span_name LIKE 'tool.%'",
        "User-level activityagno_sessions group by user_id, created_at::date",
        "HITL queue depthagno_approvals where status='pending'"
    };

    /** What is known of an agent's run: of one that was asked, and of one beneath a team or a workflow. */
    private record Known(
            SpanId id,
            String agent,
            String user,
            @Nullable String model,
            String status,
            long tokens,
            Instant at,
            Kind kind,
            @Nullable Long longest) {

        String runId() {
            return id.runId();
        }

        LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        /** The same once it was decided. */
        Known then(String ended, int calls) {
            return new Known(
                    id, agent, user, model, ended, calls * Objects.requireNonNull(TOKENS.get(model)), at, kind, null);
        }
    }

    /** What the agents can do. */
    public static final class Tools {
        @Tool("Is quick")
        public String quick() {
            return "done";
        }

        @Tool("Is slow")
        public String slow() throws InterruptedException {
            Thread.sleep(40);
            return "done";
        }

        @Tool("Fails")
        public String bad() {
            throw new ToolFailure("BROKEN", "it does not work");
        }

        @Tool("Pays")
        public String pay() {
            return "paid";
        }
    }

    @TempDir
    static Path folder;

    /** By trace, how many days ago it was. */
    private static final Map<String, Integer> DAYS = new HashMap<>();

    private static final List<Known> AGENTS = new ArrayList<>();
    private static final List<Known> TEAMS = new ArrayList<>();
    private static final List<Known> FLOWS = new ArrayList<>();
    private static final List<Known> APPROVED = new ArrayList<>();
    private static String text = "";
    private static List<String> written = List.of();
    private static int pending;

    @BeforeAll
    static void makeRuns() throws IOException, SQLException {
        try (var in = Objects.requireNonNull(SeedSignalsTest.class.getResourceAsStream("/seed/observability.md"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        written = STATEMENT.matcher(text).results().map(MatchResult::group).toList();
        var small = agent("small", script("m-small", 100, 10));
        var large = agent("large", script("m-large", 1_000, 50));
        var team = Team.ledBy(agent("desk", script("m-lead", 70, 7)))
                .members(small)
                .build();
        var flow = Workflow.of("flow", steps -> steps.run("first", large));
        try (var agentOs = AgentOs.builder()
                .components(small, large, team, flow)
                .db(db.database())
                .takesUp(false)
                .build()) {
            for (var number = 0; number < RUNS; number++) {
                run(agentOs, number, List.of(small, large, team, flow));
            }
            decide(agentOs);
        }
        moveToOtherDays();
    }

    private static Agent agent(String id, Model model) {
        return Agent.builder(id)
                .model(model)
                .history(0)
                .tools(new Tools())
                .confirm("pay")
                .build();
    }

    private static Model script(String name, int input, int output) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), SCRIPT.formatted(name, input, output));
        return new Models(folder, Map.of()).open("scripted:" + name + ".yaml");
    }

    /** The first runs are all of one user, more of them than the text asks for. */
    private static void run(AgentOs agentOs, int number, List<Component> all) {
        var kind = Kind.values()[number % Kind.values().length];
        var user = number < 150 ? "user-123" : "user-" + number % 7;
        var component = all.get(kind == Kind.TEAM ? 2 : kind == Kind.FLOW ? 3 : number / Kind.values().length % 2);
        var days = number < 60 ? 2 : number < 120 ? 1 : 0;
        var started = System.nanoTime();
        var beneath = new ArrayList<RunOutput>();
        var output = agentOs.run(component, RunRequest.of(kind.message).user(user), event -> {
            if (event instanceof AgentEvent.Ended end && end.run().parentRunId() != null) {
                beneath.add(end.output());
            }
        });
        var longest = System.nanoTime() - started;
        DAYS.put(output.id().traceId(), days);
        var status = kind == Kind.BREAKS ? "error" : kind == Kind.ASKS ? "paused" : "ok";
        var known = known(output, user, component.id(), status, kind, longest);
        switch (kind) {
            case TEAM -> TEAMS.add(known);
            case FLOW -> FLOWS.add(known);
            default -> AGENTS.add(known);
        }
        if (!beneath.isEmpty()) {
            var member = kind == Kind.TEAM ? "small" : "large";
            AGENTS.add(known(beneath.getFirst(), user, member, "ok", Kind.SAYS, longest));
        }
    }

    private static Known known(
            RunOutput output, String user, String component, String status, Kind kind, long longest) {
        var model = switch (component) {
            case "flow" -> null;
            case "desk" -> "m-lead";
            default -> "m-" + component;
        };
        var tokens = model == null ? 0 : kind.calls * Objects.requireNonNull(TOKENS.get(model));
        var at = output.createdAt()
                .minus(Objects.requireNonNull(DAYS.get(output.id().traceId())), ChronoUnit.DAYS);
        return new Known(output.id(), component, user, model, status, tokens, at, kind, longest);
    }

    /** Of four runs that wait, one is approved, one rejected and one cancelled, and those go on; one waits. */
    private static void decide(AgentOs agentOs) {
        var queue = agentOs.approvals();
        var number = 0;
        for (var at = 0; at < AGENTS.size(); at++) {
            var run = AGENTS.get(at);
            if (run.kind() != Kind.ASKS) {
                continue;
            }
            var asked = queue.list(ApprovalFilter.PENDING.ofRun(run.runId()), 2, null)
                    .fetch()
                    .approvals()
                    .getFirst()
                    .id();
            switch (number++ % 4) {
                case 0 -> {
                    queue.approve(asked, "bo", null, null);
                    AGENTS.set(at, run.then("ok", 2));
                    APPROVED.add(run);
                }
                case 1 -> {
                    queue.reject(asked, "bo", "too dear");
                    AGENTS.set(at, run.then("ok", 2));
                }
                case 2 -> {
                    queue.cancel(run.runId(), "bo", null);
                    AGENTS.set(at, run.then("cancelled", 1));
                }
                default -> pending++;
            }
            agentOs.goOn(run.runId(), null);
        }
    }

    /** The runtime's clock cannot be turned back, so what it stored is. */
    private static void moveToOtherDays() throws SQLException {
        try (var connection = connect()) {
            for (var table : List.of("runtree_spans", "runtree_runs")) {
                try (var update = connection.prepareStatement("UPDATE " + table
                        + " SET start_time = start_time - ? * interval '1 day', end_time = end_time - ? * interval '1"
                        + " day' WHERE trace_id = ?")) {
                    for (var moved : DAYS.entrySet()) {
                        update.setInt(1, moved.getValue());
                        update.setInt(2, moved.getValue());
                        update.setString(3, moved.getKey());
                        update.addBatch();
                    }
                    update.executeBatch();
                }
            }
        }
    }

    private static Connection connect() throws SQLException {
        var target = db.target();
        var connection = DriverManager.getConnection(target.url(), target.user(), target.password());
        try (var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
        return connection;
    }

    private static List<List<String>> ask(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(rows.getString(column)));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static List<String> row(@Nullable Object... values) {
        return Arrays.stream(values).map(String::valueOf).toList();
    }

    @Test
    void the_runs_are_those_that_were_to_be_made() throws SQLException {
        assertThat(text).contains(SIGNALS);
        assertThat(written).hasSize(2);
        assertThat(AGENTS).hasSize(RUNS);
        assertThat(TEAMS).hasSize(25);
        assertThat(FLOWS).hasSize(25);
        assertThat(ask("SELECT status, count(*) FROM agno_sessions GROUP BY status"))
                .containsExactlyInAnyOrderElementsOf(counted(AGENTS, run -> row(run.status())));
    }

    /** Rows of what is counted by, and how many there are. */
    private static List<List<String>> counted(List<Known> runs, Function<Known, List<String>> by) {
        return runs.stream().collect(groupingBy(by, counting())).entrySet().stream()
                .map(group -> Stream.concat(group.getKey().stream(), Stream.of(String.valueOf(group.getValue())))
                        .toList())
                .toList();
    }

    @Test
    void the_slowest_tools_of_the_last_hour() throws SQLException {
        var rows = ask(written.getFirst());
        assertThat(rows).extracting(List::getFirst).startsWith("tool.slow");
        assertThat(rows)
                .extracting(row -> row(row.getFirst(), row.getLast()))
                .containsExactlyInAnyOrder(
                        row("tool.slow", 10),
                        row("tool.quick", 10),
                        row("tool.bad", 10),
                        row(
                                "tool.pay",
                                APPROVED.stream()
                                        .filter(run -> daysAgo(run) == 0)
                                        .count()));
        assertThat(rows.getFirst().get(1)).isGreaterThanOrEqualTo("00:00:00.04");
    }

    private static int daysAgo(Known run) {
        return Objects.requireNonNull(DAYS.get(run.id().traceId()));
    }

    @Test
    void the_last_hundred_runs_of_a_user() throws SQLException {
        var his = AGENTS.stream()
                .filter(run -> run.user().equals("user-123"))
                .sorted(Comparator.comparing(Known::at).reversed())
                .toList();
        assertThat(his.size()).isGreaterThan(100);
        assertThat(ask(written.getLast()))
                .extracting(row -> row(row.get(0), row.get(1), row.get(2), row.get(3), row.get(5)))
                .containsExactlyElementsOf(his.stream()
                        .limit(100)
                        .map(run -> row(run.runId(), run.agent(), run.model(), run.status(), tokens(run)))
                        .toList());
    }

    /** Of a run that got no answer at all, nothing is known. */
    private static @Nullable Long tokens(Known run) {
        return run.tokens() == 0 ? null : run.tokens();
    }

    @Test
    void teams_and_workflows_have_the_same_shape() throws SQLException {
        for (var each : Map.of("agno_team_sessions", TEAMS, "agno_workflow_sessions", FLOWS)
                .entrySet()) {
            assertThat(ask(written.getLast().replace("agno_sessions", each.getKey())))
                    .as(each.getKey())
                    .extracting(row -> row(row.get(0), row.get(2), row.get(3), row.get(5)))
                    .containsExactlyElementsOf(each.getValue().reversed().stream()
                            .filter(run -> run.user().equals("user-123"))
                            .map(run -> row(run.runId(), run.model(), run.status(), tokens(run)))
                            .toList());
        }
    }

    @Test
    void run_latency() throws SQLException {
        var rows = ask("SELECT trace_id, span_id, (extract(epoch FROM end_time - start_time) * 1e9)::bigint"
                + " FROM agno_spans WHERE span_name LIKE 'agent.%'");
        var latency = new HashMap<String, String>();
        rows.forEach(row -> latency.put(new SpanId(row.get(0), row.get(1)).runId(), row.get(2)));
        assertThat(latency).hasSameSizeAs(rows).hasSize(AGENTS.size());
        for (var run : AGENTS) {
            var found = latency.get(run.runId());
            if (run.status().equals("paused")) {
                assertThat(found).as("it is not over").isEqualTo("null");
            } else {
                assertThat(Long.parseLong(found))
                        .as("%s", run)
                        .isGreaterThanOrEqualTo(run.kind() == Kind.USES_SLOW ? 39_000_000 : 0)
                        .isLessThanOrEqualTo(run.longest() == null ? Long.MAX_VALUE : run.longest() + 2_000_000);
            }
        }
    }

    @Test
    void token_spend_by_model() throws SQLException {
        var known = AGENTS.stream().collect(groupingBy(Known::model, summingLong(Known::tokens)));
        assertThat(ask("SELECT model, sum(total_tokens) FROM agno_sessions GROUP BY model"))
                .containsExactlyInAnyOrderElementsOf(known.entrySet().stream()
                        .map(each -> row(each.getKey(), each.getValue()))
                        .toList());
    }

    @Test
    void tool_failure_rate() throws SQLException {
        assertThat(ask("SELECT span_name, count(*) FROM agno_spans"
                        + " WHERE status='error' AND span_name LIKE 'tool.%' GROUP BY span_name"))
                .containsExactly(row("tool.bad", 25));
        assertThat(ask("SELECT count(*) FROM agno_spans WHERE span_name LIKE 'tool.%'"))
                .containsExactly(row(3 * 25 + APPROVED.size()));
    }

    @Test
    void user_level_activity() throws SQLException {
        assertThat(AGENTS.stream().map(Known::day).distinct()).hasSizeBetween(3, 4);
        assertThat(ask("SELECT user_id, created_at::date, count(*) FROM agno_sessions"
                        + " GROUP BY user_id, created_at::date"))
                .containsExactlyInAnyOrderElementsOf(counted(AGENTS, run -> row(run.user(), run.day())));
    }

    @Test
    void queue_depth() throws SQLException {
        assertThat(pending).isEqualTo(6);
        assertThat(ask("SELECT count(*) FROM agno_approvals WHERE status='pending'"))
                .containsExactly(row(pending));
    }
}
