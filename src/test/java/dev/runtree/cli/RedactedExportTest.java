package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree export --redact} on a real database. */
class RedactedExportTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    private static String span(String trace, String user) {
        return "{\"traceId\":\"" + trace + "\",\"spanId\":\"b7ad6b7169203331\",\"name\":\"a\",\"startTimeUnixNano\":"
                + "\"1700000000000000001\",\"endTimeUnixNano\":\"1700000000000000002\",\"attributes\":[{\"key\":\"user.id\","
                + "\"value\":{\"stringValue\":\"" + user + "\"}},{\"key\":\"n\",\"value\":{\"doubleValue\":1.0}}]}";
    }

    @Test
    void whatIsRedactedSaysHowMuchAndCanBeImported() throws IOException {
        var body = Files.writeString(
                folder.resolve("secret.json"),
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                        + span("33333333333333333333333333333333", "ana@example.com")
                                .replace("\"name\":\"a\"", "\"name\":\"mail to ana@example.com\"")
                        + "]}]}]}");
        assertThat(run("import", body.toString())).isZero();
        captured = new Captured();
        var file = folder.resolve("redacted.json");
        assertThat(run("export", "--redact", "user:ana@example.com", "-o", file.toString()))
                .isZero();
        assertThat(captured.lines())
                .containsExactly("Exported 1 span of 1 trace to " + file + ".", "Redacted email 2 times (1 value).");
        assertThat(Files.readString(file))
                .contains("\"mail to <email 1>\"", "{\"stringValue\":\"<email 1>\"}", "{\"doubleValue\":1.0}")
                .contains("33333333333333333333333333333333", "b7ad6b7169203331")
                .doesNotContain("ana@");
        assertThat(run("export", "user:ana@example.com", "--redact=card", "-o", file.toString(), "--force"))
                .isZero();
        assertThat(captured.lines()).last().isEqualTo("Redacted nothing: no rule found anything.");
        assertThat(run("export", "--redact=cards", "-o", file.toString(), "--force"))
                .isEqualTo(2);
        assertThat(captured.err()).contains("There is no redaction rule \"cards\". There are: all, key,");
    }

    private int run(String... words) {
        DatabaseTarget.Server target = db.target();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--db", target.url() + "&user=" + target.user() + "&password=" + target.password()));
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
