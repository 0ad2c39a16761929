package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.SendStates;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Targets by commands, against a back end that answers as it is told. */
class TargetsCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String NAME = "sink";

    @TempDir
    Path folder;

    private final List<Integer> came = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer backEnd;
    private Captured captured = new Captured();

    @BeforeEach
    void listen() throws IOException {
        backEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backEnd.createContext("/v1/traces", exchange -> {
            came.add(exchange.getRequestBody().readAllBytes().length);
            var body = (status == 200 ? "" : "no such project").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backEnd.start();
    }

    @AfterEach
    void end() {
        run("targets", "remove", NAME);
        backEnd.stop(0);
    }

    @Test
    void aTargetIsAddedTriedSentToAndRemoved() throws IOException {
        assertThat(String.join("\n", printed("targets", "add", NAME, "otlp", "endpoint=" + url())))
                .contains("Added " + NAME, url() + "/v1/traces", "runtree targets test " + NAME);
        assertThat(listed("state")).isEqualTo("idle");
        assertThat(String.join("\n", printed("targets", "test", NAME))).contains("Answer: 200 OK");
        assertThat(came).hasSize(1);

        printed("import", "src/test/resources/otlp/gen-ai-agent.pb");
        assertThat(listed("sent")).as("at the end of the command").isEqualTo("6");
        assertThat(listed("waiting")).isEqualTo("0");

        assertThat(String.join("\n", printed("export", "--to", NAME, "--dry-run")))
                .contains("\"url\" : \"" + url() + "/v1/traces\"", "weather-assistant");
        var before = came.size();
        assertThat(printed("export", "--to", NAME)).containsExactly("Sent 6 spans of 1 trace to " + NAME + ".");
        assertThat(came).hasSize(before + 1);

        printed("targets", "pause", NAME);
        assertThat(listed("state")).isEqualTo("paused");
        printed("targets", "resume", NAME);
        printed("targets", "remove", NAME);
        assertThat(String.join("\n", printed("targets"))).doesNotContain(NAME);
        assertThat(new SendStates(db.database()).all().fetch()).isEmpty();
    }

    @Test
    void aTargetIsChangedAndWhatItGotStaysNoted() throws IOException {
        printed("targets", "add", NAME, "otlp", "endpoint=" + url(), "--filter", "-agent:nobody");
        printed("import", "src/test/resources/otlp/gen-ai-agent.pb");
        printed("export", "--to", NAME);
        var sent = listed("sent");
        assertThat(sent).isNotEqualTo("0");
        assertThat(run("targets", "set", NAME)).isEqualTo(2);
        assertThat(captured.err()).contains("Say what is to be changed");
        assertThat(run("targets", "set", NAME, "--filter", "said words")).isEqualTo(1);

        var other = url().replace("127.0.0.1", "localhost");
        assertThat(String.join("\n", printed("targets", "set", NAME, "endpoint=" + other, "--filter", "agent:x")))
                .isEqualTo("Changed " + NAME + ": copies go to " + other + "/v1/traces.");
        assertThat(listed("sent")).isEqualTo(sent);
        assertThat(listed("filter")).isEqualTo("agent:x");
        assertThat(listed("endpoint")).startsWith(other);
        printed("targets", "set", NAME, "--filter", "");
        assertThat(listed("filter")).isEmpty();
        assertThat(new SendStates(db.database()).all().fetch()).hasSize(1);
    }

    @Test
    void whatIsRefusedIsToldAndFails() throws IOException {
        printed("import", "src/test/resources/otlp/gen-ai-agent.pb");
        printed("targets", "add", NAME, "otlp", "endpoint=" + url());
        status = 400;
        assertThat(run("targets", "test", NAME)).isEqualTo(1);
        assertThat(captured.out()).contains("Answer: 400 Bad Request", "no such project");
        assertThat(captured.err()).contains("did not take the span: 400 Bad Request: no such project");
        assertThat(run("export", "--to", NAME)).isEqualTo(1);
        assertThat(captured.out()).contains("Refused: span ", "400 Bad Request: no such project");
        assertThat(captured.err()).contains("did not take 6 spans");
        assertThat(printed("targets", "refused", NAME)).hasSize(6);
    }

    @Test
    void keysAreNeverArgumentsAndNeverOnDisk() throws IOException {
        assertThat(run("targets", "add", NAME, "langsmith", "key=lsv2_secret")).isEqualTo(2);
        assertThat(captured.err()).contains("The key is a secret").doesNotContain("lsv2_secret");
        assertThat(run("targets", "add", NAME, "langsmith", "--key-env", "NO_SUCH_VARIABLE"))
                .isEqualTo(2);
        assertThat(captured.err()).contains("nothing in the environment variable NO_SUCH_VARIABLE");
        // Any variable that is always there.
        printed("targets", "add", NAME, "langsmith", "--key-env", "PATH");
        assertThat(Files.readString(new RuntreeHome(folder).targetsFile()))
                .contains(NAME)
                .doesNotContain(System.getenv("PATH"));
        assertThat(printed("targets", "set", NAME, "--sample", "0.5"))
                .as("with its key")
                .hasSize(1);
    }

    @Test
    void aFileOrATargetNotBoth() {
        assertThat(run("export")).isEqualTo(2);
        assertThat(captured.err()).contains("'-o=FILE', or '--to=TARGET'");
        assertThat(run("export", "-o", "x.json", "--to", NAME)).isEqualTo(2);
        assertThat(captured.err()).contains("exclude each other");
        assertThat(run("export", "--to", "nowhere")).isEqualTo(1);
        assertThat(captured.err()).contains("There is no target \"nowhere\"");
    }

    private String url() {
        return "http://127.0.0.1:" + backEnd.getAddress().getPort();
    }

    private String listed(String field) throws IOException {
        for (var line : printed("targets", "ls", "--json")) {
            var json = new ObjectMapper().readTree(line);
            if (json.get("name").asText().equals(NAME)) {
                return json.get(field).asText();
            }
        }
        throw new AssertionError("not listed");
    }

    private List<String> printed(String... words) {
        assertThat(run(words)).as(captured.err()).isZero();
        return captured.lines();
    }

    private int run(String... words) {
        captured = new Captured();
        var url = db.target().url();
        var all = Stream.concat(
                Stream.of(words),
                Stream.of(
                        "--db",
                        url + (url.contains("?") ? "&" : "?") + "user="
                                + db.target().user() + "&password="
                                + db.target().password()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new RuntreeHome(folder), new NoScreens());
    }
}
