package dev.runtree.ui.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyFormTest {
    private static final String NASTY =
            "It's \"quoted\", $HOME `id` $(id) \\n \\u000a \\ % !\nRUNTREE_REQUEST\nJSON\n*/ 'x' é 你好 ☀️ \u0001\u2028";
    private static final String TOOL = """
            {"type":"function","function":{"name":"search","description":"Finds \\"flights\\"","parameters":{"type":"object",
            "properties":{"city":{"type":"string","description":"where to"},"days":{"type":"integer"},"price":{"type":"number"},
            "direct":{"type":"boolean"},"class":{"type":"string","enum":["eco","first"]},"stops":{"type":"array","items":{"type":
            "string"}},"who":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}},"required":["city"]}}}""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"openai", "groq", "anthropic", "ollama", "nobody-knows"})
    void curlSendsTheCallToItsProviderFromARealShell(String provider) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && isThere("curl"), "no bash or curl here");
        var command = CopyForm.CURL.of(span(provider), content(NASTY));
        var script = Files.writeString(folder.resolve("call.sh"), command);
        assertThat(run(Map.of(), "/bin/bash", "-n", script.toString())).isZero();
        var received = new ConcurrentHashMap<String, String>();
        var server = server(received);
        try {
            var prefix = switch (provider) {
                case "anthropic", "ollama", "groq" -> provider.toUpperCase(Locale.ROOT);
                default -> "OPENAI";
            };
            var address = "http://127.0.0.1:" + server.getAddress().getPort();
            var environment = Map.of(prefix + "_BASE_URL", address, prefix + "_API_KEY", "k$y \"1\"");
            assertThat(run(environment, "/bin/bash", script.toString())).isZero();
        } finally {
            server.stop(0);
        }
        check(provider, received);
    }

    private static void check(String provider, Map<String, String> received) throws IOException {
        var body = new ObjectMapper().readTree(received.get("body"));
        assertThat(received.get("content-type")).isEqualTo("application/json");
        assertThat(body.path("model").asText()).isEqualTo("the-model");
        switch (provider) {
            case "anthropic" -> {
                assertThat(received.get("path")).isEqualTo("/messages");
                assertThat(received.get("x-api-key")).isEqualTo("k$y \"1\"");
                assertThat(received.get("anthropic-version")).isEqualTo("2023-06-01");
                assertThat(body.path("system").asText()).isEqualTo("Be kind.");
                assertThat(body.at("/messages/0/content/0/text").asText()).isEqualTo(NASTY);
                assertThat(body.at("/messages/1/content/0/type").asText()).isEqualTo("tool_use");
                assertThat(body.at("/messages/1/content/0/input/city").asText()).isEqualTo("Paris");
                assertThat(body.at("/messages/2/content/0/tool_use_id")).isEqualTo(body.at("/messages/1/content/0/id"));
                assertThat(body.at("/tools/0/input_schema/properties/city/type").asText())
                        .isEqualTo("string");
                assertThat(body.path("max_tokens").asInt()).isEqualTo(300);
            }
            case "ollama" -> {
                assertThat(received.get("path")).isEqualTo("/api/chat");
                assertThat(body.at("/messages/1/content").asText()).isEqualTo(NASTY);
                assertThat(body.at("/messages/2/tool_calls/0/function/arguments/city")
                                .asText())
                        .isEqualTo("Paris");
                assertThat(body.at("/options/temperature").asText()).isEqualTo("0.2");
                assertThat(body.path("stream").asBoolean(true)).isFalse();
            }
            default -> {
                assertThat(received.get("path")).isEqualTo("/chat/completions");
                assertThat(received.get("authorization")).isEqualTo("Bearer k$y \"1\"");
                assertThat(roles(body)).containsExactly("system", "user", "assistant", "tool");
                assertThat(body.at("/messages/1/content").asText()).isEqualTo(NASTY);
                assertThat(body.at("/messages/2/tool_calls/0/function/arguments")
                                .asText())
                        .isEqualTo("{\"city\":\"Paris\"}");
                assertThat(body.at("/messages/3/tool_call_id")).isEqualTo(body.at("/messages/2/tool_calls/0/id"));
                assertThat(body.at("/tools/0/function/parameters/required/0").asText())
                        .isEqualTo("city");
                assertThat(body.path("temperature").asText()).isEqualTo("0.2");
            }
        }
    }

    private static List<String> roles(JsonNode body) {
        return body.path("messages").findValuesAsText("role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "ollama"})
    void javaCodeCompiles(String provider) throws IOException {
        compile("ModelCall", CopyForm.LANGCHAIN4J.of(span(provider), content(NASTY)));
        compile("ModelCall", CopyForm.LANGCHAIN4J.of(span(provider), content("long ".repeat(40_000))));
    }

    @Test
    void javaTextsAreWhatTheyWere() throws Exception {
        for (var text : List.of(NASTY, "", "\\", "\"", "\r\n\t\0", "\ud83d\ude00 \ud83d", "x".repeat(70_000) + "\n")) {
            var classes = compile(
                    "Literal",
                    "public class Literal { public static final String[] IT = {" + JavaText.literal(text) + "}; }");
            try (var loader = new java.net.URLClassLoader(
                    new java.net.URL[] {classes.toUri().toURL()})) {
                var made = (String[]) loader.loadClass("Literal").getField("IT").get(null);
                assertThat(made[0]).isEqualTo(text);
            }
        }
    }

    @Test
    void noFormHasAKey() {
        for (var form : CopyForm.values()) {
            var text = form.of(span("openai"), content("hello"));
            assertThat(text).doesNotContain("sk-");
            assertThat(form.fits(span("openai"))).isTrue();
        }
        var tool = Span.builder(id(), "t", SpanKind.TOOL).build();
        assertThat(CopyForm.CURL.fits(tool)).isFalse();
        assertThat(CopyForm.MARKDOWN.fits(tool)).isTrue();
    }

    @Test
    void everyFormCanBeRedactedBeforeItsQuotesAndEscapes() {
        for (var form : CopyForm.values()) {
            var redaction = new Redaction(RedactionRules.DEFAULT);
            var content = new RedactedContent(redaction).of(content("write to\nana@example.com, \"now\""));
            var text = form.of(span("openai"), content);
            assertThat(text).contains("<email 1>").doesNotContain("ana@");
        }
    }

    @Test
    void aToolAsTextAndMarkdown() {
        var span = Span.builder(id(), "search", SpanKind.TOOL)
                .toolName("search")
                .time(0, 37_000_000L)
                .build();
        var content = new Content(
                null, null, List.of(), List.of(), List.of(), null, "{\"city\":\"Paris\"}", "a ``` b", List.of(), null);
        assertThat(CopyForm.TEXT.of(span, content))
                .isEqualTo("tool search, 37 ms\n\nArguments:\n{\"city\":\"Paris\"}\n\nResult:\na ``` b\n");
        assertThat(CopyForm.MARKDOWN.of(span, content)).isEqualTo("""
                ### tool search, 37 ms

                Arguments:

                ```json
                {"city":"Paris"}
                ```

                Result:

                ````
                a ``` b
                ````
                """);
        assertThat(CopyForm.JSON.of(span, content)).contains("\"city\" : \"Paris\"");
    }

    private Path compile(String name, String code) throws IOException {
        var source = Files.writeString(folder.resolve(name + ".java"), code);
        var errors = new java.io.ByteArrayOutputStream();
        var status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        errors,
                        "-proc:none",
                        "-encoding",
                        "UTF-8",
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(status).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        return folder;
    }

    private static HttpServer server(Map<String, String> received) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.put("path", exchange.getRequestURI().getPath());
            exchange.getRequestHeaders()
                    .forEach((name, values) -> received.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            received.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static boolean isThere(String program) throws Exception {
        return run(Map.of(), "/bin/bash", "-c", "command -v " + program) == 0;
    }

    private static int run(Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("no_proxy", "127.0.0.1");
        var process = builder.start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static Content content(String said) {
        return new Content(
                null,
                null,
                List.of(
                        Message.text("system", "Be kind."),
                        Message.text("user", said),
                        message("assistant", new Part.ToolCall(null, "search", "{\"city\":\"Paris\"}")),
                        message("tool", new Part.ToolResult(null, "search", said))),
                List.of(Message.text("assistant", "Done: " + said)),
                List.of(TOOL),
                "{\"temperature\":0.2,\"max_tokens\":300}",
                null,
                null,
                List.of(),
                null);
    }

    private static Message message(String role, Part part) {
        return new Message(role, null, List.of(part));
    }

    private static Span span(@Nullable String provider) {
        return Span.builder(id(), "chat", SpanKind.LLM)
                .model("the-model", provider)
                .time(0, 1_000_000L)
                .build();
    }

    private static SpanId id() {
        return new SpanId("%032x".formatted(1), "%016x".formatted(1));
    }
}
