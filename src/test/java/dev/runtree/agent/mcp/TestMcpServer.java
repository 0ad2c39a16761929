package dev.runtree.agent.mcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** A server made with MCP's own SDK, as a program and over HTTP. */
public final class TestMcpServer implements AutoCloseable {
    private static final McpJsonMapper JSON =
            new JacksonMcpJsonMapper(JsonMapper.builder().build());

    private final Tomcat tomcat;
    private final McpSyncServer server;

    private TestMcpServer(Tomcat tomcat, McpSyncServer server) {
        this.tomcat = tomcat;
        this.server = server;
    }

    /** The program: to be started with {@link #program}. */
    public static void main(String... arguments) {
        System.out.println("Listening on standard input");
        var own = new ServerHolder();
        own.server = build(McpServer.sync(new StdioServerTransportProvider(JSON)), own);
    }

    private static final class ServerHolder {
        volatile @Nullable McpSyncServer server;
    }

    /** The words that start it on this JVM. */
    public static List<String> program() {
        return BadMcpServer.program(TestMcpServer.class);
    }

    /** The same server over HTTP, on a free port of the loopback. */
    public static TestMcpServer http(Path folder) throws LifecycleException {
        var provider = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(JSON)
                .mcpEndpoint("/mcp")
                .build();
        var holder = new ServerHolder();
        holder.server = build(McpServer.sync(provider), holder);
        var tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addContext("", new File(folder.toString()).getAbsolutePath());
        var servlet = Tomcat.addServlet(context, "mcp", provider);
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        servlet.addMapping("/*");
        tomcat.start();
        return new TestMcpServer(tomcat, Objects.requireNonNull(holder.server));
    }

    public String url() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp";
    }

    @Override
    public void close() throws LifecycleException {
        server.close();
        tomcat.stop();
        tomcat.destroy();
    }

    private static McpSyncServer build(SyncSpecification<?> made, ServerHolder own) {
        return made.serverInfo("test", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .requestTimeout(Duration.ofMinutes(1))
                .tools(
                        tool(
                                "add",
                                "Adds two numbers",
                                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":0},"
                                        + "\"b\":{\"$ref\":\"#/$defs/N\"}},\"required\":[\"a\",\"b\"],"
                                        + "\"additionalProperties\":false,\"$defs\":{\"N\":{\"type\":\"integer\"}}}",
                                request -> text(String.valueOf(number(request, "a") + number(request, "b")))),
                        tool(
                                "refuse",
                                "Always fails",
                                NONE,
                                request -> CallToolResult.builder()
                                        .addTextContent("there is no such order")
                                        .isError(true)
                                        .build()),
                        tool("picture", "Gives a picture", NONE, request -> picture()),
                        tool("whoami", "Tells its environment", NONE, request -> {
                            System.err.println("asked for " + System.getenv("LICENSE_KEY"));
                            return text("key " + System.getenv("LICENSE_KEY") + ", model key "
                                    + System.getenv("OPENAI_API_KEY") + ", home " + (System.getenv("HOME") != null));
                        }),
                        tool(
                                "big",
                                "Says very much",
                                number("letters"),
                                request -> text("x".repeat(number(request, "letters")))),
                        looking("wait", "Takes its time", number("millis"), request -> {
                            try {
                                Thread.sleep(number(request, "millis"));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return text("waited");
                        }),
                        tool("die", "Ends the server", NONE, request -> {
                            System.err.println("out of memory");
                            Runtime.getRuntime().halt(7);
                            return text("");
                        }),
                        looking(
                                "pid",
                                "Tells its process",
                                NONE,
                                request -> text(
                                        String.valueOf(ProcessHandle.current().pid()))),
                        tool("learn", "Has another tool from now on", NONE, request -> {
                            Objects.requireNonNull(own.server)
                                    .addTool(tool("dance", "Dances", NONE, dance -> text("danced")));
                            return text("learned");
                        }))
                .build();
    }

    private static final String NONE = "{\"type\":\"object\",\"properties\":{}}";

    private static String number(String name) {
        return "{\"type\":\"object\",\"properties\":{\"" + name + "\":{\"type\":\"integer\"}},\"required\":[\"" + name
                + "\"]}";
    }

    private static int number(CallToolRequest request, String name) {
        return ((Number) Objects.requireNonNull(request.arguments().get(name))).intValue();
    }

    private static CallToolResult text(String text) {
        return CallToolResult.builder().addTextContent(text).build();
    }

    private static CallToolResult picture() {
        return CallToolResult.builder()
                .addTextContent("Here it is:")
                .addContent(new McpSchema.ImageContent(null, "iVBORw0KGgo=", "image/png"))
                .addContent(new McpSchema.EmbeddedResource(
                        null, new McpSchema.TextResourceContents("file:///a.txt", "text/plain", "in words")))
                .addContent(new McpSchema.EmbeddedResource(
                        null, new McpSchema.BlobResourceContents("file:///a.bin", "application/zip", "AAAA")))
                .build();
    }

    private static SyncToolSpecification tool(
            String name, String description, String schema, Function<CallToolRequest, CallToolResult> work) {
        return tool(name, description, schema, null, work);
    }

    /** One that says that it changes nothing. */
    private static SyncToolSpecification looking(
            String name, String description, String schema, Function<CallToolRequest, CallToolResult> work) {
        return tool(name, description, schema, new ToolAnnotations(null, true, null, null, null, null), work);
    }

    private static SyncToolSpecification tool(
            String name,
            String description,
            String schema,
            @Nullable ToolAnnotations annotations,
            Function<CallToolRequest, CallToolResult> work) {
        return SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder()
                        .name(name)
                        .description(description)
                        .inputSchema(JSON, schema)
                        .annotations(annotations)
                        .build())
                .callHandler((exchange, request) -> work.apply(request))
                .build();
    }
}
