package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code runtree export} of traces that have log records. */
class ExportLogsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String ONE = "11111111111111111111111111111111";
    private static final String TWO = "22222222222222222222222222222222";

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @BeforeEach
    void importTwoTracesAndALogRecordOfOne() throws IOException {
        var spans = Files.writeString(
                folder.resolve("spans.json"),
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span(ONE, "ann") + "," + span(TWO, "ben")
                        + "]}]}]}");
        var logs = Files.writeString(
                folder.resolve("logs.json"),
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"" + TWO
                        + "\",\"spanId\":\"b7ad6b7169203331\",\"timeUnixNano\":\"1700000000000000001\","
                        + "\"body\":{\"stringValue\":\"Where to?\"}}]}]}]}");
        assertThat(run("import", spans.toString(), logs.toString())).isZero();
        captured = new Captured();
    }

    private static String span(String trace, String user) {
        return "{\"traceId\":\"" + trace + "\",\"spanId\":\"b7ad6b7169203331\",\"name\":\"a\",\"startTimeUnixNano\":"
                + "\"1700000000000000001\",\"endTimeUnixNano\":\"1700000000000000002\",\"attributes\":[{\"key\":\"user.id\","
                + "\"value\":{\"stringValue\":\"" + user + "\"}}]}";
    }

    @Test
    void logRecordsHaveAFileOfTheirOwnBesideTheirTrace() throws IOException {
        var file = folder.resolve("ben.json");
        var beside = folder.resolve("ben.logs.json");
        assertThat(run("export", "user:ben", "-o", file.toString())).isZero();
        assertThat(captured.lines())
                .containsExactly("Exported 1 span and 1 log record of 1 trace to " + file + ", the log records to "
                        + beside + ".");
        assertThat(Files.readString(file)).contains("resourceSpans").doesNotContain("Where to?");
        assertThat(Files.readString(beside))
                .isEqualTo(
                        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1700000000000000001\","
                                + "\"body\":{\"stringValue\":\"Where to?\"},\"traceId\":\"" + TWO
                                + "\",\"spanId\":\"b7ad6b7169203331\"}]}]}]}");
        fails("ben.json exists already", "export", "user:ben", "-o", file.toString());
        Files.delete(file);
        fails("ben.logs.json exists already", "export", "user:ben", "-o", file.toString());
        assertThat(file).doesNotExist();
        assertThat(run("export", "user:ben", "-o", file.toString(), "--force")).isZero();

        var zip = folder.resolve("all.zip");
        captured = new Captured();
        assertThat(run("export", "-o", zip.toString())).isZero();
        assertThat(captured.lines())
                .containsExactly("Exported 2 spans and 1 log record of 2 traces to " + zip
                        + ", a zip of one file a trace, and one more for its log records.");
        try (var open = new ZipFile(zip.toFile())) {
            assertThat(open.stream().map(Object::toString))
                    .containsExactlyInAnyOrder(ONE + ".json", TWO + ".json", TWO + ".logs.json");
        }
    }

    @Test
    void standardOutputHasTheSpansAndTheLogRecordsThatAreNotInItAreCounted() {
        assertThat(run("export", "user:ben", "-o", "-")).isZero();
        assertThat(captured.out()).startsWith("{\"resourceSpans\":").endsWith("}");
        assertThat(captured.err())
                .isEqualToIgnoringNewLines(
                        "Only the spans were written, without 1 log record of theirs; -o FILE writes both");
    }

    private void fails(String told, String... words) {
        captured = new Captured();
        assertThat(run(words)).isEqualTo(1);
        assertThat(captured.err()).contains(told).hasLineCount(1);
    }

    private int run(String... words) {
        var target = db.target();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--db", target.url() + "&user=" + target.user() + "&password=" + target.password()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
