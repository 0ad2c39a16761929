package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.TestServer;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The examples of docs/agents/observability-in-java.md, compiled as they stand and run; what they name elsewhere is here. */
@Timeout(60)
final class ObservabilityDocTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Pattern BLOCK =
            Pattern.compile("^```(java|sql)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private static final String IMPORTS = """
        import dev.runtree.agent.*;
        import dev.runtree.agent.hook.*;
        import dev.runtree.agent.model.Model;
        import dev.runtree.agent.run.ToolUse;
        import dev.runtree.settings.DatabaseTarget;
        import dev.runtree.settings.RuntreeHome;
        import dev.runtree.store.Database;
        import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
        import io.opentelemetry.sdk.trace.export.SpanExporter;
        import java.sql.SQLException;
        import java.sql.Timestamp;
        import java.util.stream.Collectors;
        import javax.sql.DataSource;
        """;

    private static final String PARAMETERS = "Agent agent, Model model, Database db, DataSource dataSource,"
            + " RuntreeHome home, String password, String credentials";

    private static String page = "";

    @TempDir
    static Path folder;

    private final Model model = new Models(folder, Map.of()).open("scripted:desk.yaml");
    private final Agent agent = Agent.builder("desk").model(model).build();

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("docs/agents/observability-in-java.md"));
        Files.writeString(folder.resolve("desk.yaml"), "model: tiny\nanswers: [{text: It is on its way.}]\n");
    }

    @Test
    void every_run_is_traced() throws Exception {
        run(block("java", "tracing(true).build()"), "");

        assertThat(ask(db.target(), block("sql", "agno_sessions")))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run).contains("desk", "tiny", "ok"));
    }

    @Test
    void traces_have_a_database_of_their_own() throws Exception {
        var primary = TestServer.get().emptyDatabase();
        try {
            copies(primary);
        } finally {
            TestServer.get().drop(primary);
        }
    }

    private void copies(DatabaseTarget.Server primary) throws Exception {
        run(
                block("java", "traceDb(traces)")
                        .replace("jdbc:postgresql://primary.example.com/agents", primary.url())
                        .replace(
                                "jdbc:postgresql://traces.example.com/traces",
                                db.target().url())
                        .replace(
                                "\"app\", password), home);\nDatabase",
                                "\"" + primary.user() + "\", \"" + primary.password() + "\"), home);\nDatabase")
                        .replace(
                                "\"app\", password), home);",
                                "\"" + db.target().user() + "\", \""
                                        + db.target().password() + "\"), home);"),
                "");

        var runs = "SELECT id, status, total_tokens FROM agno_sessions WHERE user_id = 'user-123' ORDER BY id";
        assertThat(ask(primary, runs)).isNotEmpty().isEqualTo(ask(db.target(), runs));
        assertThat(ask(primary, "SELECT to_regclass('agno_spans')")).containsExactly("null");
    }

    @Test
    void a_copy_is_sent_elsewhere() throws Exception {
        var received = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Basic secret");
            received.addAndGet(exchange.getRequestBody().readAllBytes().length);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            run(
                    block("java", "exporter(langfuse)")
                            .replace(
                                    "https://cloud.langfuse.com",
                                    "http://127.0.0.1:" + server.getAddress().getPort()),
                    "");
        } finally {
            server.stop(0);
        }
        assertThat(received.get()).isPositive();
    }

    @Test
    void the_audit_hook_writes_to_a_table_of_its_own() throws Exception {
        ask(
                db.target(),
                "CREATE TABLE audit_events (event_id text PRIMARY KEY, at timestamptz, agent_id text, user_id text,"
                        + " action text, prompt text, response text, tools text); SELECT 1");

        run(
                block("java", "new AuditLog(dataSource)"),
                block("java", "public final class AuditLog")
                        .replace("public final class", "public static final class"));

        var rows = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> ask(db.target(), "SELECT agent_id, user_id, action, prompt, response FROM audit_events"),
                        found -> !found.isEmpty());
        assertThat(rows).containsExactly("desk user-123 agent_run Where is my parcel? It is on its way.");
    }

    @Test
    void what_is_to_be_watched_can_be_asked() throws SQLException {
        var statements = Pattern.compile("\\| `(SELECT [^`]+)` \\|")
                .matcher(page)
                .results()
                .toList();
        assertThat(statements).hasSize(5);
        for (var statement : statements) {
            assertThat(ask(db.target(), statement.group(1))).isNotNull();
        }
    }

    private static String block(String language, String with) {
        return BLOCK.matcher(page)
                .results()
                .filter(block ->
                        block.group(1).equals(language) && block.group(2).contains(with))
                .map(block -> block.group(2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no example with " + with));
    }

    /** @param member a class that the example uses */
    private void run(String example, String member) throws Exception {
        var classes = Files.createTempDirectory(folder, "example");
        compile(
                IMPORTS + "public class Example {\n" + member + "\npublic static void example(" + PARAMETERS
                        + ") throws Exception {\n" + example + "}}",
                classes);
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(db.target().url());
        dataSource.setUser(db.target().user());
        dataSource.setPassword(db.target().password());
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass("Example")
                    .getMethod(
                            "example",
                            Agent.class,
                            Model.class,
                            Database.class,
                            DataSource.class,
                            RuntreeHome.class,
                            String.class,
                            String.class)
                    .invoke(null, agent, model, db.database(), dataSource, db.home(), "", "secret");
        }
    }

    private static void compile(String source, Path classes) {
        var unit = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var errors = new StringWriter();
        var options = List.of(
                "-proc:none", "-implicit:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        var done = ToolProvider.getSystemJavaCompiler()
                .getTask(errors, null, null, options, null, List.of(unit))
                .call();
        assertThat(done).as(() -> errors + "\n" + source).isTrue();
    }

    /** Rows, their columns with spaces between them. */
    private static List<String> ask(DatabaseTarget.Server target, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        target.url(), target.user(), Objects.requireNonNullElse(target.password(), ""));
                var statement = connection.createStatement()) {
            for (var more = statement.execute(sql); !more; more = statement.getMoreResults()) {}
            var rows = statement.getResultSet();
            var all = new ArrayList<String>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(rows.getString(column)));
                }
                all.add(String.join(" ", row));
            }
            return all;
        }
    }
}
