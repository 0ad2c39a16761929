package dev.runtree.agent.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.client.transport.McpOperationHandler;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.protocol.McpClientMessage;
import dev.langchain4j.mcp.protocol.McpInitializationNotification;
import dev.langchain4j.mcp.protocol.McpInitializeRequest;
import dev.langchain4j.mcp.protocol.McpJsonRpcMessage;
import dev.runtree.agent.secret.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Talks to a server by its standard input and output, a line for each message. The server sees none of our environment but
 * what every program needs and what it is given.
 *
 * <p>In place of LangChain4j's own transport, which reads lines of any length, hands on the whole environment, and writes on
 * the caller's thread to a server that may not read.
 */
final class StdioTransport implements McpTransport {
    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Bytes of one message. */
    static final int LONGEST = 16 << 20;

    private static final int LONGEST_LOGGED = 4096;
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d{1,18})");

    private final McpCommand command;
    private final Secrets secrets;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("mcp-writer-", 0).factory());

    private @Nullable Process process;
    private @Nullable McpOperationHandler handler;
    private volatile String lastWord = "";
    private volatile String lastNoise = "";
    private volatile boolean closed;

    StdioTransport(McpCommand command, Secrets secrets) {
        this.command = command;
        this.secrets = secrets;
    }

    @Override
    public void start(McpOperationHandler operations) {
        var started = command.start();
        LiveProcesses.add(started);
        process = started;
        handler = operations;
        var errors = Thread.ofVirtual().name("mcp-errors-" + command.name()).start(() -> readErrors(started));
        Thread.ofVirtual().name("mcp-reader-" + command.name()).start(() -> {
            read(started, operations);
            ended(started, errors);
            operations.cancelAllPendingOperations("it ended");
        });
    }

    /** What the server last said beside its messages: on its standard error, else what was no message; may be empty. */
    String lastWord() {
        return lastWord.isEmpty() ? lastNoise : lastWord;
    }

    boolean isAlive() {
        return process != null && process.isAlive() && !closed;
    }

    private void read(Process from, McpOperationHandler operations) {
        try (var in = from.getInputStream()) {
            var lines = new BoundedLines(in, LONGEST);
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line.tooLong()) {
                    refuse(line, operations);
                } else if (!line.text().isBlank()) {
                    handle(secrets.hide(line.text()), operations);
                }
            }
        } catch (IOException e) {
            LOG.debug("Reading of the MCP server {} ended", command.name(), e);
        }
    }

    /** One that says nothing more is of no use: it is given a moment to end, and to say why. */
    private void ended(Process started, Thread errors) {
        LiveProcesses.end(started, LAST_WORDS);
        closed = true;
        try {
            errors.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(String line, McpOperationHandler operations) {
        JsonNode message;
        try {
            message = MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            lastNoise = logged(line);
            LOG.info("The MCP server {} wrote what is no message: {}", command.name(), lastNoise);
            return;
        }
        try {
            operations.handle(message);
        } catch (RuntimeException e) {
            LOG.warn(
                    "A message of the MCP server {} was not understood: {}",
                    command.name(),
                    logged(line),
                    secrets.hide(e));
        }
    }

    /** Answers in the server's place, when the message tells what it was the answer to. */
    private void refuse(BoundedLines.Line line, McpOperationHandler operations) {
        var told = "it sent a message of " + line.bytes() / (1 << 20) + " MiB, and " + LONGEST / (1 << 20)
                + " MiB is the most";
        LOG.warn("The MCP server {}: {}", command.name(), told);
        var ids = ID.matcher(line.text());
        if (ids.find()) {
            var answer =
                    JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("id", Long.parseLong(ids.group(1)));
            answer.putObject("error").put("code", -32_000).put("message", told);
            operations.handle(answer);
        } else {
            operations.cancelAllPendingOperations(told);
        }
    }

    private void readErrors(Process from) {
        try (var in = from.getErrorStream()) {
            var lines = new BoundedLines(in, LONGEST_LOGGED);
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (!line.text().isBlank()) {
                    lastWord = logged(line.text());
                    LOG.info("MCP server {}: {}", command.name(), lastWord);
                }
            }
        } catch (IOException e) {
            LOG.debug("Reading of the errors of the MCP server {} ended", command.name(), e);
        }
    }

    private String logged(String line) {
        var hidden = secrets.hide(line).strip();
        return hidden.length() <= LONGEST_LOGGED ? hidden : hidden.substring(0, LONGEST_LOGGED) + "...";
    }

    @Override
    public CompletableFuture<JsonNode> initialize(McpInitializeRequest request) {
        return ask(request, request.getId()).thenApply(answer -> {
            var _ = write(new McpInitializationNotification());
            return answer;
        });
    }

    @Override
    public CompletableFuture<JsonNode> executeOperationWithResponse(McpClientMessage message) {
        return ask(message, message.getId());
    }

    @Override
    public CompletableFuture<JsonNode> executeOperationWithResponse(McpCallContext context) {
        return executeOperationWithResponse(context.message());
    }

    private CompletableFuture<JsonNode> ask(McpJsonRpcMessage message, Long id) {
        var answer = new CompletableFuture<JsonNode>();
        if (handler != null) {
            handler.startOperation(id, answer);
        }
        var _ = write(message).whenComplete((written, problem) -> {
            if (problem != null) {
                answer.completeExceptionally(problem);
            }
        });
        if (!isAlive()) {
            answer.completeExceptionally(new IOException("it ended"));
        }
        return answer;
    }

    private CompletableFuture<Void> write(McpJsonRpcMessage message) {
        var started = process;
        if (started == null) {
            return CompletableFuture.failedFuture(new IOException("it was not started"));
        }
        try {
            var line = (MAPPER.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.runAsync(() -> write(started.getOutputStream(), line), writer);
        } catch (JsonProcessingException | RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void write(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("it does not read any more", e);
        }
    }

    @Override
    public void executeOperationWithoutResponse(McpClientMessage message) {
        var _ = write(message);
    }

    @Override
    public void executeOperationWithoutResponse(McpCallContext context) {
        executeOperationWithoutResponse(context.message());
    }

    @Override
    public void checkHealth() {
        if (!isAlive()) {
            throw new IllegalStateException("it ended");
        }
    }

    /** Nothing is started again unasked: the next call does. */
    @Override
    public void onFailure(Runnable action) {}

    /** Its exit code; {@code null} while it runs, and when it was never started. */
    @Nullable Integer exitCode() {
        return process == null || process.isAlive() ? null : Integer.valueOf(process.exitValue());
    }

    @Override
    public void close() {
        closed = true;
        writer.shutdownNow();
        var started = process;
        if (started == null) {
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                started.getOutputStream().close();
            } catch (IOException e) {
                LOG.debug("The input of the MCP server {} was closed already", command.name(), e);
            }
        });
        LiveProcesses.end(started, GOODBYE);
    }
}
