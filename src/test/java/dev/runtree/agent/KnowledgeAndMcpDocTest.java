package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What docs/knowledge-and-mcp.md says can be done: its Java compiles, its files are read, its example runs. */
final class KnowledgeAndMcpDocTest {
    private static final Path DOCS = Path.of("docs");
    private static final Pattern BLOCK =
            Pattern.compile("^```(java|yaml)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    private static final String IMPORTS = """
            import dev.runtree.agent.*;
            import dev.runtree.agent.mcp.*;
            import dev.runtree.agent.model.Model;
            import dev.runtree.agent.retrieval.*;
            import dev.runtree.agent.trace.StepSpan;
            import dev.runtree.store.Database;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.Map;
            """;

    @TempDir
    Path home;

    private Map<String, String> environment() {
        return Map.of(
                "RUNTREE_HOME", home.toString(), "OPENAI_API_KEY", "none", "TICKETS_TOKEN", "a-long-secret-token");
    }

    @TestFactory
    List<DynamicTest> examples() throws IOException {
        var number = new int[1];
        return BLOCK.matcher(Files.readString(DOCS.resolve("knowledge-and-mcp.md")))
                .results()
                .map(block -> DynamicTest.dynamicTest(block.group(1) + " " + ++number[0], () -> {
                    if (block.group(1).equals("java")) {
                        compile(block.group(2));
                    } else {
                        read(block.group(2));
                    }
                }))
                .toList();
    }

    private static void compile(String example) throws IOException {
        var source = IMPORTS + "class Example { void example(Model model, Database database) {\n" + example + "}}";
        var unit = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        var classes = Files.createTempDirectory("example");
        var done = compiler.getTask(
                        errors,
                        null,
                        null,
                        List.of(
                                "-proc:none",
                                "-implicit:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        List.of(unit))
                .call();
        assertThat(done).as(() -> errors + "\n" + source).isTrue();
    }

    /** Beside the scripts and folders that it names. */
    private void read(String example) throws IOException {
        var file = DOCS.resolve("examples").resolve("of-the-page.yaml").toAbsolutePath();
        var copy = home.resolve("of-the-page.yaml");
        Files.writeString(copy, example.replace("scripted:", "scripted:" + file.getParent() + "/"));
        var agent = (Agent) AgentFile.read(copy, environment(), null).component();
        assertThat(agent.sources().servers().size()
                        + agent.sources().knowledge().size())
                .isPositive();
    }

    @Test
    void the_handbook_answers() {
        var file = AgentFile.read(DOCS.resolve("examples/handbook.yaml"), environment(), null);
        try (var agentOs = AgentOs.builder().files(file).tracing(false).build()) {
            var output = agentOs.run(file.component(), file.request("What does a business visa for Brazil cost?"));
            assertThat(output.content()).startsWith("The handbook says: <knowledge source=\"handbook\">");
            assertThat(output.content().substring(0, 120)).contains("visa.md#3-5");
            assertThat(output.content().toLowerCase(Locale.ROOT)).contains("80 euros");
            assertThat(agentOs.run(file.component(), file.request("Zebras?")).content())
                    .isEqualTo("The handbook does not say.");
        }
    }

    @Test
    void the_server_of_the_example_is_read() {
        var file = AgentFile.read(DOCS.resolve("examples/mcp.yaml"), environment(), null);
        assertThat(((Agent) file.component()).sources().servers().getFirst().name())
                .isEqualTo("everything");
    }
}
