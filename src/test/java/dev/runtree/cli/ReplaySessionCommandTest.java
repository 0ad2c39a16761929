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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree replay --session}: what it prints and refuses. */
class ReplaySessionCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static Captured captured = new Captured();

    @BeforeAll
    static void talk() throws IOException {
        script("adder.yaml", "It is ${result}.", "You are welcome.");
        script("louder.yaml", "IT IS ${result}", "Never again!");
        Files.writeString(folder.resolve("stops.yaml"), """
            model: stops-1
            answers:
              - when: {turn: 1}
                text: "I know it by heart."
              - call: [{id: c2, tool: book, arguments: {}}]
            """);
        var agent = Files.writeString(folder.resolve("agent.yaml"), """
            name: Adder
            model: scripted:adder.yaml
            tools: [calculator]
            """);
        for (var said : List.of("What is 6 * 7?", "Thanks")) {
            assertThat(execute("run", agent.toString(), "-m", said, "--user", "ana", "--session", "sums", "--json"))
                    .isZero();
        }
    }

    private static void script(String name, String first, String second) throws IOException {
        Files.writeString(folder.resolve(name), """
            model: %s
            answers:
              - when: {turn: 2}
                text: "%s"
              - when: {step: 1}
                call: [{id: c1, tool: calculator, arguments: {expression: "6 * 7"}}]
              - text: "%s"
            """.formatted(name.replace(".yaml", "-1"), second, first));
    }

    @Test
    void from_the_record_there_is_a_line_for_each_turn() {
        assertThat(execute("replay", "--session", "sums")).as(captured.err()).isZero();
        assertThat(captured.lines().getFirst())
                .isEqualTo("Replays the session sums, 2 turns: nothing is asked of anybody.");
        assertThat(captured.lines().get(1))
                .matches("Turn 1 \"What is 6 \\* 7\\?\": answer same, calls same; replay [0-9a-f]{8}");
        assertThat(captured.lines().getLast())
                .matches("2 of 2 answers the same, calls of tools the same in 2. The replay is the session"
                        + " sums\\.replay-[0-9a-f]{8}\\.");
    }

    @Test
    void live_each_turn_is_a_json_object_and_the_last_line_is_the_last_run() throws IOException {
        assertThat(execute("replay", "--session", "sums", "--live-model", "--model", model("louder.yaml"), "--json"))
                .as(captured.err())
                .isZero();
        var lines = lines();
        assertThat(lines).hasSize(4);
        var session = lines.getFirst().path("replay_session_id").asText();
        assertThat(lines.subList(1, 3))
                .extracting(line -> line.path("turn").asInt() + " "
                        + line.path("answer").asText() + " "
                        + line.path("calls").asText() + " "
                        + line.path("replay").path("session_id").asText())
                .containsExactly("1 alike same " + session, "2 other same " + session);
        assertThat(lines.getLast()).isEqualTo(lines.get(2).path("replay"));
        assertThat(lines.getLast().path("source").asText()).isEqualTo("replay");
        assertThat(lines.getLast().path("user_id").isNull()).isTrue();
        assertThat(execute("show", lines.getLast().path("run_id").asText(), "--payload", "--json"))
                .isZero();
        assertThat(captured.out()).contains("IT IS 42").doesNotContain("It is 42.");
        assertThat(execute("ls", "session:" + session, "--json")).isZero();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_turn_that_cannot_go_on_is_named() {
        assertThat(execute("replay", "--session", "sums", "--live-model", "--model", model("stops.yaml")))
                .isEqualTo(1);
        assertThat(captured.lines())
                .first()
                .asString()
                .startsWith("Replays the session sums, 2 turns: asking scripted:stops-1, for whatever they cost");
        assertThat(captured.out()).contains("Turn 1 \"What is 6 * 7?\": answer other, calls other; replay ");
        assertThat(captured.err())
                .startsWith("The replay stopped at turn 2 of 2: the model called book {}, which was never recorded")
                .contains("See: runtree show ");
    }

    @Test
    void what_makes_no_sense_is_one_line() {
        assertRefused(2, "name no others", "abcd", "--session", "sums");
        assertRefused(2, "leave --times out", "--session", "sums", "--times", "2");
        assertRefused(2, "give --model once", "--session", "sums", "--live-model", "--model", "a:b", "--model", "c:d");
        assertRefused(2, "name that run", "--session", "sums", "--from", "2");
        assertRefused(1, "No run belongs to a session \"sum\"", "--session", "sum");
        assertRefused(1, "names no model", "--session", "sums", "--live-model", "--model", "opnai:x");
    }

    private static void assertRefused(int status, String why, String... options) {
        var words = new ArrayList<>(List.of("replay"));
        words.addAll(List.of(options));
        assertThat(execute(words.toArray(String[]::new))).as(captured.err()).isEqualTo(status);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains(why);
    }

    private static String model(String name) {
        return "scripted:" + folder.resolve(name);
    }

    private static List<JsonNode> lines() throws IOException {
        var nodes = new ArrayList<JsonNode>();
        for (var line : captured.lines()) {
            nodes.add(new ObjectMapper().readTree(line));
        }
        return nodes;
    }

    private static int execute(String... words) {
        captured = new Captured();
        var url = db.target().url();
        var all = new ArrayList<>(List.of(words));
        all.add("--db");
        all.add(url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password());
        return Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens());
    }
}
