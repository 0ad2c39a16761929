package dev.runtree.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.runtree.agent.secret.Secrets;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolPolicy;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server whose tools an agent has. Started when a run needs it, and again when it has ended meanwhile; it serves all runs of
 * all agents that were given it. Safe for use by several threads.
 *
 * <pre>{@code
 * McpServer files = McpServer.command("npx", "-y", "@modelcontextprotocol/server-filesystem", "/srv/docs")
 *         .name("files").include("read_*", "search_files").build();
 * McpServer tickets = McpServer.http("https://tickets.example.com/mcp")
 *         .name("tickets").header("Authorization", "Bearer " + token).build();
 *  * }</pre>
 */
public final class McpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    private final McpSettings settings;
    private final Secrets secrets;
    private @Nullable CompletableFuture<Open> current;

    /** A connection with the tools that it has told. */
    private record Open(McpConnection connection, List<AgentTool> tools, List<String> warnings) {}

    McpServer(McpSettings settings) {
        this.settings = settings;
        this.secrets = settings.secrets();
    }

    /** What it was given in secret: headers, the environment, what is in its address. */
    public Secrets secrets() {
        return secrets;
    }

    /** A program that is started and spoken to by its standard input and output. */
    public static McpServerBuilder command(String program, String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.addFirst(program);
        return command(words);
    }

    /** A program with its arguments. */
    public static McpServerBuilder command(List<String> words) {
        return new McpServerBuilder(words, null);
    }

    /** A server that is reached over streamable HTTP. */
    public static McpServerBuilder http(String url) {
        return new McpServerBuilder(List.of(), url);
    }

    public String name() {
        return settings.name();
    }

    /**
     * Its tools: at once when it is there, else once it was started, which is a step of the run.
     *
     * @param run the step beneath which the start is recorded
     * @throws McpFailure when it cannot be started
     * @throws InterruptedException when the thread was interrupted; the start goes on for others
     */
    public List<AgentTool> tools(StepSpan run) throws InterruptedException {
        var open = opened();
        if (open != null && !open.connection().mayHaveOtherTools(settings.refresh())) {
            return open.tools();
        }
        var step = run.step(SpanKind.STEP, "mcp " + name()).set("runtree.mcp.server", name());
        try {
            var result = open == null ? open() : relist(open);
            step.output(String.join(
                    "\n",
                    Stream.concat(
                                    result.warnings().stream(),
                                    result.tools().stream().map(AgentTool::name))
                            .toList()));
            step.set("mcp.protocol.version", result.connection().version()).end();
            return result.tools();
        } catch (McpFailure e) {
            step.fail(e.type(), String.valueOf(e.getMessage()), e);
            throw e;
        } catch (InterruptedException e) {
            step.cancelled("broken off");
            throw e;
        }
    }

    /** What is open and alive; {@code null} when it has to be started. */
    private synchronized @Nullable Open opened() {
        if (current == null || !current.isDone() || current.isCompletedExceptionally()) {
            return null;
        }
        var open = current.join();
        return open.connection().isAlive() ? open : null;
    }

    /** Starts it, or waits for whoever does so already. */
    private Open open() throws InterruptedException {
        CompletableFuture<Open> starting;
        synchronized (this) {
            if (current == null || (current.isDone() && opened() == null)) {
                closeLast();
                current = CompletableFuture.supplyAsync(
                        this::start,
                        task -> Thread.ofVirtual().name("mcp-start-" + name()).start(task));
            }
            starting = current;
        }
        try {
            return starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof McpFailure known) {
                throw known;
            }
            throw new McpFailure(
                    "mcp_unavailable", "the MCP server " + name() + " could not be started", secrets.hide(e));
        } catch (CancellationException e) {
            throw new McpFailure("mcp_unavailable", "the MCP server " + name() + " was closed", secrets.hide(e));
        }
    }

    private synchronized void closeLast() {
        if (current != null && current.isDone() && !current.isCompletedExceptionally()) {
            current.join().connection().close();
        }
    }

    private Open start() {
        var connection = new McpConnection(name(), transport(), secrets);
        try {
            connection.open(settings.startTimeout());
            return list(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close();
            throw new McpFailure("mcp_unavailable", "the start of the MCP server " + name() + " was broken off", e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private McpTransport transport() {
        if (settings.url() == null) {
            return new StdioTransport(
                    new McpCommand(name(), settings.command(), settings.environment(), settings.folder()), secrets);
        }
        return StreamableHttpMcpTransport.builder()
                .url(settings.url())
                .customHeaders(settings.headers())
                .timeout(settings.startTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    private Open relist(Open open) throws InterruptedException {
        var again = list(open.connection());
        synchronized (this) {
            current = CompletableFuture.completedFuture(again);
        }
        return again;
    }

    private Open list(McpConnection connection) throws InterruptedException {
        var told = connection.tools(settings.startTimeout());
        var tools = new ArrayList<AgentTool>();
        var names = new HashSet<String>();
        var warnings = new ArrayList<String>();
        for (var each : told) {
            var name = each.path("name").asText();
            if (name.isEmpty() || !settings.takes(name)) {
                continue;
            }
            var tool = McpTool.of(this, each, policy(name));
            if (names.add(tool.name())) {
                tools.add(tool);
            } else {
                warnings.add("the server tells of a second tool named " + tool.name() + ", which is left out");
            }
        }
        settings.unknown(told.stream().map(tool -> tool.path("name").asText()).toList())
                .forEach(name -> warnings.add("the server has no tool " + name));
        warnings.forEach(warning -> LOG.warn("MCP server {}: {}", name(), warning));
        return new Open(connection, List.copyOf(tools), List.copyOf(warnings));
    }

    private ToolPolicy policy(String tool) {
        return settings.asks(tool) ? ToolPolicy.PLAIN.withConfirmation(null) : ToolPolicy.PLAIN;
    }

    /** Calls a tool, starting the server again when it has ended. */
    ToolResult call(String tool, ObjectNode arguments, ToolContext context) throws InterruptedException {
        var open = opened();
        if (open == null) {
            open = open();
        }
        return result(open.connection().call(tool, arguments, settings.callTimeout()));
    }

    private ToolResult result(JsonNode result) {
        var text = secrets.hide(McpContents.text(result));
        if (text.length() > settings.longestResult()) {
            return new ToolResult.Failed(
                    "result_too_large",
                    "the result has " + text.length() + " characters, and at most " + settings.longestResult()
                            + " are taken: ask for less",
                    null);
        }
        return result.path("isError").asBoolean()
                ? new ToolResult.Failed("tool_error", text, null)
                : new ToolResult.Done(text);
    }

    String hide(String text) {
        return secrets.hide(text);
    }

    /**
     * The tools of several servers beside those that an agent has: one whose name is taken has its server's before it.
     *
     * @param own tools whose names stay
     * @return all of them
     */
    public static List<AgentTool> beside(List<AgentTool> own, List<McpServer> servers, StepSpan run)
            throws InterruptedException {
        if (servers.isEmpty()) {
            return own;
        }
        var all = new ArrayList<>(own);
        var taken = new HashMap<String, AgentTool>();
        own.forEach(tool -> taken.put(tool.name(), tool));
        for (var server : servers) {
            for (var tool : server.tools(run)) {
                var name = taken.containsKey(tool.name()) ? ToolNames.of(server.name(), tool.name()) : tool.name();
                if (taken.putIfAbsent(name, tool) == null) {
                    all.add(name.equals(tool.name()) ? tool : ((McpTool) tool).named(name));
                } else {
                    LOG.warn("The tool {} of the MCP server {} is left out: its name is taken", name, server.name());
                }
            }
        }
        return List.copyOf(all);
    }

    /** Ends it, with all that it has started. It may be used again, and is then started again. */
    @Override
    public void close() {
        CompletableFuture<Open> last;
        synchronized (this) {
            last = current;
            current = null;
        }
        if (last != null) {
            var _ = last.whenComplete((open, problem) -> {
                if (open != null) {
                    open.connection().close();
                }
            });
        }
    }

    /** Whether somebody has to approve calls of some of its tools. */
    public boolean asksForApproval() {
        return !settings.confirm().isEmpty();
    }

    /** How long it may take to start and to tell its tools. */
    public Duration startTimeout() {
        return settings.startTimeout();
    }

    /** As messages call it; never with its secrets. */
    @Override
    public String toString() {
        return "McpServer[" + name() + "]";
    }
}
