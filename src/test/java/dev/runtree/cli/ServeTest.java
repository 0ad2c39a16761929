package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.Main;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree serve} in a process of its own. */
@Timeout(180)
class ServeTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Pattern READY = Pattern.compile(
            "Receiving OTLP at (http://localhost:\\d+) \\(HTTP\\) and (http://localhost:\\d+) \\(gRPC\\),.* storing in"
                    + " PostgreSQL .*");

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        client.close();
    }

    @Test
    void askedToEndItFinishesWhatItTookAndExitsWithZero() throws Exception {
        var process = start("serve", "--http", "0", "--grpc", "0");
        var out = process.inputReader(StandardCharsets.UTF_8);
        var http = ready(out);
        var trace = "5b8aa5a2d2c872e8321cf37308d69df2";
        CompletableFuture<HttpResponse<String>> answer;
        var target = db.target();
        try (var connection = DriverManager.getConnection(target.url(), target.user(), target.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE agno_spans IN ACCESS EXCLUSIVE MODE");
            answer = client.sendAsync(post(http, trace), HttpResponse.BodyHandlers.ofString());
            awaitWaiter(statement);
            process.toHandle().destroy(); // SIGTERM, and the streams stay open
            awaitClosing(http);
            assertThat(answer).isNotDone();
            assertThat(process.isAlive()).isTrue();
            connection.rollback();
        }
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(process.waitFor()).isZero();
        assertThat(out.readLine()).isNull();
        assertThat(err(process)).isEmpty();
        assertThat(new RunQueries(db.database())
                        .count(RunFilter.parse("id:" + trace + "*"), 10)
                        .fetch()
                        .runs())
                .isEqualTo(1);
        assertThat(folder.resolve("home/endpoints")).isEmptyDirectory();
    }

    @Test
    void aTakenPortIsToldInOneLine() throws Exception {
        try (var other = new ServerSocket(0)) {
            var process = start("serve", "--http", "0", "--grpc", String.valueOf(other.getLocalPort()));
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(process.inputReader().readLine()).isNull();
            assertThat(err(process).lines())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + other.getLocalPort() + " is taken")
                    .contains("Choose another with --grpc PORT");
        }
    }

    @Test
    void aSecondOneOfTheHomeSaysThatTheFirstReceivesAlready() throws Exception {
        var first = start("serve", "--http", "0", "--grpc", "0");
        var http = URI.create(ready(first.inputReader(StandardCharsets.UTF_8)));
        var second = start("serve", "--http", String.valueOf(http.getPort()), "--grpc", "0");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(err(second))
                .startsWith("Port " + http.getPort() + " is taken by runtree serve (process " + first.pid()
                        + "), which already receives for this data folder.");
    }

    @Test
    void listeningElsewhereWantsATokenWhichNobodyElseSees() throws Exception {
        var without = start("serve", "--http", "0", "--grpc", "0", "--bind", "0.0.0.0");
        assertThat(without.waitFor()).isEqualTo(2);
        assertThat(err(without)).contains("needs a token").contains("--token-file");

        var builder = builder("serve", "--http", "0", "--grpc", "0", "--bind", "0.0.0.0");
        builder.environment().put("RUNTREE_TOKEN", "rosebud-4711");
        var with = builder.start();
        started.add(with);
        var line = with.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).contains("from senders that know the token").doesNotContain("rosebud");
        var port = Integer.parseInt(line.replaceFirst(".*?http://0\\.0\\.0\\.0:(\\d+) .*", "$1"));
        var request = post("http://localhost:" + port, "5b8aa5a2d2c872e8321cf37308d69df3");
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        with.toHandle().destroy();
        assertThat(with.waitFor()).isZero();
        try (var logs = Files.walk(folder.resolve("home"))) {
            for (var file : logs.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("rosebud");
            }
        }
    }

    private static HttpRequest post(String http, String trace) {
        return HttpRequest.newBuilder(URI.create(http + "/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(trace)))
                .build();
    }

    private static String body(String trace) {
        return """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"5fb397be34d26b51",
            "name":"invoke_agent late","startTimeUnixNano":"1795525331000000000","endTimeUnixNano":"1795525332000000000",
            "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
                          {"key":"gen_ai.agent.name","value":{"stringValue":"late"}}]}]}]}]}
            """.formatted(trace);
    }

    /** The address for HTTP, out of the line that says that it is ready. */
    private static String ready(BufferedReader out) throws IOException {
        var line = READY.matcher(String.valueOf(out.readLine()));
        assertThat(line.matches()).as(line.toString()).isTrue();
        return line.group(1);
    }

    /** Until who stores the span waits, which begins with a look for the day's partition; others wait as well. */
    private static void awaitWaiter(Statement statement) throws SQLException, InterruptedException {
        while (true) {
            try (var rows = statement.executeQuery("""
                SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE NOT granted AND (mode = 'RowExclusiveLock' OR query LIKE '%pg_inherits%')
                """)) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Others are told to come back by then. */
    private void awaitClosing(String http) throws IOException, InterruptedException {
        var question = HttpRequest.newBuilder(URI.create(http + "/v1/traces")).build();
        while (client.send(question, HttpResponse.BodyHandlers.ofString()).statusCode() != 503) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String err(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Process start(String... words) throws IOException {
        var process = builder(words).start();
        started.add(process);
        return process;
    }

    private ProcessBuilder builder(String... words) {
        var server = db.target();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        command.addAll(
                List.of("--db", server.url() + (server.url().contains("?") ? "&" : "?") + "user=" + server.user()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("RUNTREE_HOME", folder.resolve("home").toString());
        builder.environment().put("PGPASSWORD", String.valueOf(server.password()));
        return builder;
    }
}
