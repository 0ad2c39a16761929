package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.alert.AlertRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Alerts by commands. */
@DisabledOnOs(OS.WINDOWS)
class AlertsCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String NAME = "nobody is there";

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @AfterEach
    void end() {
        run("alerts", "remove", NAME);
    }

    @Test
    void an_alert_is_added_tried_silenced_paused_and_removed() throws IOException {
        var told = folder.resolve("told");
        var words = List.of("ls", "-a:b", "two words", "$(id)", "@" + folder.resolve("words"), "--redact", "--json");
        Files.writeString(folder.resolve("words"), "of a file");
        var add = Stream.concat(
                Stream.of(
                        "alerts",
                        "add",
                        NAME,
                        "users",
                        "below",
                        "1",
                        "--over",
                        "1h",
                        "--for",
                        "0",
                        "--no-notify",
                        "--"),
                Stream.concat(
                        Stream.of("/bin/sh", "-c", "printf '%s\\n' \"$@\" > '" + told + "'", "sh"), words.stream()));
        assertThat(printed(add.toArray(String[]::new)))
                .containsExactly("Added " + NAME + ": active users over 1h below 1. Try it: runtree alerts test \""
                        + NAME + "\"");
        assertThat(new AlertRules(new RuntreeHome(folder)).named(NAME).command())
                .endsWith(words.toArray(String[]::new));

        assertThat(printed("alerts", "test", NAME, "--notify"))
                .containsExactly(
                        NAME + ": 0, below 1. It holds: active users over 1h below 1.", "Told the command /bin/sh.");
        assertThat(Files.readAllLines(told)).containsExactlyElementsOf(words);

        assertThat(String.join("\n", printed("alerts")))
                .contains("NAME", NAME, "new", "active users over 1h below 1", "Nobody watches them now");
        assertThat(printed("alerts", "silence", NAME, "8h")).first().asString().startsWith("Silenced " + NAME);
        printed("alerts", "pause", NAME);
        var json = new ObjectMapper()
                .readTree(printed("alerts", "ls", "--json").stream()
                        .filter(line -> line.contains(NAME))
                        .findFirst()
                        .orElseThrow());
        assertThat(json.path("state").asText()).isEqualTo("paused");
        assertThat(json.path("below").asInt()).isEqualTo(1);
        assertThat(json.path("silenced_until").asText()).isNotEmpty();

        assertThat(run("alerts", "add", NAME, "p90", "above", "1s")).isEqualTo(1);
        assertThat(captured.err()).contains("There is an alert " + NAME + " already");
        assertThat(run("alerts", "add", "x", "p90", "over", "1s")).isEqualTo(2);
        assertThat(run("alerts", "add", "x", "p91", "above", "1s")).isEqualTo(1);
        assertThat(captured.err()).contains("There is no figure \"p91\". There are: p50, p90");
        printed("alerts", "remove", NAME);
        assertThat(String.join("\n", printed("alerts"))).doesNotContain(NAME);
    }

    private int run(String... arguments) {
        captured = new Captured();
        var asksDatabase =
                arguments.length == 1 || Set.of("ls", "test", "silence").contains(arguments[1]);
        var all = asksDatabase ? Stream.concat(Stream.of(arguments), Stream.of("--db", url())) : Stream.of(arguments);
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new RuntreeHome(folder), new NoScreens());
    }

    private static String url() {
        var target = db.target();
        return target.url() + (target.url().contains("?") ? "&" : "?") + "user=" + target.user() + "&password="
                + target.password();
    }

    private List<String> printed(String... arguments) {
        assertThat(run(arguments)).as(() -> captured.err()).isZero();
        return captured.out().lines().toList();
    }
}
