package dev.runtree.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server with which MCP's makers show everything that the protocol has. Left out unless it was installed: {@code npm
 * install --prefix target/sdk/mcp-everything @modelcontextprotocol/server-everything}.
 */
class EverythingServerTest {
    private static final Path PROGRAM = Path.of(
                    "target/sdk/mcp-everything/node_modules/@modelcontextprotocol/server-everything/dist/index.js")
            .toAbsolutePath();
    private static final String SECRET = "ghp_4711secret4711";

    private final Recorder recorder = Recorder.off();
    private final StepSpan run = recorder.start(
                    new RunFacts(SpanKind.AGENT, "a", "a", null, null, null, "hello", null, null), null)
            .step();

    @BeforeEach
    void installed() {
        assumeTrue(
                Files.exists(PROGRAM),
                "not installed: npm install --prefix target/sdk/mcp-everything @modelcontextprotocol/server-everything");
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private AgentTool tool(McpServer server, String name) throws InterruptedException {
        return server.tools(run).stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tool " + name));
    }

    private String call(McpServer server, String tool, String arguments) throws InterruptedException {
        var context = new ToolContext("run", "call", null, null, new SessionState(), new Cancellation(), run, null);
        return tool(server, tool).call(arguments, context).text();
    }

    private void useEverything(McpServer server) throws InterruptedException {
        assertThat(call(server, "echo", "{\"message\": \"grüße 漢字\"}")).isEqualTo("Echo: grüße 漢字");
        assertThat(call(server, "get-sum", "{\"a\": 2, \"b\": 3}")).contains("5");
        assertThat(call(server, "get-sum", "{\"a\": \"2\"}"))
                .isEqualTo("invalid arguments: a: a number was expected, not a string; b is missing");
        assertThat(call(server, "get-tiny-image", "{}")).contains("[image image/png, ");
        assertThat(call(server, "get-structured-content", "{\"location\": \"New York\"}"))
                .contains("temperature");
    }

    @Test
    void as_a_program() throws InterruptedException {
        try (var server = McpServer.command("node", PROGRAM.toString(), "stdio")
                .name("everything")
                .env("GITHUB_TOKEN", SECRET)
                .build()) {
            useEverything(server);
            assertThat(call(server, "get-env", "{}"))
                    .contains("[GITHUB_TOKEN]")
                    .doesNotContain(SECRET)
                    .doesNotContain("JAVA_HOME");
        }
    }

    @Test
    void over_http() throws IOException, InterruptedException {
        var port = 0;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder("node", PROGRAM.toString(), "streamableHttp");
        builder.environment().put("PORT", String.valueOf(port));
        var process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var server = McpServer.http("http://127.0.0.1:" + port + "/mcp")
                .name("everything")
                .build()) {
            await().atMost(30, TimeUnit.SECONDS).until(() -> isThere(server));
            useEverything(server);
            process.destroyForcibly().waitFor();
            assertThat(tool(server, "echo")
                            .call(
                                    "{\"message\": \"hello\"}",
                                    new ToolContext(
                                            "run",
                                            "call",
                                            null,
                                            null,
                                            new SessionState(),
                                            new Cancellation(),
                                            run,
                                            null)))
                    .isInstanceOfSatisfying(
                            ToolResult.Failed.class,
                            failed ->
                                    assertThat(failed.text()).startsWith("the MCP server everything cannot be used: "));
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean isThere(McpServer server) throws InterruptedException {
        try {
            return !server.tools(run).isEmpty();
        } catch (McpFailure e) {
            return false;
        }
    }
}
