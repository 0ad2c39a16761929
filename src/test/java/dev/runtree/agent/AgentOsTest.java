package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class AgentOsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String SCRIPT = """
            model: travel-1
            answers:
              - when: {user: trip, step: 1}
                text: "Let me look."
                call: [{id: c1, tool: search, arguments: {city: Lisbon}}]
                usage: {input: 412, output: 38, cached: 256, reasoning: 12}
              - when: {user: trip, result: DATE_IN_PAST}
                call: [{tool: search, arguments: {city: Berlin}}]
                usage: {input: 500, output: 40}
              - when: {user: trip}
                text: "Two nights in Berlin."
                usage: {input: 600, output: 20}
              - when: {user: crash, step: 1}
                call: [{tool: crash}, {tool: nothing}, {tool: search, arguments: "{\\"city\\": "}]
              - when: {user: crash}
                text: "It went wrong."
              - when: {user: broken model}
                text: "half an"
                error: {status: 503, message: overloaded}
              - when: {user: for ever}
                call: [{tool: search, arguments: {city: Rome}}]
              - when: {user: wait, step: 1}
                call: [{tool: wait_for_it}]
              - when: {user: remember, turn: 2}
                text: "You said something before."
              - text: "Hello 🗺️."
            """;

    /** What the test's agent can do. */
    public static final class Desk {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Tool("Searches")
        public Map<String, String> search(String city) {
            if (city.equals("Lisbon")) {
                throw new ToolFailure("DATE_IN_PAST", "2026-04-12 is over");
            }
            return Map.of("hotel", "Möwe in " + city);
        }

        @Tool("Crashes")
        public String crash() {
            throw new IllegalStateException("the printer is on fire", new IOException("no paper"));
        }

        @Tool("Waits")
        public String waitForIt() throws InterruptedException {
            started.countDown();
            released.await();
            return "done";
        }
    }

    @TempDir
    static Path folder;

    private final JsonMapper json = new JsonMapper();
    private final RunQueries queries = new RunQueries(db.database());
    private final Desk desk = new Desk();
    private Agent agent;
    private AgentOs agentOs;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("travel.yaml"), SCRIPT);
        Model model = new Models(folder, Map.of()).open("scripted:travel.yaml");
        agent = Agent.builder("desk")
                .name("Travel desk")
                .instructions("Be kind.")
                .model(model)
                .temperature(0.2)
                .maxTokens(500)
                .maxSteps(4)
                .tools(desk)
                .build();
        agentOs =
                AgentOs.builder().agents(agent).db(db.database()).tracing(true).build();
    }

    @AfterEach
    void close() {
        desk.released.countDown();
        agentOs.close();
    }

    @Test
    void a_run_is_recorded_with_all_its_steps() throws Exception {
        var output =
                agentOs.run("desk", RunRequest.of("Find a trip").user("ana").session("s-1"));
        var trace = trace(output);

        assertThat(output.content()).isEqualTo("Two nights in Berlin.");
        assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsExactly("DATE_IN_PAST", null);
        assertThat(trace.spans())
                .extracting(Span::spanName)
                .containsExactly(
                        "agent.Travel desk",
                        "llm.travel-1",
                        "tool.search",
                        "llm.travel-1",
                        "tool.search",
                        "llm.travel-1");
        var run = trace.run();
        assertThat(run.runId()).isEqualTo(output.runId());
        assertThat(run.status()).isEqualTo(RunStatus.OK);
        assertThat(run.errorCount()).isEqualTo(1);
        assertThat(run.actor().agentId()).isEqualTo("desk");
        assertThat(run.actor().userId()).isEqualTo("ana");
        assertThat(run.actor().sessionId()).isEqualTo("s-1");
        assertThat(run.own().input()).isEqualTo(1512).isEqualTo(output.usage().input());
        assertThat(run.own().output()).isEqualTo(98);
        assertThat(run.model()).isEqualTo("travel-1");
        assertThat(run.input()).isEqualTo("Find a trip");
        assertThat(run.output()).isEqualTo("Two nights in Berlin.");
    }

    @Test
    void every_attribute_of_the_conventions_is_there() throws Exception {
        var trace = trace(
                agentOs.run(agent, RunRequest.of("Find a trip").user("ana").session("s-2")));

        var root = attributes(trace, 0);
        assertThat(text(root, "gen_ai.operation.name")).isEqualTo("invoke_agent");
        assertThat(text(root, "gen_ai.agent.id")).isEqualTo("desk");
        assertThat(text(root, "gen_ai.agent.name")).isEqualTo("Travel desk");
        assertThat(text(root, "gen_ai.conversation.id")).isEqualTo("s-2");
        assertThat(text(root, "user.id")).isEqualTo("ana");

        var model = attributes(trace, 1);
        assertThat(text(model, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(text(model, "gen_ai.provider.name")).isEqualTo("scripted");
        assertThat(text(model, "gen_ai.request.model")).isEqualTo("travel-1");
        assertThat(text(model, "gen_ai.response.model")).isEqualTo("travel-1");
        assertThat(model.path("gen_ai.request.temperature").asDouble()).isEqualTo(0.2);
        assertThat(model.path("gen_ai.request.max_tokens").asInt()).isEqualTo(500);
        assertThat(model.path("gen_ai.usage.input_tokens").asInt()).isEqualTo(412);
        assertThat(model.path("gen_ai.usage.output_tokens").asInt()).isEqualTo(38);
        assertThat(model.path("gen_ai.usage.cache_read.input_tokens").asInt()).isEqualTo(256);
        assertThat(model.path("gen_ai.usage.reasoning.output_tokens").asInt()).isEqualTo(12);
        assertThat(model.path("gen_ai.response.finish_reasons").toString()).isEqualTo("[\"tool_call\"]");
        assertThat(inside(model, "gen_ai.system_instructions").at("/0/content").asText())
                .isEqualTo("Be kind.");
        assertThat(inside(model, "gen_ai.input.messages")
                        .at("/0/parts/0/content")
                        .asText())
                .isEqualTo("Find a trip");
        assertThat(inside(model, "gen_ai.output.messages")
                        .at("/0/parts/1/arguments/city")
                        .asText())
                .isEqualTo("Lisbon");
        assertThat(inside(model, "gen_ai.tool.definitions")).hasSize(3);

        var tool = attributes(trace, 2);
        assertThat(text(tool, "gen_ai.tool.name")).isEqualTo("search");
        assertThat(text(tool, "gen_ai.tool.call.id")).isEqualTo("c1");
        assertThat(text(tool, "gen_ai.tool.description")).isEqualTo("Searches");
        assertThat(text(tool, "gen_ai.tool.call.arguments")).isEqualTo("{\"city\":\"Lisbon\"}");
        assertThat(text(tool, "gen_ai.tool.call.result")).isEqualTo("DATE_IN_PAST: 2026-04-12 is over");
        assertThat(text(tool, "error.type")).isEqualTo("DATE_IN_PAST");
    }

    @Test
    void what_goes_wrong_in_tools_is_told_to_the_model_and_the_run_goes_on() throws Exception {
        var output = agentOs.run(agent, RunRequest.of("crash"));
        var trace = trace(output);

        assertThat(output.status()).isEqualTo(RunStatus.OK);
        assertThat(output.toolCalls())
                .extracting(ToolUse::errorType)
                .containsExactly("java.lang.IllegalStateException", "unknown_tool", "invalid_arguments");
        assertThat(trace.run().errorCount()).isEqualTo(3);
        var events = json.readTree(payload(trace, 2).payload().events());
        assertThat(events.at("/0/name").asText()).isEqualTo("exception");
        assertThat(events.at("/0/attributes/exception.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(events.at("/0/attributes/exception.stacktrace").asText())
                .contains("AgentOsTest$Desk.crash", "Caused by: java.io.IOException: no paper");
        assertThat(text(attributes(trace, 3), "gen_ai.tool.call.result"))
                .isEqualTo("there is no tool \"nothing\"; there are: crash, search, wait_for_it");
    }

    @Test
    void a_model_that_fails_ends_the_run_with_an_error() throws Exception {
        var output = agentOs.run(agent, RunRequest.of("broken model"), event -> {});
        var trace = trace(output);

        assertThat(output.status()).isEqualTo(RunStatus.ERROR);
        assertThat(output.error()).isEqualTo("the model scripted:travel-1 failed: overloaded");
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(trace.run().errorCount())
                .as("the first attempt and two more")
                .isEqualTo(3);
        var call = attributes(trace, 1);
        assertThat(text(call, "error.type")).isEqualTo("503");
        assertThat(inside(call, "gen_ai.output.messages")
                        .at("/0/parts/0/content")
                        .asText())
                .isEqualTo("half an");
    }

    @Test
    void a_run_that_never_ends_is_stopped_after_its_steps() {
        var output = agentOs.run(agent, RunRequest.of("for ever"));

        assertThat(output.error())
                .isEqualTo("stopped after 4 model calls, the most that the agent may make in one run");
        assertThat(trace(output).run().status()).isEqualTo(RunStatus.ERROR);
    }

    @Test
    void events_come_in_order_on_the_callers_thread() {
        var events = new ArrayList<String>();
        var threads = new ArrayList<Thread>();

        var output = agentOs.run(agent, RunRequest.of("Find a trip"), event -> {
            threads.add(Thread.currentThread());
            events.add(
                    event instanceof AgentEvent.TextDelta delta
                            ? delta.text()
                            : event.getClass().getSimpleName());
        });

        assertThat(events)
                .containsExactly(
                        "Started",
                        "ModelStarted",
                        "Let ",
                        "me ",
                        "look.",
                        "ModelEnded",
                        "ToolStarted",
                        "ToolEnded",
                        "ModelStarted",
                        "ModelEnded",
                        "ToolStarted",
                        "ToolEnded",
                        "ModelStarted",
                        "Two ",
                        "nights ",
                        "in ",
                        "Berlin.",
                        "ModelEnded",
                        "Ended");
        assertThat(threads).containsOnly(Thread.currentThread());
        assertThat(trace(output).spans().get(1).firstTokenNanos()).isPositive();
    }

    @Test
    void a_listener_that_fails_does_not_break_the_run() {
        var output = agentOs.run(agent, RunRequest.of("Hi"), event -> {
            throw new IllegalStateException("the reader went away");
        });

        assertThat(output.content()).isEqualTo("Hello 🗺️.");
    }

    @Test
    void a_long_run_is_seen_while_it_runs() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(
                    () -> agentOs.run(agent, RunRequest.of("wait").session("long")));
            desk.started.await();
            eventually(() ->
                    queries.runs(dev.runtree.query.RunFilter.parse("session:long"), null, 10).fetch().runs().stream()
                            .anyMatch(run -> run.status() == RunStatus.RUNNING));
            var seen = queries.runs(dev.runtree.query.RunFilter.parse("session:long"), null, 10)
                    .fetch()
                    .runs()
                    .getFirst();
            eventually(
                    () -> queries.run(seen.id()).fetch().orElseThrow().spans().size() == 3);
            assertThat(queries.run(seen.id()).fetch().orElseThrow().spans())
                    .extracting(Span::status)
                    .containsExactly(SpanStatus.RUNNING, SpanStatus.OK, SpanStatus.RUNNING);

            desk.released.countDown();
            assertThat(trace(running.get()).run().status()).isEqualTo(RunStatus.OK);
        }
    }

    @Test
    void a_session_remembers_its_earlier_runs_and_no_other_does() {
        agentOs.run(agent, RunRequest.of("first").session("m").user("ana"));

        assertThat(agentOs.run(agent, RunRequest.of("remember").session("m").user("ana"))
                        .content())
                .isEqualTo("You said something before.");
        assertThat(agentOs.run(agent, RunRequest.of("remember").session("m").user("ben"))
                        .content())
                .isEqualTo("Hello 🗺️.");
        assertThat(agentOs.run(agent, RunRequest.of("remember")).content()).isEqualTo("Hello 🗺️.");
    }

    @Test
    void without_tracing_runs_have_ids_and_nothing_is_stored() {
        try (var untraced = AgentOs.builder().agents(agent).tracing(false).build()) {
            var output = untraced.run(agent, RunRequest.of("Hi"));

            output.stored().join();
            assertThat(queries.run(output.id()).fetch()).isEmpty();
        }
    }

    @Test
    void an_agent_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> agentOs.run("dsk", RunRequest.of("Hi")))
                .hasMessage("there is no agent \"dsk\"; there are: desk");
        assertThatThrownBy(() -> AgentOs.builder().agents(agent).build()).hasMessageContaining("needs a database");
    }

    private Trace trace(RunOutput output) {
        output.stored().join();
        return queries.run(output.id()).fetch().orElseThrow();
    }

    private RecordedSpan payload(Trace trace, int index) {
        return queries.payload(trace.spans().get(index).id()).fetch().orElseThrow();
    }

    private JsonNode attributes(Trace trace, int index) throws JsonProcessingException {
        return json.readTree(payload(trace, index).payload().attributes());
    }

    private static String text(JsonNode attributes, String key) {
        return attributes.path(key).asText();
    }

    private JsonNode inside(JsonNode attributes, String key) throws JsonProcessingException {
        return json.readTree(text(attributes, key));
    }

    private static void eventually(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }
}
