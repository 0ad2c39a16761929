package dev.runtree.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers made with MCP's own SDK, as a program and over HTTP, and what such servers do wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpServerTest {
    private static final String KEY = "s3cret-license-4711";

    private final Recorder recorder = Recorder.off();
    private final StepSpan run = recorder.start(
                    new RunFacts(SpanKind.AGENT, "a", "a", null, null, null, "hello", null, null), null)
            .step();
    private final McpServer program = McpServer.command(TestMcpServer.program())
            .name("program")
            .env("LICENSE_KEY", KEY)
            .longestResult(100_000)
            .build();

    private TestMcpServer overHttp;
    private McpServer http;

    @BeforeAll
    void start(@TempDir Path folder) throws LifecycleException {
        overHttp = TestMcpServer.http(folder);
        http = McpServer.http(overHttp.url())
                .name("http")
                .longestResult(1_000_000)
                .build();
    }

    @AfterAll
    void stop() throws LifecycleException {
        program.close();
        http.close();
        overHttp.close();
        recorder.close();
    }

    private McpServer server(String name) {
        return name.equals("http") ? http : program;
    }

    private List<AgentTool> tools(McpServer server) throws InterruptedException {
        return server.tools(run);
    }

    private ToolResult call(McpServer server, String tool, String arguments) throws InterruptedException {
        return tools(server).stream()
                .filter(each -> each.name().equals(tool))
                .findFirst()
                .orElseThrow()
                .call(arguments, context());
    }

    private ToolContext context() {
        return new ToolContext("run", "call", null, null, new SessionState(), new Cancellation(), run, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"program", "http"})
    void tools_are_listed_with_their_schemas_and_called(String name) throws InterruptedException {
        var server = server(name);
        assertThat(tools(server)).extracting(AgentTool::name).contains("add", "refuse", "picture");
        var add = tools(server).stream()
                .filter(tool -> tool.name().equals("add"))
                .findFirst()
                .orElseThrow();
        assertThat(add.specification().description()).isEqualTo("Adds two numbers");
        assertThat(add.specification().parameters().toString()).contains("\"minimum\":0", "#/$defs/N");
        assertThat(call(server, "add", "{\"a\": 3, \"b\": 4}")).isEqualTo(new ToolResult.Done("7"));
        assertThat(call(server, "add", "{\"a\": -3, \"b\": \"4\"}"))
                .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                    assertThat(failed.type()).isEqualTo("invalid_arguments");
                    assertThat(failed.text())
                            .isEqualTo("invalid arguments: a: -3 is less than 0;"
                                    + " b: a whole number was expected, not a string");
                });
        assertThat(call(server, "refuse", ""))
                .isEqualTo(new ToolResult.Failed("tool_error", "there is no such order", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"program", "http"})
    void pictures_and_files_are_named_and_texts_kept(String name) throws InterruptedException {
        assertThat(call(server(name), "picture", "{}").text()).isEqualTo("""
                Here it is:
                [image image/png, 8 bytes]
                [resource file:///a.txt]
                in words
                [resource file:///a.bin, application/zip, 3 bytes]""");
    }

    @Test
    void it_sees_what_it_was_given_and_its_secrets_are_told_to_nobody() throws InterruptedException {
        assertThat(call(program, "whoami", "{}").text())
                .isEqualTo("key [LICENSE_KEY], model key null, home " + (System.getenv("HOME") != null));
        assertThat(program.toString()).doesNotContain(KEY);
        var refusing = McpServer.command(BadMcpServer.program("refuse"))
                .name("licensed")
                .env("LICENSE_KEY", KEY)
                .build();
        assertThatThrownBy(() -> tools(refusing))
                .isInstanceOf(McpFailure.class)
                .hasMessage("the MCP server licensed ended with exit code 3; it last said: cannot read the license"
                        + " [LICENSE_KEY]");
    }

    @Test
    void secrets_are_in_no_link_of_the_chain_of_a_failure() {
        var address = "://user:pa55-w0rd@127.0.0.1:9/s/path-key-0123456789/mcp?api_key=query-key-1&tenant=acme%20one";
        var failing = List.of(
                McpServer.http("http" + address).name("away").build(),
                McpServer.http("http://127.0.0.1:9/mcp")
                        .header("Authorization", "Bearer header-key-1\u0001")
                        .name("unsayable")
                        .build(),
                McpServer.command("no-such-program-4711")
                        .env("LICENSE_KEY", "no-such-program-4711")
                        .name("none")
                        .build());
        for (var server : failing) {
            var written = new StringWriter();
            assertThatThrownBy(() -> tools(server))
                    .isInstanceOf(McpFailure.class)
                    .satisfies(problem -> problem.printStackTrace(new PrintWriter(written)));
            assertThat(written.toString())
                    .as(server.name())
                    .contains("Caused by: ")
                    .doesNotContain(
                            "pa55-w0rd",
                            "path-key-0123456789",
                            "query-key-1",
                            "acme one",
                            "acme%20one",
                            "header-key-1");
        }
        assertThatThrownBy(() -> McpServer.http("ftp" + address))
                .hasMessage("an address such as https://example.com/mcp was expected, not"
                        + " ftp://...@127.0.0.1:9/s/path-key-0123456789/mcp?...")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"program", "http"})
    void a_result_too_long_for_a_model_is_told(String name) throws InterruptedException {
        var server = server(name);
        assertThat(call(server, "big", "{\"letters\": 90000}").text()).hasSize(90_000);
        var most = name.equals("http") ? "1000000" : "100000";
        assertThat(call(server, "big", "{\"letters\": 1500000}"))
                .isEqualTo(new ToolResult.Failed(
                        "result_too_large",
                        "the result has 1500000 characters, and at most " + most + " are taken: ask for less",
                        null));
    }

    @Test
    void a_message_of_50_megabytes_is_never_held() throws InterruptedException {
        assertThat(call(program, "big", "{\"letters\": 50000000}"))
                .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                    assertThat(failed.type()).isEqualTo("mcp_error");
                    assertThat(failed.text())
                            .isEqualTo(
                                    "the MCP server program refused: it sent a message of 47 MiB, and 16 MiB is the most");
                });
        assertThat(call(program, "add", "{\"a\": 1, \"b\": 1}").text()).isEqualTo("2");
    }

    @Test
    void one_that_ends_in_the_middle_is_told_and_started_again() throws InterruptedException {
        var first = call(program, "pid", "{}").text();
        assertThat(call(program, "die", "{}")).isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
            assertThat(failed.type()).isEqualTo("mcp_ended");
            assertThat(failed.text())
                    .isEqualTo("the MCP server program ended with exit code 7; it last said: out of memory");
        });
        assertThat(call(program, "pid", "{}").text()).isNotEqualTo(first);
    }

    @Test
    void one_that_never_answers_is_given_up() {
        try (var server = McpServer.command(BadMcpServer.program("chatter"))
                .name("chatter")
                .startTimeout(Duration.ofSeconds(1))
                .build()) {
            assertThatThrownBy(() -> tools(server))
                    .isInstanceOf(McpFailure.class)
                    .hasMessage("the MCP server chatter did not answer within 1 s (the greeting); it last said:"
                            + " Welcome to the server!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"program", "http"})
    void late_answers_are_given_up_new_tools_are_found_and_processes_end(String name) throws Exception {
        var server = (name.equals("http") ? McpServer.http(overHttp.url()) : McpServer.command(TestMcpServer.program()))
                .name("hasty")
                .callTimeout(Duration.ofSeconds(1))
                .refresh(Duration.ZERO)
                .build();
        try (server) {
            var process =
                    ProcessHandle.of(Long.parseLong(answered(server, "pid"))).orElseThrow();
            assertThat(call(server, "wait", "{\"millis\": 2500}"))
                    .isInstanceOfSatisfying(ToolResult.Failed.class, failed -> {
                        assertThat(failed.type()).isEqualTo("mcp_timeout");
                        assertThat(failed.text())
                                .startsWith("the MCP server hasty did not answer within 1 s (the tool wait)");
                    });
            assertThat(tools(server)).extracting(AgentTool::name).doesNotContain("dance");
            assertThat(answered(server, "learn")).isEqualTo("learned");
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (tools(server).stream().noneMatch(tool -> tool.name().equals("dance")) && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            assertThat(answered(server, "dance")).isEqualTo("danced");
            if (name.equals("program")) {
                server.close();
                process.onExit().get(20, TimeUnit.SECONDS);
            }
        }
    }

    /** A server that does one thing at a time may still be at another. */
    private String answered(McpServer server, String tool) throws InterruptedException {
        var result = call(server, tool, "{}");
        for (var tries = 0; tries < 20 && result instanceof ToolResult.Failed; tries++) {
            result = call(server, tool, "{}");
        }
        return result.text();
    }

    @Test
    void what_is_not_there_is_told() {
        assertThatThrownBy(() -> tools(McpServer.command("no-such-program-4711").build()))
                .hasMessage("the MCP server no-such-program-4711 could not be started: the program"
                        + " no-such-program-4711 is not there or may not be run");
        assertThatThrownBy(() -> tools(
                        McpServer.http("http://127.0.0.1:9/mcp").name("web").build()))
                .isInstanceOf(McpFailure.class)
                .hasMessage("the MCP server web cannot be used: nobody listens there");
        assertThatThrownBy(() -> McpServer.http("ftp://example.com")).hasMessageContaining("https://example.com/mcp");
    }

    @Test
    void no_server_outlives_the_program_that_started_it() throws Exception {
        var host = new ProcessBuilder(BadMcpServer.program("host")).start();
        try {
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> host.descendants().findAny().isPresent());
            var server = host.descendants().findAny().orElseThrow();
            host.destroy();
            server.onExit().get(20, TimeUnit.SECONDS);
            assertThat(server.isAlive()).isFalse();
        } finally {
            host.destroyForcibly();
        }
    }

    @Test
    void a_run_that_is_broken_off_does_not_wait() throws InterruptedException {
        try (var silent =
                McpServer.command(BadMcpServer.program("silent")).name("silent").build()) {
            var thread = Thread.ofVirtual().start(() -> {
                try {
                    silent.tools(run);
                } catch (InterruptedException | McpFailure e) {
                    // Expected.
                }
            });
            thread.interrupt();
            assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void one_takes_what_one_wants_and_names_that_are_taken_are_told_apart() throws InterruptedException {
        try (var some = McpServer.http(overHttp.url())
                .name("shop")
                .include("a*", "pi?ture", "wait", "die")
                .exclude("die")
                .confirm("wait")
                .build()) {
            assertThat(tools(some)).extracting(AgentTool::name).containsExactlyInAnyOrder("add", "wait");
            assertThat(tools(some))
                    .filteredOn(tool -> tool.policy().confirmation())
                    .extracting(AgentTool::name)
                    .containsExactly("wait");
            var all = McpServer.beside(tools(http), List.of(some), run);
            assertThat(all).extracting(AgentTool::name).contains("add", "shop_add", "wait", "shop_wait");
            var taken = all.stream()
                    .filter(tool -> tool.name().equals("shop_add"))
                    .findFirst()
                    .orElseThrow();
            assertThat(taken.call("{\"a\": 2, \"b\": 2}", context()).text()).isEqualTo("4");
        }
    }

    @Test
    void lines_of_any_length_take_little() throws IOException {
        var lines = new BoundedLines(
                new java.io.ByteArrayInputStream(
                        ("short\r\n" + "y".repeat(3000) + "\n\nend").getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                1000);
        var read = new ArrayList<BoundedLines.Line>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            read.add(line);
        }
        assertThat(read).extracting(BoundedLines.Line::tooLong).containsExactly(false, true, false, false);
        assertThat(read.get(0).text()).isEqualTo("short");
        assertThat(read.get(1).bytes()).isEqualTo(3000);
        assertThat(read.get(1).text()).hasSize(1025);
        assertThat(read.get(3).text()).isEqualTo("end");
    }
}
