package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree export} on a real database. */
class ExportTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String ONE = "11111111111111111111111111111111";
    private static final String TWO = "22222222222222222222222222222222";

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @BeforeEach
    void importTwoTraces() throws IOException {
        var body = Files.writeString(
                folder.resolve("body.json"),
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span(ONE, "ann") + "," + span(TWO, "ben")
                        + "]}]}]}");
        assertThat(run("import", body.toString())).isZero();
        captured = new Captured();
    }

    private static String span(String trace, String user) {
        return "{\"traceId\":\"" + trace + "\",\"spanId\":\"b7ad6b7169203331\",\"name\":\"a\",\"startTimeUnixNano\":"
                + "\"1700000000000000001\",\"endTimeUnixNano\":\"1700000000000000002\",\"attributes\":[{\"key\":\"user.id\","
                + "\"value\":{\"stringValue\":\"" + user + "\"}},{\"key\":\"n\",\"value\":{\"doubleValue\":1.0}}]}";
    }

    @Test
    void oneTraceBecomesAFile() throws IOException {
        var file = folder.resolve("ann.json");
        assertThat(run("export", "user:ann", "-o", file.toString())).isZero();
        assertThat(captured.lines()).containsExactly("Exported 1 span of 1 trace to " + file + ".");
        assertThat(captured.err()).isEmpty();
        assertThat(Files.readString(file))
                .isEqualTo("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + ONE
                        + "\",\"spanId\":\"b7ad6b7169203331\",\"name\":\"a\",\"startTimeUnixNano\":\"1700000000000000001\","
                        + "\"endTimeUnixNano\":\"1700000000000000002\",\"attributes\":[{\"key\":\"user.id\",\"value\":"
                        + "{\"stringValue\":\"ann\"}},{\"key\":\"n\",\"value\":{\"doubleValue\":1.0}}]}]}]}]}");
    }

    @Test
    void severalBecomeAZip() throws IOException {
        var file = folder.resolve("all.zip");
        assertThat(run("export", "-o", file.toString(), "--format", "otlp-pb")).isZero();
        assertThat(captured.lines())
                .containsExactly("Exported 2 spans of 2 traces to " + file + ", a zip of one file a trace.");
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactlyInAnyOrder(ONE + ".pb", TWO + ".pb");
        }
        assertThat(run("import", file.toString())).isZero();
        assertThat(captured.lines()).last().asString().startsWith("Imported 2 spans of 2 traces");
    }

    @Test
    void aNegatedTermIsAFilterAndALimitIsKept() throws IOException {
        assertThat(run("export", "-user:ann", "-o", folder.resolve("a.json").toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("a.json"))).contains(TWO).doesNotContain(ONE);
        assertThat(run("export", "--limit", "1", "-o", folder.resolve("b.json").toString()))
                .isZero();
        assertThat(captured.lines()).last().asString().startsWith("Exported 1 span of 1 trace");
    }

    @Test
    void neverOverwritesWithoutBeingTold() throws IOException {
        var file = Files.writeString(folder.resolve("a.json"), "mine");
        fails(
                "exists already. Give another name, or --force to replace it",
                "export",
                "user:ann",
                "-o",
                file.toString());
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(run("export", "user:ann", "-o", file.toString(), "--force")).isZero();
        assertThat(Files.readString(file)).contains(ONE);
    }

    @Test
    void leavesNothingBehindWhenItFails() throws IOException {
        fails(
                "No run matches \"user:nobody\"",
                "export",
                "user:nobody",
                "-o",
                folder.resolve("a.json").toString());
        fails(
                "There is no folder",
                "export",
                "-o",
                folder.resolve("absent/a.zip").toString());
        fails("is a folder", "export", "-o", folder.toString());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("body.json"));
        }
    }

    @Test
    void writesOneTraceToStandardOutputAndRefusesTwo() {
        assertThat(run("export", "user:ann", "-o", "-")).isZero();
        assertThat(captured.out()).startsWith("{\"resourceSpans\":").endsWith("}");
        captured = new Captured();
        fails("only one can be written to standard output", "export", "-o", "-");
    }

    @Test
    void anUnknownFormatIsWrongUsage() {
        assertThat(run("export", "-o", "x", "--format", "xml")).isEqualTo(2);
        assertThat(captured.err()).contains("otlp-json, otlp-pb");
    }

    private void fails(String told, String... words) {
        assertThat(run(words)).isEqualTo(1);
        assertThat(captured.err()).contains(told).hasLineCount(1);
        captured = new Captured();
    }

    private int run(String... words) {
        DatabaseTarget.Server target = db.target();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--db", target.url() + "&user=" + target.user() + "&password=" + target.password()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
