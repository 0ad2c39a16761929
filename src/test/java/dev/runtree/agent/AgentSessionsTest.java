package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.Trace;
import dev.runtree.store.Deletion;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What sessions remember: in the database, for whoever comes next. */
final class AgentSessionsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String SCRIPT = """
            model: memory-1
            answers:
              - when: {user: "/go to (\\\\w+)/", step: 1}
                call: [{tool: note_city, arguments: {city: "${1}"}}]
              - when: {user: fail, step: 1}
                call: [{tool: note_city, arguments: {city: Rome}}]
              - when: {user: fail}
                error: {message: broken}
              - when: {turn: 4}
                text: "Turn four."
              - when: {turn: 3}
                text: "Turn three."
              - when: {turn: 2}
                text: "Turn two."
              - text: "Turn one."
            """;

    /** Changes what the session remembers. */
    public static final class Notes {
        @Tool("Notes where to go")
        public String noteCity(String city, SessionState state) {
            state.set("city", city);
            state.set("visits", Map.of(city, 1));
            return "noted";
        }
    }

    @TempDir
    static Path folder;

    private Agent agent;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("memory.yaml"), SCRIPT);
        Model model = new Models(folder, Map.of()).open("scripted:memory.yaml");
        agent = Agent.builder("guide")
                .instructions(
                        "The user {{user_id}} goes to {{city|nowhere yet}}; {{greeting}}{{unknown}}. Keep {braces}.")
                .model(model)
                .state("greeting", "be kind")
                .tools(new Notes())
                .build();
    }

    /** An application that was started anew. */
    private static RunOutput run(Agent agent, String message, @Nullable String user, String session) {
        try (var agentOs = AgentOs.builder().agents(agent).db(db.database()).build()) {
            var output = agentOs.run(agent, RunRequest.of(message).user(user).session(session));
            output.stored().join();
            return output;
        }
    }

    @Test
    void a_session_is_remembered_after_a_restart_by_its_user_alone() {
        assertThat(run(agent, "Hello", "ana", "chat").content()).isEqualTo("Turn one.");
        assertThat(run(agent, "Hello again", "ana", "chat").content()).isEqualTo("Turn two.");
        assertThat(run(agent, "Hello", "ben", "chat").content()).isEqualTo("Turn one.");
        assertThat(run(agent, "Hello", null, "chat").content()).isEqualTo("Turn one.");
    }

    @Test
    void a_workflow_knows_its_session_and_its_agents_their_own_values() {
        var told = new java.util.ArrayList<String>();
        var keen = Agent.builder("keen")
                .instructions("{{greeting|nothing}} {{city|nowhere}}")
                .model(agent.model())
                .state("greeting", "be quick")
                .state("city", "Bonn")
                .preHooks(new Overheard(told))
                .build();
        var flow = Workflow.of(
                "plan",
                steps -> steps.call("count", input -> {
                            var before = input.state().text("count");
                            input.state().set("count", before == null ? 1 : Integer.parseInt(before) + 1);
                            return String.valueOf(input.state().text("count"));
                        })
                        .run("say", keen)
                        .call("number", input -> input.output("count")));
        for (var expected : new String[] {"1", "2"}) {
            try (var agentOs = AgentOs.builder().db(db.database()).build()) {
                var output = agentOs.run(flow, RunRequest.of("x").user("wil").session("flow"));
                output.stored().join();
                assertThat(output.content()).isEqualTo(expected);
            }
        }
        run(agent, "go to Oslo", "wil", "flow");
        try (var agentOs = AgentOs.builder().db(db.database()).build()) {
            agentOs.run(flow, RunRequest.of("x").user("wil").session("flow"));
        }
        assertThat(told).containsExactly("be quick Bonn", "be quick Bonn", "be quick Oslo");
    }

    /** Notes what an agent finds in the state. */
    public static final class Overheard {
        private final java.util.List<String> told;

        Overheard(java.util.List<String> told) {
            this.told = told;
        }

        @dev.runtree.agent.hook.Hook
        public void look(dev.runtree.agent.run.RunInput input, SessionState state) {
            told.add(state.text("greeting") + " " + state.text("city"));
        }
    }

    @Test
    void what_the_database_refuses_holds_up_nothing_else() {
        var flow = Workflow.of(
                "odd",
                steps -> steps.call("set", input -> {
                    input.state().set("a\u0000b", null);
                    input.state()
                            .set("n", input.message().equals("huge") ? new java.math.BigDecimal("1e999999") : "seven");
                    return "set";
                }));
        var read = Workflow.of(
                "read",
                steps -> steps.call("get", input -> String.valueOf(input.state().text("n"))));
        try (var agentOs = AgentOs.builder().db(db.database()).build()) {
            agentOs.run(flow, RunRequest.of("huge").session("odd"));
            agentOs.run(flow, RunRequest.of("name").session("named"));
        }

        try (var agentOs = AgentOs.builder().db(db.database()).build()) {
            assertThat(agentOs.run(read, RunRequest.of("?").session("named")).content())
                    .isEqualTo("seven");
            assertThat(agentOs.run(read, RunRequest.of("?").session("odd")).content())
                    .isEqualTo("null");
        }
    }

    @Test
    void a_session_goes_on_at_once_within_one_application() {
        try (var agentOs = AgentOs.builder().agents(agent).db(db.database()).build()) {
            for (var turn : new String[] {"one", "two", "three", "four"}) {
                assertThat(agentOs.run(agent, RunRequest.of("Hi").session("quick"))
                                .content())
                        .isEqualTo("Turn " + turn + ".");
            }
        }
    }

    @Test
    void only_as_much_is_shown_as_the_history_says() {
        var two = Agent.builder("two").model(agent.model()).history(2).build();
        var tight = Agent.builder("tight")
                .model(agent.model())
                .history(new History(10, 120))
                .build();
        for (var i = 0; i < 4; i++) {
            run(two, "Hi", "ana", "short");
            run(tight, "x".repeat(300), "ana", "short");
        }

        assertThat(run(two, "Hi", "ana", "short").content()).isEqualTo("Turn three.");
        assertThat(run(tight, "Hi", "ana", "short").content()).isEqualTo("Turn two.");
    }

    @Test
    void instructions_are_templates_over_what_the_session_remembers() throws Exception {
        var first = run(agent, "I go to Lisbon", "ana", "state");
        var second = run(agent, "And now?", "ana", "state");

        assertThat(told(first))
                .contains("The user ana goes to nowhere yet; be kind. Keep {braces}.")
                .contains("\"greeting\\\":\\\"be kind\\\"");
        assertThat(told(second)).contains("goes to Lisbon; be kind.");
    }

    @Test
    void what_a_failed_run_told_the_session_to_remember_stays_and_what_was_said_does_not() throws Exception {
        assertThat(run(agent, "fail", "ana", "failed").failed()).isTrue();
        var next = run(agent, "Hello", "ana", "failed");

        assertThat(next.content()).isEqualTo("Turn one.");
        assertThat(told(next)).contains("goes to Rome");
    }

    @Test
    void a_session_that_is_deleted_is_forgotten() {
        run(agent, "I go to Lisbon", "zoe", "gone");
        new Deletion(db.database()).delete(new Deletion.User("zoe"));

        assertThat(run(agent, "Hello", "zoe", "gone").content()).isEqualTo("Turn one.");
    }

    private static String told(RunOutput output) {
        var queries = new RunQueries(db.database());
        Trace trace = queries.run(output.id()).fetch().orElseThrow();
        return queries.payload(trace.spans().getFirst().id())
                .fetch()
                .orElseThrow()
                .payload()
                .attributes();
    }
}
