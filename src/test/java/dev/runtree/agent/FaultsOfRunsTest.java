package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.background.RetryPolicy;
import dev.runtree.agent.guardrail.Checked;
import dev.runtree.agent.guardrail.Guardrail;
import dev.runtree.agent.guardrail.Verdict;
import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.store.ParkedHooks;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong in models, tools and hooks, and what the stored tree says of it afterwards. */
final class FaultsOfRunsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** What hangs waits for this until it is interrupted. */
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** A tool for each thing that can go wrong. */
    public static final class Tools {
        /** Points to itself. */
        public static final class Knot {
            public Knot getSelf() {
                return this;
            }
        }

        @Tool("Looks up a city")
        public String look(String city) {
            return "sunny in " + city;
        }

        @Tool("Fails")
        public String fail() {
            throw new IllegalStateException("the printer is on fire");
        }

        @Tool("Never ends")
        public String hang() throws InterruptedException {
            NEVER.await();
            return "late";
        }

        @Tool("Gives far too much")
        public String flood() {
            return "x".repeat(50_000_000);
        }

        @Tool("Gives what is no JSON")
        public Knot knot() {
            return new Knot();
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final RunQueries queries = new RunQueries(db.database());
    private ModelServer server;
    private AgentOs agentOs;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        agentOs = AgentOs.builder().db(db.database()).build();
    }

    @AfterEach
    void close() throws IOException {
        agentOs.close();
        server.close();
    }

    private AgentBuilder agent() {
        return Agent.builder("desk").model(server.model()).tools(new Tools());
    }

    private RunOutput run(UnaryOperator<AgentBuilder> more) {
        return agentOs.run(more.apply(agent()).build(), RunRequest.of("Will it rain?"));
    }

    private RunOutput stream(List<AgentEvent> events) {
        return agentOs.run(agent().build(), RunRequest.of("Will it rain?"), events::add);
    }

    @Test
    void a_server_that_wants_to_be_left_alone_for_a_moment_is_and_is_asked_again() {
        server.status(429, "retry-after: 0.2\r\n", "{\"error\":{\"message\":\"slow down\"}}")
                .says("No.");

        var output = run(agent -> agent);
        var trace = trace(output);

        assertThat(output.content()).isEqualTo("No.");
        assertThat(trace.run().status()).isEqualTo(RunStatus.OK);
        assertThat(names(trace)).containsExactly("agent.desk", "llm.tiny", "llm.tiny-2026");
        assertThat(attributes(trace, 1).path("error.type").asText()).isEqualTo("429");
        assertThat(attributes(trace, 2).path("runtree.attempt").asInt()).isEqualTo(2);
        assertThat(trace.spans().get(2).startNanos()
                        - Objects.requireNonNull(trace.spans().get(1).endNanos()))
                .as("the pause that was asked for, in nanoseconds")
                .isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void a_server_that_wants_to_be_left_alone_for_an_hour_is_not_waited_for() {
        server.status(429, "retry-after: 3600\r\n", "{\"error\":{\"message\":\"slow down\"}}");

        var trace = trace(run(agent -> agent));

        assertThat(names(trace)).containsExactly("agent.desk", "llm.tiny");
        assertThat(trace.run().error()).contains("slow down");
    }

    @Test
    void a_key_that_a_server_or_a_client_repeats_is_told_to_nobody() {
        var key = "my-own-key-4711";
        server.status(
                401,
                "",
                "{\"error\":{\"message\":\"the key my-own-key-4711 of sk-live-0123456789abcdef01 is no good\"}}");
        var echoing = new Models(Path.of(""), Map.of("OPENAI_BASE_URL", server.url(), "OPENAI_API_KEY", key))
                .open("openai:tiny");
        var refused = new Models(
                        Path.of(""), Map.of("OPENAI_BASE_URL", server.url(), "OPENAI_API_KEY", key + "\n\u0001x"))
                .open("openai:tiny");

        for (var model : List.of(echoing, refused)) {
            var output = run(agent -> agent.model(model).limits(limits -> limits.withRetries(0)));
            var trace = trace(output);
            var payload = queries.payload(trace.spans().get(1).id())
                    .fetch()
                    .orElseThrow()
                    .payload();

            assertThat(output.failed()).isTrue();
            assertThat(output.error()
                            + trace.run().error()
                            + trace.spans().get(1).statusMessage())
                    .contains("[OPENAI_API_KEY]")
                    .doesNotContain(key, "sk-live");
            assertThat(payload.events()).contains("exception.stacktrace").doesNotContain(key, "sk-live", "Retold");
            assertThat(payload.attributes()).doesNotContain(key);
        }
    }

    @Test
    void a_server_that_fails_is_asked_three_times() {
        for (var i = 0; i < 3; i++) {
            server.status(500, "retry-after: 0\r\n", "{\"error\":{\"message\":\"out of order\"}}");
        }

        var output = run(agent -> agent);
        var trace = trace(output);

        assertThat(output.error()).startsWith("the model openai:tiny failed: ").contains("out of order");
        assertThat(names(trace)).containsExactly("agent.desk", "llm.tiny", "llm.tiny", "llm.tiny");
        assertThat(trace.spans()).allMatch(Span::failed);
        assertThat(attributes(trace, 0).path("error.type").asText()).isEqualTo("500");
    }

    @Test
    void a_model_that_gives_no_answer_in_time_is_given_up_and_its_connection_closed() throws Exception {
        var closed = new CountDownLatch(1);
        server.then((in, out) -> {
            if (in.read() < 0) {
                closed.countDown();
            }
        });

        var output = run(agent -> agent.limits(limits -> limits.withModel(Duration.ofMillis(300))));
        var trace = trace(output);

        assertThat(output.error()).isEqualTo("the model openai:tiny failed: no answer within 300 ms");
        assertThat(attributes(trace, 1).path("error.type").asText()).isEqualTo("timeout");
        assertThat(names(trace)).containsExactly("agent.desk", "llm.tiny");
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void half_an_answer_is_kept_on_its_step_and_the_model_is_asked_again() {
        server.then((in, out) -> ModelServer.begin(out, "It will", " rain")).then((in, out) -> {
            ModelServer.begin(out, "No.");
            ModelServer.write(out, ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
        });
        var events = new ArrayList<AgentEvent>();

        var output = stream(events);
        var trace = trace(output);

        assertThat(output.content()).isEqualTo("No.");
        assertThat(names(trace)).containsExactly("agent.desk", "llm.tiny", "llm.tiny-2026");
        assertThat(trace.spans().get(1).failed()).isTrue();
        assertThat(attributes(trace, 1).path("gen_ai.output.messages").asText()).contains("It will rain");
        assertThat(events).anyMatch(AgentEvent.ModelRetried.class::isInstance);
    }

    @Test
    void what_a_model_gets_wrong_in_its_calls_goes_back_to_it() {
        server.calls(
                        "look",
                        "{\"city\": ",
                        "looook",
                        "{}",
                        "look",
                        "{\"town\":\"Rome\"}",
                        "look",
                        "{\"city\":\"Rome\"}")
                .says("Sunny.");

        var output = run(agent -> agent);
        var trace = trace(output);

        assertThat(output.toolCalls())
                .extracting(ToolUse::errorType)
                .containsExactly("invalid_arguments", "unknown_tool", "invalid_arguments", null);
        assertThat(names(trace))
                .containsExactlyInAnyOrder(
                        "agent.desk",
                        "llm.tiny-2026",
                        "tool.look",
                        "tool.looook",
                        "tool.look",
                        "tool.look",
                        "llm.tiny-2026");
        var told = server.requests.getLast().path("messages");
        assertThat(told.get(2).path("content").asText()).contains("not JSON");
        assertThat(told.get(3).path("content").asText()).contains("there is no tool \"looook\"");
        assertThat(told.get(4).path("content").asText()).contains("town").contains("city");
        assertThat(told.get(5).path("content").asText()).isEqualTo("sunny in Rome");
    }

    @Test
    void a_refusal_is_told_as_one() {
        server.says("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I must not.\"}", "stop")
                .then((in, out) -> {
                    ModelServer.begin(out);
                    ModelServer.write(
                            out,
                            ModelServer.event("{\"refusal\":\"I must\"}", "null")
                                    + ModelServer.event("{\"refusal\":\" not.\"}", "null")
                                    + ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
                });

        for (var output : List.of(run(agent -> agent), stream(new ArrayList<>()))) {
            assertThat(output.error()).isEqualTo("the model openai:tiny failed: it refused: I must not.");
            assertThat(attributes(trace(output), 1).path("error.type").asText()).isEqualTo("refusal");
        }
    }

    @Test
    void a_context_that_is_too_long_is_told_as_one() {
        server.status(
                400,
                "",
                "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens.\","
                        + "\"code\":\"context_length_exceeded\"}}");

        var output = run(agent -> agent);

        assertThat(output.error()).contains("4096 tokens").contains("history");
        assertThat(attributes(trace(output), 1).path("error.type").asText()).isEqualTo("context_length");
    }

    @Test
    void tools_may_fail_hang_flood_and_give_nonsense_and_the_run_goes_on() {
        server.calls("fail", "{}", "hang", "{}", "flood", "{}", "knot", "{}").says("Well.");

        var output = run(agent -> agent.limits(limits -> limits.withToolText(1000))
                .policy("hang", policy -> policy.withTimeout(Duration.ofMillis(200))));
        var trace = trace(output);

        assertThat(output.content()).isEqualTo("Well.");
        assertThat(output.toolCalls())
                .extracting(ToolUse::name)
                .as("in the model's order, whichever ended first")
                .containsExactly("fail", "hang", "flood", "knot");
        assertThat(output.toolCalls())
                .extracting(ToolUse::errorType)
                .startsWith("java.lang.IllegalStateException", "timeout", null)
                .last()
                .asString()
                .contains("InvalidDefinitionException");
        var told = server.requests.getLast().path("messages");
        assertThat(told.get(3).path("content").asText()).isEqualTo("the tool hang gave no result within 200 ms");
        assertThat(told.get(4).path("content").asText())
                .endsWith("[cut: the first 1000 of 50000000 characters]")
                .hasSizeLessThan(1100);
        var flood = only(trace, "tool.flood");
        assertThat(flood.status()).isEqualTo(SpanStatus.OK);
        assertThat(queries.payload(flood.id()).fetch().orElseThrow().payload().attributes())
                .as("all of it is in the trace")
                .hasSizeGreaterThan(50_000_000);
        assertThat(only(trace, "tool.hang").status()).isEqualTo(SpanStatus.ERROR);
    }

    private static final String KEY = "my-own-key-4711";

    /** A tool, hooks and a guardrail that tell what they were given in secret. */
    public static final class Talkative {
        @Tool("Calls a service")
        public String call() {
            throw new IllegalStateException(
                    "refused: Bearer " + KEY, new IOException("401 for token-of-the-server-4712"));
        }

        @Hook
        public void before(RunInput input) {
            if (input.message().contains("hook")) {
                throw new IllegalStateException("no entry with " + KEY);
            }
        }
    }

    @Test
    void keys_of_models_and_servers_are_in_no_exception_of_a_tool_a_hook_or_a_guardrail() throws Exception {
        var model = new Models(Path.of(""), Map.of("OPENAI_BASE_URL", server.url(), "OPENAI_API_KEY", KEY))
                .open("openai:tiny");
        var silent = McpServer.http("http://127.0.0.1:9/mcp")
                .name("tickets")
                .header("Authorization", "Bearer token-of-the-server-4712")
                .build();
        var member = Agent.builder("tickets").model(model).mcp(silent).build();
        server.calls("call", "{}").says("It is down.");
        var agent = Agent.builder("desk").model(model).tools(new Talkative()).preHooks(new Talkative());
        var guarded = Agent.builder("guarded").model(model).preGuardrails(new Guardrail() {
            @Override
            public String name() {
                return "door";
            }

            @Override
            public Verdict check(Checked checked) {
                throw new IllegalStateException("locked with " + KEY);
            }
        });

        var called = agentOs.run(Team.ledBy(agent.build()).members(member).build(), RunRequest.of("Will it rain?"));
        var stopped = agentOs.run(agent.build(), RunRequest.of("hook"));
        var refused = agentOs.run(guarded.build(), RunRequest.of("x"));

        assertThat(called.content()).isEqualTo("It is down.");
        assertThat(called.toolCalls().getFirst().result())
                .isEqualTo("IllegalStateException: refused: Bearer [OPENAI_API_KEY]");
        assertThat(server.requests.getLast().toString()).doesNotContain(KEY);
        assertThat(stopped.error()).isEqualTo("the hook before failed: no entry with [OPENAI_API_KEY]");
        assertThat(refused.error()).isEqualTo("the guardrail door failed: locked with [OPENAI_API_KEY]");
        for (var output : List.of(called, stopped, refused)) {
            var trace = trace(output);
            var all = queries.payloads(trace).fetch();
            assertThat(all)
                    .noneMatch(span ->
                            span.toString().contains(KEY) || span.toString().contains("server-4712"));
            assertThat(all).anyMatch(span -> span.payload().events().contains("java.lang.IllegalStateException"));
            assertThat(trace.toString()).doesNotContain(KEY);
        }
    }

    /** A hook that tells what it was given in secret, behind the answer. */
    public static final class TalkativeLater {
        @Hook(runInBackground = true)
        public void tell(RunOutput run) {
            throw new IllegalStateException("not written: " + run.content(), new IOException("401 for " + KEY));
        }
    }

    @Test
    void keys_are_not_in_what_is_kept_of_a_background_hook_that_was_given_up() {
        var model = new Models(Path.of(""), Map.of("OPENAI_BASE_URL", server.url(), "OPENAI_API_KEY", KEY))
                .open("openai:tiny");
        var agent = Agent.builder("writer")
                .model(model)
                .postHooks(new TalkativeLater())
                .build();
        server.says("The key is " + KEY);
        var once = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(20), 1);
        var parked = new ParkedHooks(db.database());

        try (var os = AgentOs.builder()
                .agents(agent)
                .db(db.database())
                .hookRetries(once)
                .build()) {
            var output = os.run(agent, RunRequest.of("What is the key?"));
            assertThat(output.failed()).isFalse();
            var row = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> parked.waiting(100).fetch(),
                            rows -> rows.stream().anyMatch(each -> each.hook().equals("tell")))
                    .getFirst();
            assertThat(row.error())
                    .startsWith("java.lang.IllegalStateException: not written: ")
                    .doesNotContain(KEY);
            var spans = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> queries.payloads(trace(output)).fetch(),
                            all -> all.stream()
                                    .anyMatch(span -> span.payload().events().contains("java.io.IOException")));
            assertThat(spans)
                    .filteredOn(span -> span.payload().events().contains("exception"))
                    .isNotEmpty()
                    .noneMatch(span -> span.payload().events().contains(KEY));
        }
    }

    /** Hooks that go wrong. */
    public static final class BadHooks {
        @Hook
        public void check(RunInput input) throws InterruptedException {
            if (input.message().contains("hang")) {
                NEVER.await();
            }
            throw new IllegalStateException("the register is closed");
        }
    }

    @Test
    void a_hook_that_fails_or_hangs_ends_the_run_before_the_model_is_asked() {
        var agent = agent().preHooks(new BadHooks())
                .limits(limits -> limits.withHook(Duration.ofMillis(200)))
                .build();

        var failed = agentOs.run(agent, RunRequest.of("fail"));
        var hung = agentOs.run(agent, RunRequest.of("hang"));

        assertThat(failed.error()).isEqualTo("the hook check failed: the register is closed");
        assertThat(hung.error()).isEqualTo("the hook check failed: no end within 200 ms");
        for (var output : List.of(failed, hung)) {
            var trace = trace(output);
            assertThat(names(trace)).containsExactly("agent.desk", "hook.pre.check");
            assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
            assertThat(trace.run().errorCount()).isEqualTo(1);
        }
        assertThat(server.requests).isEmpty();
    }

    @Test
    void a_hook_before_a_tool_that_hangs_ends_the_run_and_the_tool_is_not_called() {
        server.calls("look", "{\"city\":\"Rome\"}");
        var agent = agent().toolPreHooks(new BadHooks())
                .limits(limits -> limits.withHook(Duration.ofMillis(200)))
                .build();

        var output = agentOs.run(agent, RunRequest.of("hang"));
        var trace = trace(output);

        assertThat(output.error()).isEqualTo("the hook check failed: no end within 200 ms");
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(names(trace)).containsExactly("agent.desk", "llm.tiny-2026", "tool.look", "hook.pre.check");
        assertThat(attributes(trace, 3).path("error.type").asText()).isEqualTo("timeout");
    }

    /** Hooks whose stack is too small for what they do. */
    public static final class DeepHooks {
        @Hook
        public void check(RunInput input) {
            if (!input.message().isEmpty()) {
                check(input);
            }
        }
    }

    @Test
    void an_error_of_a_hook_and_a_guardrail_without_a_verdict_end_their_steps_and_the_run() {
        Guardrail mute = new Guardrail() {
            @Override
            public String name() {
                return "mute";
            }

            @Override
            @SuppressWarnings("NullAway") // what somebody's own may well do
            public Verdict check(Checked checked) {
                return null;
            }
        };

        var deep = run(agent -> agent.preHooks(new DeepHooks()));
        var unjudged = run(agent -> agent.preGuardrails(mute));

        assertThat(deep.error()).isEqualTo("the hook check failed: java.lang.StackOverflowError");
        assertThat(unjudged.error()).isEqualTo("the guardrail mute failed: it gave no verdict");
        for (var output : List.of(deep, unjudged)) {
            assertThat(trace(output).spans()).hasSize(2).allMatch(Span::failed);
        }
    }

    /** A database that takes its time over it is given it: by then the run is on disk, and stored from there. */
    private Trace trace(RunOutput output) {
        output.stored().join();
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> queries.run(output.id()).fetch(),
                        read -> read.filter(trace -> trace.run().endNanos() != null)
                                .isPresent())
                .orElseThrow();
    }

    private static List<String> names(Trace trace) {
        return trace.spans().stream().map(Span::spanName).toList();
    }

    private static Span only(Trace trace, String name) {
        return trace.spans().stream()
                .filter(span -> span.spanName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode attributes(Trace trace, int index) {
        return payload(trace.spans().get(index));
    }

    private JsonNode payload(Span span) {
        try {
            return json.readTree(
                    queries.payload(span.id()).fetch().orElseThrow().payload().attributes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
