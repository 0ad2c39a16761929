package dev.runtree.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.mcp.client.transport.McpOperationHandler;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.protocol.McpCallToolRequest;
import dev.langchain4j.mcp.protocol.McpCancellationNotification;
import dev.langchain4j.mcp.protocol.McpClientMessage;
import dev.langchain4j.mcp.protocol.McpImplementation;
import dev.langchain4j.mcp.protocol.McpInitializeParams;
import dev.langchain4j.mcp.protocol.McpInitializeRequest;
import dev.langchain4j.mcp.protocol.McpListToolsRequest;
import dev.runtree.agent.secret.Secrets;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation with a server: from its greeting to its end. Safe for use by several threads. */
final class McpConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(McpConnection.class);
    private static final String PROTOCOL = "2025-11-25";

    private static final Pattern STATUS = Pattern.compile("status code: (\\d{3})");
    private static final int LONGEST_LINE = 500;

    /** A server that has more pages of tools than this has no end of them. */
    private static final int MOST_PAGES = 100;

    private final String name;
    private final McpTransport transport;
    private final Secrets secrets;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean toolsChanged = new AtomicBoolean();
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private volatile String version = PROTOCOL;
    private volatile boolean broken;
    private volatile long listedAt;

    McpConnection(String name, McpTransport transport, Secrets secrets) {
        this.name = name;
        this.transport = transport;
        this.secrets = secrets;
    }

    /**
     * Starts the server, and greets it.
     *
     * @throws McpFailure when it does not start or does not answer in time
     */
    void open(Duration patience) throws InterruptedException {
        transport.start(new McpOperationHandler(
                pending,
                List::of,
                transport,
                message -> LOG.info("MCP server {}: {}", name, secrets.hide(String.valueOf(message.data()))),
                () -> toolsChanged.set(true),
                () -> {},
                () -> {},
                uri -> {},
                null,
                () -> {},
                () -> {},
                (id, reason) -> LOG.debug("The MCP server {} gave up request {}: {}", name, id, reason)));
        var params = new McpInitializeParams();
        params.setProtocolVersion(PROTOCOL);
        params.setClientInfo(new McpImplementation("runtree", "1"));
        var capabilities = new McpInitializeParams.Capabilities();
        capabilities.setRoots(new McpInitializeParams.Capabilities.Roots());
        params.setCapabilities(capabilities);
        var request = new McpInitializeRequest(ids.incrementAndGet());
        request.setParams(params);
        var result = result(await(request, transport.initialize(request), patience, "the greeting"));
        version = result.path("protocolVersion").asText(PROTOCOL);
    }

    /** What both agreed on. */
    String version() {
        return version;
    }

    /** The tools as the server tells them: name, description, inputSchema. */
    List<JsonNode> tools(Duration patience) throws InterruptedException {
        toolsChanged.set(false);
        listedAt = System.nanoTime();
        var tools = new ArrayList<JsonNode>();
        String cursor = null;
        var pages = 0;
        do {
            var request = new McpListToolsRequest(ids.incrementAndGet(), cursor);
            var result = result(ask(request, patience, "the list of its tools"));
            result.path("tools").forEach(tools::add);
            cursor = result.path("nextCursor").asText(null);
        } while (cursor != null && !cursor.isEmpty() && ++pages < MOST_PAGES);
        return tools;
    }

    /**
     * Whether its tools may be others than when they were asked for: a program says so, and of a server over HTTP nothing is
     * heard between two requests.
     */
    boolean mayHaveOtherTools(Duration age) {
        return toolsChanged.get()
                || (!(transport instanceof StdioTransport) && System.nanoTime() - listedAt >= age.toNanos());
    }

    /**
     * Calls a tool.
     *
     * @return the result as the server sent it
     * @throws McpFailure when none came
     * @throws InterruptedException when it was broken off, which the server is told
     */
    JsonNode call(String tool, ObjectNode arguments, @Nullable Duration patience) throws InterruptedException {
        var request = new McpCallToolRequest(ids.incrementAndGet(), tool, arguments);
        return result(ask(request, patience, "the tool " + tool));
    }

    private JsonNode ask(McpClientMessage request, @Nullable Duration patience, String what)
            throws InterruptedException {
        return await(request, transport.executeOperationWithResponse(request), patience, what);
    }

    /** What is late is left among the pending ones, so that its answer is thrown away in silence. */
    private JsonNode await(
            McpClientMessage request, CompletableFuture<JsonNode> answer, @Nullable Duration patience, String what)
            throws InterruptedException {
        try {
            return patience == null ? answer.get() : answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUp(request, "time-out");
            throw new McpFailure(
                    "mcp_timeout",
                    "the MCP server " + name + " did not answer within " + seconds(patience) + " (" + what + ")"
                            + lastWord(),
                    secrets.hide(e));
        } catch (InterruptedException e) {
            giveUp(request, "cancelled");
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private void giveUp(McpClientMessage request, String reason) {
        try {
            transport.executeOperationWithoutResponse(new McpCancellationNotification(request.getId(), reason));
        } catch (RuntimeException e) {
            LOG.debug("The MCP server {} could not be told to stop", name, secrets.hide(e));
        }
    }

    private McpFailure failure(Throwable cause) {
        if (transport instanceof StdioTransport program && !program.isAlive()) {
            broken = true;
            var code = program.exitCode();
            return new McpFailure(
                    "mcp_ended",
                    "the MCP server " + name + " ended" + (code == null ? "" : " with exit code " + code) + lastWord(),
                    secrets.hide(cause));
        }
        if (isOfNetwork(cause)) {
            broken = true;
        }
        return new McpFailure(
                "mcp_unavailable",
                "the MCP server " + name + " cannot be used: " + oneLine(line(cause)),
                secrets.hide(cause));
    }

    private static boolean isOfNetwork(Throwable cause) {
        return chain(cause).anyMatch(IOException.class::isInstance);
    }

    private static Stream<Throwable> chain(Throwable first) {
        return Stream.iterate(first, problem -> problem != null, Throwable::getCause)
                .limit(20);
    }

    /** What the deepest cause says, in one line. */
    private static String line(Throwable cause) {
        if (chain(cause).anyMatch(ConnectException.class::isInstance)) {
            return "nobody listens there";
        }
        var last = chain(cause).reduce(cause, (above, beneath) -> beneath);
        var said = last.getMessage() == null ? "" : last.getMessage().strip();
        var status = STATUS.matcher(said);
        if (status.find()) {
            return switch (status.group(1)) {
                case "401", "403" -> "it answered with HTTP " + status.group(1) + ", and wants other credentials";
                case "404", "405" -> "it answered with HTTP " + status.group(1) + ", so it is no MCP server's address";
                default -> "it answered with HTTP " + status.group(1);
            };
        }
        return said.isEmpty() ? last.getClass().getSimpleName() : said;
    }

    private String oneLine(String text) {
        var line = secrets.hideInError(text).strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }

    private String lastWord() {
        if (!(transport instanceof StdioTransport program) || program.lastWord().isEmpty()) {
            return "";
        }
        var word = program.lastWord();
        return "; it last said: " + (word.length() <= 300 ? word : word.substring(0, 300) + "...");
    }

    private JsonNode result(JsonNode answer) {
        if (answer.has("error")) {
            var error = answer.path("error");
            throw new McpFailure(
                    "mcp_error",
                    "the MCP server " + name + " refused: "
                            + oneLine(error.path("message").asText("")));
        }
        return answer.path("result");
    }

    /** Whether it may be asked. */
    boolean isAlive() {
        return !broken && !(transport instanceof StdioTransport program && !program.isAlive());
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "" : time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        broken = true;
        try {
            transport.close();
        } catch (IOException e) {
            LOG.debug("The connection to the MCP server {} could not be closed", name, secrets.hide(e));
        }
    }
}
