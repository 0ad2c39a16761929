package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree replay} of several runs, with several models, several times. */
class ReplayManyCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private Captured captured = new Captured();
    private String product = "";
    private String sum = "";

    @BeforeEach
    void record() throws IOException {
        script("adder.yaml", "6 * 7", "It is ${result}.");
        script("louder.yaml", "6 * 7", "IT IS ${result}!");
        script("other.yaml", "6*7", "I do not know.");
        product = asked("6 * 7");
        sum = asked("6 * 7");
    }

    private static void script(String name, String expression, String answer) throws IOException {
        Files.writeString(folder.resolve(name), """
            model: adder-1
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: calculator, arguments: {expression: "%s"}}]
              - text: "%s"
            """.formatted(expression, answer));
    }

    private String asked(String question) throws IOException {
        var agent = Files.writeString(folder.resolve("agent.yaml"), """
            name: Adder
            model: scripted:adder.yaml
            tools: [calculator]
            """);
        assertThat(execute("run", agent.toString(), "-m", question, "--json")).isZero();
        return lines().getLast().path("run_id").asText();
    }

    @Test
    void runs_times_models_are_told_with_what_changed() throws IOException {
        assertThat(execute(
                        "replay",
                        product,
                        sum,
                        "--live-model",
                        "--model",
                        model("louder.yaml"),
                        "--model",
                        model("other.yaml"),
                        "--times",
                        "2",
                        "--json"))
                .as(captured.err())
                .isZero();
        var lines = lines();
        assertThat(lines).hasSize(8);
        assertThat(lines.stream()
                        .map(line -> line.path("run_id").asText().equals(product) + " "
                                + line.path("model").asText().replaceAll(".*/", "") + " "
                                + line.path("time").asInt() + " "
                                + line.path("answer").asText() + " "
                                + line.path("calls").asText()))
                .containsExactly(
                        "true louder.yaml 1 alike same",
                        "true louder.yaml 2 alike same",
                        "true other.yaml 1 other other",
                        "true other.yaml 2 other other",
                        "false louder.yaml 1 alike same",
                        "false louder.yaml 2 alike same",
                        "false other.yaml 1 other other",
                        "false other.yaml 2 other other");
        var replay = lines.getFirst().path("replay");
        assertThat(replay.path("replay_of").asText()).isEqualTo(product);
        assertThat(replay.path("output").asText()).isEqualTo("IT IS 42!");
        assertThat(execute("show", replay.path("run_id").asText())).isZero();
    }

    @Test
    void a_filter_chooses_runs_but_no_replays_and_the_table_tells_a_sum() {
        assertThat(each()).as(captured.err()).isZero();
        var before = captured.lines().getFirst();
        assertThat(before)
                .startsWith("Replays ")
                .endsWith(" replays, for whatever they cost (--max-cost sets a limit), as long as they take"
                        + " (--max-time sets a limit).");
        assertThat(captured.out()).contains(" answers the same, calls of tools the same in ");
        assertThat(each()).isZero();
        assertThat(captured.lines().getFirst()).isEqualTo(before);
    }

    private int each() {
        return execute("replay", "--each", "agent:adder", "--live-model", "--model", model("adder.yaml"));
    }

    @Test
    void one_that_cannot_be_asked_keeps_no_other_from_being_asked() throws IOException {
        assertThat(execute(
                        "replay",
                        product,
                        "--live-model",
                        "--model",
                        "opnai:x",
                        "--model",
                        model("adder.yaml"),
                        "--json"))
                .isEqualTo(1);
        assertThat(captured.err()).isEqualToIgnoringNewLines("1 of 2 replays came to no answer.");
        assertThat(lines().getFirst().path("problem").asText()).contains("names no model");
        assertThat(lines().getLast().path("answer").asText()).isEqualTo("same");
    }

    @Test
    void what_makes_no_sense_is_one_line() {
        assertRefused("add --live-model", product, sum);
        assertRefused("Name a run");
        assertRefused("not both", product, "--each", "agent:Adder", "--live-model");
        assertRefused("from 1 to 100", product, "--times", "0", "--live-model");
        assertRefused("name that run alone", product, sum, "--from", "2", "--live-model");
    }

    private void assertRefused(String why, String... options) {
        var words = new ArrayList<>(List.of("replay"));
        words.addAll(List.of(options));
        assertThat(execute(words.toArray(String[]::new))).as(captured.err()).isEqualTo(2);
        assertThat(captured.err()).contains(why);
    }

    private static String model(String name) {
        return "scripted:" + folder.resolve(name);
    }

    private List<JsonNode> lines() throws IOException {
        var nodes = new ArrayList<JsonNode>();
        for (var line : captured.lines()) {
            nodes.add(new ObjectMapper().readTree(line));
        }
        return nodes;
    }

    private int execute(String... words) {
        captured = new Captured();
        var url = db.target().url();
        var all = new ArrayList<>(List.of(words));
        all.add("--db");
        all.add(url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password());
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
