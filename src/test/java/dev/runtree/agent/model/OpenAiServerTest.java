package dev.runtree.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.CalculatorTool;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real client against a server that speaks OpenAI's language. */
final class OpenAiServerTest {
    private record Reply(int status, String type, String body) {}

    private static final String CALL = """
            {"id":"r1","model":"tiny-2026","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
            "content":null,"tool_calls":[{"id":"call_7","type":"function","function":{"name":"calculator",
            "arguments":"{\\"expression\\": \\"6*7\\"}"}}]}}],"usage":{"prompt_tokens":50,"completion_tokens":9,
            "total_tokens":59,"prompt_tokens_details":{"cached_tokens":32},
            "completion_tokens_details":{"reasoning_tokens":4}}}""";
    private static final String ANSWER = """
            {"id":"r2","model":"tiny-2026","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
            "content":"That is 42."}}],"usage":{"prompt_tokens":70,"completion_tokens":6,"total_tokens":76}}""";

    private final JsonMapper json = new JsonMapper();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(json.readTree(exchange.getRequestBody()));
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            var reply = replies.removeFirst();
            exchange.getResponseHeaders().set("content-type", reply.type());
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void json(String body) {
        replies.add(new Reply(200, "application/json", body));
    }

    private void stream(String... deltas) {
        var body = new StringBuilder();
        for (var delta : deltas) {
            body.append("data: ").append(delta).append("\n\n");
        }
        replies.add(new Reply(
                200, "text/event-stream", body.append("data: [DONE]\n\n").toString()));
    }

    private static String delta(String delta, String finish) {
        return "{\"id\":\"r3\",\"model\":\"tiny-2026\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]}";
    }

    private Agent agent() {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        var environment = Map.of("OPENAI_BASE_URL", url, "OPENAI_API_KEY", "sk-secret-123");
        return Agent.builder("sums")
                .instructions("Use the calculator.")
                .model(new Models(Path.of(""), environment).open("openai:tiny"))
                .temperature(0.5)
                .maxTokens(77)
                .tools(new CalculatorTool())
                .build();
    }

    private static RunOutput run(Agent agent) {
        try (var agentOs = AgentOs.builder().tracing(false).build()) {
            return agentOs.run(agent, RunRequest.of("What is 6*7?"));
        }
    }

    @Test
    void calls_the_tool_that_the_server_asks_for() {
        json(CALL);
        json(ANSWER);

        var output = run(agent());

        assertThat(output.content()).isEqualTo("That is 42.");
        assertThat(output.model()).isEqualTo("tiny-2026");
        assertThat(output.toolCalls())
                .singleElement()
                .satisfies(call -> assertThat(call.result()).isEqualTo("42"));
        assertThat(output.usage()).isEqualTo(new Usage(120L, 15L, 32L, null, 4L, null));
        var first = requests.getFirst();
        assertThat(first.path("model").asText()).isEqualTo("tiny");
        assertThat(first.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(first.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(first.at("/tools/0/function/parameters/required/0").asText()).isEqualTo("expression");
        assertThat(requests.getLast().at("/messages/3/content").asText()).isEqualTo("42");
        assertThat(keys).containsOnly("Bearer sk-secret-123");
    }

    @Test
    void streams_the_answer_with_its_usage() {
        stream(
                delta("{\"role\":\"assistant\",\"content\":\"That \"}", "null"),
                delta("{\"content\":\"is 42.\"}", "null"),
                delta("{}", "\"stop\""),
                "{\"id\":\"r3\",\"model\":\"tiny-2026\",\"choices\":[],"
                        + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}}");
        var pieces = new ArrayList<String>();

        try (var agentOs = AgentOs.builder().tracing(false).build()) {
            var output = agentOs.run(agent(), RunRequest.of("What is 6*7?"), event -> {
                if (event instanceof AgentEvent.TextDelta piece) {
                    pieces.add(piece.text());
                }
            });

            assertThat(pieces).containsExactly("That ", "is 42.");
            assertThat(output.content()).isEqualTo("That is 42.");
            assertThat(output.usage()).isEqualTo(Usage.of(11, 5));
        }
        assertThat(requests.getFirst().path("stream").asBoolean()).isTrue();
        assertThat(requests.getFirst().at("/stream_options/include_usage").asBoolean())
                .isTrue();
    }

    @Test
    void an_error_of_the_server_that_stays_fails_the_run_and_names_no_key() {
        replies.add(new Reply(400, "application/json", "{\"error\": {\"message\": \"No such\\nmodel\"}}"));

        var output = run(agent());

        assertThat(output.status()).isEqualTo(RunStatus.ERROR);
        assertThat(output.error())
                .startsWith("the model openai:tiny failed: ")
                .contains("No such")
                .doesNotContain("\n", "sk-secret");
        assertThat(requests).as("a failed call is not tried again").hasSize(1);
    }

    @Test
    void a_server_that_is_not_there_is_told_so() {
        var agent = agent();
        server.stop(0);

        assertThat(run(agent).error()).startsWith("the model openai:tiny failed: its server cannot be reached");
    }
}
