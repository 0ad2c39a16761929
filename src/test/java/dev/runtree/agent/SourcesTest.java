package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.retrieval.Knowledge;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import dev.runtree.yaml.BadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What agents have from elsewhere stands in the tree of their runs: what was looked for and found, which servers answered. */
final class SourcesTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String SCRIPT = """
            answers:
              - when: {user: brazil, step: 1}
                call: [{tool: search_handbook, arguments: {query: "visa brazil", k: 2}}]
              - when: {tool: search_handbook}
                text: "80 euros."
              - when: {user: twice, turn: 2}
                text: "${user}"
              - text: "I was told: ${user}"
            """;

    private final RunQueries queries = new RunQueries(db.database());
    private final JsonMapper json = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private Path docs;
    private Model model;

    @BeforeEach
    void write() throws IOException {
        docs = Files.createDirectories(folder.resolve("handbook"));
        Files.writeString(docs.resolve("visa.md"), "# Visas\n## Brazil\nA visa costs 80 euros.\n## Japan\nNo visa.");
        Files.writeString(docs.resolve("photo.png"), "\0\0");
        Files.writeString(folder.resolve("script.yaml"), SCRIPT);
        model = new Models(folder, Map.of()).open("scripted:script.yaml");
    }

    private Trace trace(RunOutput output) {
        output.stored().join();
        return queries.run(output.id()).fetch().orElseThrow();
    }

    private Span span(Trace trace, String name) {
        return trace.spans().stream()
                .filter(span -> span.spanName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is none of "
                        + trace.spans().stream().map(Span::spanName).toList()));
    }

    private RecordedSpan recorded(Span span) {
        return queries.payload(span.id()).fetch().orElseThrow();
    }

    private JsonNode attributes(Span span) throws JsonProcessingException {
        return json.readTree(recorded(span).payload().attributes());
    }

    @Test
    void what_a_model_looks_up_is_a_retrieval_beneath_its_tool() throws JsonProcessingException {
        var handbook = Knowledge.folder(docs).k(5).build();
        var agent = Agent.builder("desk").model(model).knowledge(handbook).build();
        try (var agentOs = AgentOs.builder().agents(agent).db(db.database()).build()) {
            var output = agentOs.run(agent, RunRequest.of("What does a visa for Brazil cost?"));
            assertThat(output.content()).isEqualTo("80 euros.");
            var trace = trace(output);
            var retrieval = span(trace, "retrieval.lucene");
            assertThat(retrieval.kind()).isEqualTo(SpanKind.RETRIEVAL);
            assertThat(retrieval.parentSpanId())
                    .isEqualTo(span(trace, "tool.search_handbook").id().spanId());
            var content = ContentReader.read(recorded(retrieval));
            assertThat(content.input()).isEqualTo("visa brazil");
            assertThat(content.documents())
                    .extracting(Content.Document::id)
                    .containsExactly("visa.md#2-3", "visa.md#4-5");
            assertThat(content.documents().getFirst().score()).isPositive();
            assertThat(content.documents().getFirst().metadata()).contains("Visas > Brazil");
            var said = attributes(retrieval);
            assertThat(said.path("gen_ai.request.top_k").asInt()).isEqualTo(2);
            assertThat(said.path("gen_ai.data_source.id").asText()).isEqualTo("handbook");
            assertThat(said.path("runtree.retrieval.passed_over").toString()).contains("photo.png is not text");
        }
    }

    @Test
    void what_is_always_told_stands_before_the_question_and_not_in_the_session() {
        var handbook = Knowledge.folder(docs).k(1).mode(Knowledge.Mode.ALWAYS).build();
        var agent = Agent.builder("told").model(model).knowledge(handbook).build();
        try (var agentOs = AgentOs.builder().agents(agent).db(db.database()).build()) {
            var first = agentOs.run(agent, RunRequest.of("Japan?").session("always"));
            assertThat(first.content())
                    .startsWith("I was told: <knowledge source=\"handbook\">\n<document id=\"visa.md#4-5\"")
                    .endsWith("</knowledge>\n\nJapan?");
            var trace = trace(first);
            assertThat(trace.run().input()).isEqualTo("Japan?");
            assertThat(span(trace, "retrieval.lucene").parentSpanId())
                    .isEqualTo(trace.spans().getFirst().id().spanId());
            var second =
                    trace(agentOs.run(agent, RunRequest.of("Brazil, twice?").session("always")));
            var asked = recorded(second.spans().stream()
                            .filter(span -> span.kind() == SpanKind.LLM)
                            .findFirst()
                            .orElseThrow())
                    .payload()
                    .attributes();
            assertThat(asked.split("</knowledge>", -1))
                    .as("the knowledge of this turn alone")
                    .hasSize(3);
        }
    }

    @Test
    void a_search_that_fails_is_told_where_it_failed() {
        var nowhere = Knowledge.folder(docs.resolve("nowhere")).name("handbook").build();
        var always = Knowledge.folder(docs.resolve("nowhere"))
                .mode(Knowledge.Mode.ALWAYS)
                .build();
        var asking = Agent.builder("asking").model(model).knowledge(nowhere).build();
        var told = Agent.builder("told").model(model).knowledge(always).build();
        try (var agentOs =
                AgentOs.builder().agents(asking, told).db(db.database()).build()) {
            var asked = agentOs.run(asking, RunRequest.of("brazil"));
            assertThat(asked.toolCalls().getFirst().errorType()).isEqualTo("retrieval_failed");
            assertThat(span(trace(asked), "retrieval.lucene").statusMessage())
                    .endsWith("there is no such file or folder");
            var failed = agentOs.run(told, RunRequest.of("brazil"));
            assertThat(failed.status()).isEqualTo(RunStatus.ERROR);
            assertThat(failed.error()).endsWith("nowhere: there is no such file or folder");
        }
    }

    @Test
    void a_server_that_does_not_start_ends_the_run_with_one_line() {
        var missing = McpServer.command("no-such-program-4711").name("files").build();
        var agent = Agent.builder("served").model(model).mcp(missing).build();
        try (var agentOs = AgentOs.builder().agents(agent).db(db.database()).build()) {
            var output = agentOs.run(agent, RunRequest.of("hello"));
            assertThat(output.error())
                    .isEqualTo(
                            "the MCP server files could not be started: the program no-such-program-4711 is not there"
                                    + " or may not be run");
            var trace = trace(output);
            assertThat(trace.spans()).extracting(Span::spanName).containsExactly("agent.served", "step.mcp files");
            assertThat(span(trace, "step.mcp files").statusMessage()).isEqualTo(output.error());
        }
    }

    private Agent read(String text) throws IOException {
        var file = folder.resolve("agent.yaml");
        Files.writeString(file, "name: Desk\nmodel: scripted:script.yaml\n" + text);
        return (Agent) AgentFile.read(
                        file,
                        Map.of(
                                "TOKEN",
                                "t-4711-secret",
                                "RUNTREE_HOME",
                                folder.resolve("home").toString()),
                        null)
                .component();
    }

    @Test
    void a_file_names_servers_and_knowledge() throws IOException {
        var agent = read("""
                mcp:
                  - command: [java, -version]
                    name: local
                    env: {KEY: "${TOKEN}"}
                    include: [read_*]
                    call_timeout: 5s
                  - url: https://tickets.example.com/mcp
                    headers: {Authorization: "Bearer ${TOKEN}"}
                knowledge: {folder: handbook, k: 3}
                """);
        assertThat(agent.sources().servers())
                .extracting(McpServer::name)
                .containsExactly("local", "tickets.example.com");
        assertThat(agent.sources().toString()).doesNotContain("t-4711-secret");
        assertThat(agent.tools()).extracting(AgentTool::name).containsExactly("search_handbook");
        try (var agentOs = AgentOs.builder().tracing(false).build()) {
            var known = read("knowledge: [{folder: handbook, mode: always}, {folder: handbook, name: again}]");
            assertThat(known.tools()).extracting(AgentTool::name).containsExactly("search_again");
            assertThat(agentOs.run(known, RunRequest.of("Japan?")).content()).contains("No visa.");
            assertThat(folder.resolve("home/knowledge")).isNotEmptyDirectory();
        }
    }

    @Test
    void mistakes_are_told_where_they_stand() {
        wrong("mcp: [{name: x}]", "agent.yaml:3:7: a server has either a \"command\" to start it or a \"url\"");
        wrong("mcp: [{url: \"x\"}]", "https://example.com/mcp was expected, not x");
        wrong("mcp: [{url: \"https://e.com\", env: {A: b}}]", "agent.yaml:3:35: a server that is not started here");
        wrong(
                "mcp: [{command: a, env: {A: \"${NOT_SET}\"}}]",
                "agent.yaml:3:29: the environment variable NOT_SET is not set");
        wrong("mcp: [{command: a, exclud: b}]", "did you mean \"exclude\"?");
        wrong("mcp: [{command: a}, {command: a}]", "the agent desk has two MCP servers named a");
        wrong("knowledge: {}", "\"folder\" is missing");
        wrong("knowledge: {folder: a, mode: never}", "agent.yaml:3:30: agentic or always was expected here");
        wrong("knowledge: {folder: a, embeddings: \"openai:x\"}", "agent.yaml:3:36: openai:x needs a key");
        wrong("knowledge: [{folder: a}, {folder: a}]", "two tools named search_a");
    }

    private void wrong(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadFile.class).hasMessageContaining(message);
    }
}
