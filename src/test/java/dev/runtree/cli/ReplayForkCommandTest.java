package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.Main;
import dev.runtree.agent.mcp.TestMcpServer;
import dev.runtree.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree replay} with forks and live models: what it prints, asks and refuses. */
class ReplayForkCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final InputStream stdin = System.in;
    private Captured captured = new Captured();
    private String run = "";

    @BeforeEach
    void record() throws IOException {
        Files.writeString(folder.resolve("first.yaml"), """
            model: adder-1
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "It is ${result}."
            """);
        Files.writeString(folder.resolve("other.yaml"), """
            model: adder-2
            answers:
              - when: {step: 1}
                call: [{id: c9, tool: clock, arguments: {zone: "Europe/Lisbon"}}]
              - text: "Now: ${result}."
            """);
        var agent = Files.writeString(folder.resolve("adder.yaml"), """
            name: Adder
            model: scripted:first.yaml
            tools: [calculator, clock]
            """);
        assertThat(execute("run", agent.toString(), "-m", "What is 6 * 7?", "--json"))
                .isZero();
        run = last().path("run_id").asText();
    }

    @AfterEach
    void putBack() {
        System.setIn(stdin);
    }

    @Test
    void aFileIsWrittenChangedAndReplayed() throws IOException {
        var edit = folder.resolve(run + ".yaml");
        assertThat(execute("replay", run, "--from", "3", "--write-edit", edit.toString()))
                .isZero();
        assertThat(captured.out())
                .contains("step 3 (tool.calculator) is in " + edit)
                .contains("--edit " + edit);
        assertThat(execute("replay", run, "--from", "3", "--write-edit", edit.toString()))
                .isEqualTo(1);
        assertThat(captured.err())
                .isEqualToIgnoringNewLines(edit + " is there already. Name another file, or remove it.");

        assertThat(execute("replay", run, "--edit", edit.toString()))
                .as("nothing is changed")
                .isZero();
        Files.writeString(edit, Files.readString(edit).replace("\"42\"", "\"43\""));
        assertThat(execute("replay", run, "--edit", edit.toString())).isEqualTo(1);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains("changes what the model sees").contains("--live-model");

        assertThat(live("--edit", edit.toString(), "--model", script("first.yaml")))
                .as(captured.err())
                .isZero();
        assertThat(captured.lines())
                .contains(
                        "Leaves the record at step 3 (tool.calculator), which is edited; 1 step comes from it.",
                        "[calculator {\"expression\":\"6 * 7\"}: the edited result]",
                        "It is 43.");
        assertThat(captured.err()).isEmpty();
    }

    @Test
    void theLastLineOfJsonIsTheRun() throws IOException {
        assertThat(live("--from", "4", "--model", script("first.yaml"), "--json"))
                .as(captured.err())
                .isZero();
        var stored = last();
        assertThat(stored.path("replay_of").asText()).isEqualTo(run);
        assertThat(stored.path("source").asText()).isEqualTo("replay");
        assertThat(stored.path("output").asText()).isEqualTo("It is 42.");
        assertThat(stored.path("user_id").isNull()).isTrue();
        for (var line : captured.lines()) {
            assertThat(new ObjectMapper().readTree(line).isObject()).isTrue();
        }
        assertThat(execute("show", stored.path("run_id").asText())).isZero();
        assertThat(captured.out()).contains("recorded.tool.calculator").contains("llm.adder-1");
    }

    @Test
    void aCallThatWasNeverRecordedStopsWhereNobodyCanBeAsked() throws IOException {
        assertThat(live("--model", script("other.yaml"))).isEqualTo(1);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err())
                .startsWith("The replay stopped: the model called clock {\"zone\":\"Europe/Lisbon\"}, which was never"
                        + " recorded")
                .contains("runtree show ");
    }

    @Test
    void atATerminalItIsAskedFor() throws IOException {
        captured = new Captured(100, false);
        System.setIn(new ByteArrayInputStream("x\nt\nten o'clock\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(Cli.run(
                        words("replay", run, "--live-model", "--model", script("other.yaml")),
                        captured.terminal(),
                        new NoScreens()))
                .as(captured.err())
                .isZero();
        assertThat(captured.out())
                .contains("The model calls clock {\"zone\":\"Europe/Lisbon\"}, which was never recorded so.")
                .contains("Now: ten o'clock.");
    }

    @Test
    void aLiveToolIsRun() throws IOException {
        assertThat(execute(
                        "replay",
                        run,
                        "--live",
                        "--agent",
                        folder.resolve("adder.yaml").toString(),
                        "--model",
                        script("other.yaml")))
                .as(captured.err())
                .isZero();
        assertThat(captured.out())
                .contains("[clock {\"zone\":\"Europe/Lisbon\"}: run]")
                .contains("[Europe/Lisbon]");
    }

    /** In a process of its own, with a server of tools in another one: the signal ends both, in order. */
    @Test
    void ctrlCLeavesACancelledRunAndNothingThatRuns() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("waits.yaml"), """
            model: waiting-1
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: pid, arguments: {}}]
              - call: [{id: c2, tool: wait, arguments: {millis: 600000}}]
            """);
        var agent = Files.writeString(
                folder.resolve("waiter.yaml"),
                "name: Adder\nmodel: scripted:waits.yaml\nmcp: [{command: "
                        + new ObjectMapper().writeValueAsString(TestMcpServer.program()) + ", folder: \""
                        + Path.of("").toAbsolutePath() + "\"}]\n");
        var process = process("replay", run, "--live", "--agent", agent.toString(), "--model", script("waits.yaml"));
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = new ArrayList<String>();
            out.lines().takeWhile(line -> !line.startsWith("[pid ")).forEach(lines::add);
            var tools = process.children().toList();
            assertThat(tools).as(String.join("\n", lines)).hasSize(1);

            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("The replay was cancelled by Ctrl+C. See: runtree show ");
            await().until(() -> tools.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            process.destroyForcibly();
        }
        assertThat(execute("ls", "source:replay", "status:cancelled", "--json")).isZero();
        assertThat(last().path("replay_of").asText()).isEqualTo(run);
    }

    private static Process process(String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words(words)));
        var builder = new ProcessBuilder(command);
        builder.environment().put("RUNTREE_HOME", folder.resolve("home").toString());
        return builder.start();
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws IOException {
        assertRefused(2, "Choose one of --recorded", "--recorded", "--live-model");
        assertRefused(2, "name it with --agent", "--live");
        assertRefused(2, "add --live-model", "--model", "openai:x");
        assertRefused(2, "--max-time needs a time such as 90s", "--live-model", "--max-time", "soon");
        assertRefused(1, "names no model", "--live-model", "--model", "opnai:x");
        assertRefused(1, "The run has no step \"99\"", "--live-model", "--from", "99");
        assertRefused(
                1,
                "there is no such file",
                "--live-model",
                "--edit",
                folder.resolve("none.yaml").toString());
        var wrong = Files.writeString(folder.resolve("wrong.yaml"), "step: 3\nresul: x\n");
        assertRefused(
                1,
                "wrong.yaml:2:1: unknown key \"resul\"; did you mean \"result\"?",
                "--live-model",
                "--edit",
                wrong.toString());
        var other = Files.writeString(folder.resolve("another.yaml"), "step: 2\n");
        assertRefused(
                1,
                "another.yaml:1:7: the file changes the step 2, and --from names step 3",
                "--live-model",
                "--from",
                "3",
                "--edit",
                other.toString());
    }

    private void assertRefused(int status, String why, String... options) {
        var words = new ArrayList<>(List.of("replay", run));
        words.addAll(List.of(options));
        assertThat(execute(words.toArray(String[]::new))).as(captured.err()).isEqualTo(status);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains(why);
    }

    private static String script(String name) {
        return "scripted:" + folder.resolve(name);
    }

    private int live(String... options) {
        var words = new ArrayList<>(List.of("replay", run, "--live-model"));
        words.addAll(List.of(options));
        return execute(words.toArray(String[]::new));
    }

    private JsonNode last() throws IOException {
        return new ObjectMapper().readTree(captured.lines().getLast());
    }

    private int execute(String... words) {
        captured = new Captured();
        return Cli.run(words(words), captured.terminal(), new NoScreens());
    }

    private static String[] words(String... words) {
        var url = db.target().url();
        var full = url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password();
        var all = new ArrayList<>(List.of(words));
        all.add("--db");
        all.add(full);
        return all.toArray(String[]::new);
    }
}
