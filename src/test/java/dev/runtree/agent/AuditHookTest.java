package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.hook.HookContext;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The audit hook of the seed, in Java: whatever happens, its row is there. */
@Timeout(60)
final class AuditHookTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    /** Writes to a table of the application's own. */
    public static final class Audit {
        private final DatabaseTarget.Server target;
        private final boolean hangs;

        Audit(DatabaseTarget.Server target, boolean hangs) {
            this.target = target;
            this.hangs = hangs;
        }

        @Hook(runInBackground = true)
        public void auditLog(RunOutput run, Agent agent, HookContext context)
                throws SQLException, InterruptedException {
            if (hangs) {
                new CountDownLatch(1).await();
            }
            try (var connection = connect(target);
                    var insert = connection.prepareStatement("INSERT INTO audit_events VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (event_id) DO NOTHING")) {
                insert.setString(1, context.eventId());
                insert.setTimestamp(2, Timestamp.from(run.createdAt()));
                insert.setString(3, agent.id());
                insert.setString(4, run.userId());
                insert.setString(5, "agent_run");
                insert.setString(6, run.input());
                insert.setString(7, run.content());
                insert.setArray(
                        8,
                        connection.createArrayOf(
                                "text",
                                run.toolCalls().stream().map(ToolUse::name).toArray()));
                insert.executeUpdate();
            }
        }
    }

    /** The agent's tool. */
    public static final class Desk {
        @Tool("Looks something up")
        public String lookUp() {
            return "found";
        }
    }

    private record Row(String agent, String user, String prompt, String response, String tools) {}

    @BeforeEach
    void forget() throws SQLException {
        execute("DROP TABLE IF EXISTS audit_events");
    }

    @Test
    void the_row_is_there_though_the_first_try_failed() throws Exception {
        RunOutput output;
        try (var agentOs = agentOs(db.database(), folder, new Audit(db.target(), false))) {
            output = agentOs.run("desk", RunRequest.of("Where is it?").user("ana"));
            output.stored().join();
            eventually(() -> !hooks(output).isEmpty());
            assertThat(hooks(output)).extracting(Span::status).containsOnly(SpanStatus.ERROR);
            makeTable();
            eventually(() -> rows().size() == 1);
            eventually(() -> hooks(output).getLast().status() == SpanStatus.OK);
        }
        assertThat(rows()).containsExactly(new Row("desk", "ana", "Where is it?", "It is found.", "{look_up}"));
        assertThat(hooks(output)).extracting(Span::spanName).containsOnly("hook.post.auditLog");
        // On a slow machine there may have been one more try before the table was there.
        var tries = hooks(output).size();
        assertThat(hooks(output).subList(0, tries - 1))
                .isNotEmpty()
                .extracting(Span::status)
                .containsOnly(SpanStatus.ERROR);
        assertThat(hooks(output).getFirst().statusMessage()).contains("audit_events");
        var last = new RunQueries(db.database())
                .payload(hooks(output).getLast().id())
                .fetch()
                .orElseThrow();
        assertThat(last.payload().attributes()).contains("\"runtree.hook.attempt\":" + tries);
    }

    @Test
    void the_row_is_there_though_the_process_was_killed_after_the_answer() throws Exception {
        makeTable();
        var child = Killed.start(db.target(), folder);
        try {
            assertThat(child.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("It is found.");
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(rows()).isEmpty();

        try (var here = Database.open(db.target(), new RuntreeHome(folder));
                var agentOs = agentOs(here, folder, new Audit(db.target(), false))) {
            assertThat(agentOs.components()).hasSize(1);
            eventually(() -> rows().size() == 1);
        }
        assertThat(rows()).containsExactly(new Row("desk", "ana", "Where is it?", "It is found.", "{look_up}"));
    }

    /** Two hooks of one name. */
    public static final class Notes {
        @Hook(name = "note", runInBackground = true)
        public void note(HookContext context) {
            throw new IllegalStateException(context.on());
        }
    }

    @Test
    void hooks_that_could_not_be_told_apart_after_a_restart_are_refused() throws Exception {
        var model = model(folder);
        var quiet = Agent.builder("desk").model(model);
        var loud = Agent.builder("desk").model(model).postHooks(new Notes()).build();
        var workflow = Workflow.of("trip", steps -> steps.run("ask", loud));
        assertThatThrownBy(() -> AgentOs.builder()
                        .components(quiet.build(), workflow)
                        .db(db.database())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two agents have the id \"desk\"")
                .hasMessageContaining("give one of them another");
        assertThatThrownBy(() ->
                        quiet.postHooks(new Notes()).toolPostHooks(new Notes()).build())
                .hasMessageContaining("two hooks in the background named note");
        try (var same =
                AgentOs.builder().components(loud, workflow).db(db.database()).build()) {
            assertThat(same.components()).hasSize(2);
        }
    }

    private static Model model(Path folder) throws IOException {
        Files.writeString(folder.resolve("desk.yaml"), """
                model: desk-1
                answers:
                  - when: {step: 1}
                    call: [{tool: look_up}]
                  - text: "It is found."
                """);
        return new Models(folder, Map.of()).open("scripted:desk.yaml");
    }

    private static AgentOs agentOs(Database database, Path folder, Audit audit) throws IOException {
        var agent = Agent.builder("desk")
                .model(model(folder))
                .tools(new Desk())
                .postHooks(audit)
                .build();
        return AgentOs.builder().agents(agent).db(database).build();
    }

    private static List<Span> hooks(RunOutput output) {
        return new RunQueries(db.database())
                .run(output.id()).fetch().orElseThrow().spans().stream()
                        .filter(span -> span.spanName().startsWith("hook."))
                        .toList();
    }

    private static void makeTable() throws SQLException {
        execute("CREATE TABLE audit_events (event_id text PRIMARY KEY, at timestamptz, agent_id text, user_id text,"
                + " action text, prompt text, response text, tools text[])");
    }

    private static List<Row> rows() {
        try (var connection = connect(db.target());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT agent_id, user_id, prompt, response, tools::text FROM audit_events")) {
            var all = new ArrayList<Row>();
            while (rows.next()) {
                all.add(new Row(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
            return all;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = connect(db.target());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseTarget.Server target) throws SQLException {
        return DriverManager.getConnection(target.url(), target.user(), target.password());
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }

    /** An application in a process of its own that gives an answer and has an audit hook that does not come to its end. */
    static final class Killed {
        private Killed() {}

        static Process start(DatabaseTarget.Server database, Path home) throws IOException {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--sun-misc-unsafe-memory-access=allow",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Killed.class.getName(),
                            database.url(),
                            String.valueOf(database.user()),
                            home.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("PGPASSWORD", String.valueOf(database.password()));
            return builder.start();
        }

        public static void main(String[] arguments) throws Exception {
            var target = new DatabaseTarget.Server(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
            var home = Path.of(arguments[2]);
            var agentOs = agentOs(Database.open(target, new RuntreeHome(home)), home, new Audit(target, true));
            var output = agentOs.run("desk", RunRequest.of("Where is it?").user("ana"));
            System.out.println(output.content());
            new CountDownLatch(1).await();
        }
    }
}
