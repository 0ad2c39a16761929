package dev.runtree.ui.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runtree.model.Run;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.receive.endpoint.Endpoint;
import dev.runtree.receive.endpoint.EndpointOptions;
import dev.runtree.receive.endpoint.Owner;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.receive.Snippet.Block;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the snippets say, with the SDKs of the registries, against a running endpoint. Wants Python 3, Node.js and the
 * network, so it runs only when asked for: {@code mvn verify -Psdk}. What is installed stays in {@code target/sdk}.
 */
@Tag("sdk")
@SuppressWarnings("NullAway.Init") // set before each test
class SdksTest {
    private static final Pattern EXPORT = Pattern.compile("^export ([A-Z_0-9]+)=(.*)$");
    private static final int MOST_MINUTES = 10;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    private Path home;

    private SpanWriter writer;
    private Endpoint endpoint;
    private HttpServer model;

    @BeforeEach
    void listen() throws IOException {
        writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()));
        endpoint = Endpoint.start(
                EndpointOptions.DEFAULT.ports(0, 0),
                new RuntreeHome(home),
                Owner.SERVE,
                new OtlpReader(Prices.none()),
                Endpoint.into(writer));
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = """
                    {"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,
                    "finish_reason":"stop","message":{"role":"assistant","content":"It is sunny."}}],
                    "usage":{"prompt_tokens":24,"completion_tokens":11,"total_tokens":35}}""".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        model.start();
    }

    @AfterEach
    void end() {
        model.stop(0);
        endpoint.close();
        writer.close();
    }

    @Test
    void opentelemetry_of_python() throws Exception {
        run("opentelemetry-python", "", "");
        var run = only("user:ana agent:planner session:trip-42");
        assertThat(run.spanCount()).isEqualTo(2);
    }

    @Test
    void opentelemetry_of_javascript() throws Exception {
        run("opentelemetry-js", "", "");
        only("user:ana agent:writer session:trip-42");
    }

    @Test
    void openinference_of_python() throws Exception {
        run("openai-openinference-python", "...  # run the agent", """
                import openai
                    openai.OpenAI().chat.completions.create(
                        model="gpt-4o-mini", messages=[{"role": "user", "content": "Python asks"}])
                provider.shutdown()
                """);
        var run = only("\"Python asks\"");
        assertThat(run.actor().userId()).isEqualTo("ana");
        assertThat(run.tree().total()).isEqualTo(35);
    }

    @Test
    void openinference_of_javascript() throws Exception {
        run("openai-openinference-js", "// ... calls of the client ...", """
                await new OpenAI().chat.completions.create({
                  model: "gpt-4o-mini", messages: [{ role: "user", content: "Node asks" }] });
                """);
        assertThat(only("\"Node asks\"").tree().total()).isEqualTo(35);
    }

    /** Installs, sets and runs what a snippet says, with a call in the place that it leaves to its reader. */
    private void run(String id, String place, String call) throws IOException, InterruptedException {
        var snippet = Snippets.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow()
                .filled(new Addresses(endpoint.httpAddress(), endpoint.grpcAddress()));
        var folder = Files.createDirectories(Path.of("target/sdk", id).toAbsolutePath());
        var environment = new ArrayList<String>();
        var program = new StringBuilder();
        String language = "";
        for (var block : snippet.blocks()) {
            if (block instanceof Block.Code(String kind, String text)) {
                if (!kind.equals("sh")) {
                    language = kind;
                    program.append(text).append("\n\n");
                } else if (text.startsWith("export ")) {
                    environment.addAll(text.lines().toList());
                } else {
                    install(folder, text);
                }
            }
        }
        var code = place.isEmpty() ? program.toString() : program.toString().replace(place, call);
        assertThat(place.isEmpty() || code.contains(call))
                .as("there is a place for a call")
                .isTrue();
        var file = folder.resolve(language.equals("python") ? "app.py" : "app.mjs");
        Files.writeString(file, code);
        var interpreter = language.equals("python") ? folder + "/venv/bin/python" : "node";
        execute(folder, environment, List.of(interpreter, String.valueOf(file)));
    }

    private void install(Path folder, String command) throws IOException, InterruptedException {
        if (command.startsWith("pip ")) {
            if (!Files.exists(folder.resolve("venv"))) {
                execute(folder, List.of(), List.of("python3", "-m", "venv", "venv"));
            }
            execute(folder, List.of(), List.of("sh", "-c", "venv/bin/" + command + " --quiet"));
        } else {
            execute(folder, List.of(), List.of("sh", "-c", command + " --no-audit --no-fund --silent --prefix ."));
        }
    }

    private void execute(Path folder, List<String> exports, List<String> command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile(home, "output", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var environment = builder.environment();
        environment.put("OPENAI_API_KEY", "none");
        environment.put(
                "OPENAI_BASE_URL", "http://127.0.0.1:" + model.getAddress().getPort() + "/v1");
        environment.put("NO_PROXY", "localhost,127.0.0.1");
        for (var export : exports) {
            var match = EXPORT.matcher(export);
            assertThat(match.matches()).as(export).isTrue();
            environment.put(match.group(1), match.group(2));
        }
        var process = builder.start();
        assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
                .as("%s ends", command)
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> command + " says: " + read(output))
                .isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /** The run that matches; the sender was told that it is stored. */
    private Run only(String filter) {
        var runs = new RunQueries(db.database())
                .runs(RunFilter.parse(filter), null, 10)
                .fetch()
                .runs();
        assertThat(runs)
                .as(() -> filter + "; the endpoint says " + endpoint.status())
                .hasSize(1);
        return runs.getFirst();
    }
}
