package dev.runtree.cli;

import static dev.runtree.testing.SentAgent.gives;
import static dev.runtree.testing.SentAgent.messages;
import static dev.runtree.testing.SentAgent.says;
import static dev.runtree.testing.SentAgent.searches;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.SentAgent;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree replay} on a real database: what it prints, with which status, and what the other commands make of a replay. */
class ReplayCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String WHOLE = "abcd0000000000000000000000000001";
    private static final String SILENT = "abcd0000000000000000000000000002";
    private static final String QUESTION = says("user", "Where is Rome?");

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @BeforeEach
    void importRuns() throws IOException {
        var whole = new SentAgent(WHOLE, 1_795_525_331L);
        whole.model(messages(QUESTION), messages(searches("c1", "rome")));
        whole.tool("c1", "{\"word\":\"rome\"}", "<truncated>");
        whole.model(
                messages(QUESTION, searches("c1", "rome"), gives("c1", "Italy")),
                messages(says("assistant", "In Italy.")));
        imported(whole, WHOLE);
        var silent = new SentAgent(SILENT, 1_795_525_431L);
        silent.model(null, null);
        imported(silent, SILENT);
    }

    @Test
    void whatTheRecordLacksIsSaidBeforeTheTreeOfTheReplay() {
        assertThat(execute("replay", WHOLE)).as(captured.err()).isZero();
        assertThat(captured.err()).isEmpty();
        assertThat(captured.lines().subList(0, 2))
                .containsExactly(
                        "The record lacks:", "  Cut off: step 3 (tool.search), a text in it ends before its end");
        assertThat(captured.out()).contains("recorded.llm.m-1", "recorded.tool.search");
        assertThat(captured.lines().getLast())
                .startsWith("2 model calls and 1 tool call, all answered from the record of " + WHOLE);
    }

    @Test
    void theLastLineOfJsonIsTheRunWhichIsEqualToItsOriginal() throws IOException {
        var run = replayed("replay", WHOLE, "--recorded", "--json");
        assertThat(run.get("source").asText()).isEqualTo("replay");
        assertThat(run.get("replay_of").asText()).startsWith(WHOLE);
        assertThat(run.get("output").asText()).isEqualTo("In Italy.");
        assertThat(run.get("user_id").isNull()).isTrue();
        assertThat(run.get("session_id").isNull()).isTrue();
        assertThat(run.get("tree_tokens").isNull()).isTrue();
        var before = new ObjectMapper().readTree(captured.lines().getFirst());
        assertThat(before.get("lacks").get(0).get("kind").asText()).isEqualTo("cut");
        assertThat(before.get("lacks").get(0).get("step").asInt()).isEqualTo(3);

        var id = run.get("run_id").asText();
        assertThat(execute("diff", WHOLE, id)).as(captured.out()).isZero();
        assertThat(captured.lines()).last().isEqualTo("The runs are equal in 4 steps.");
        assertThat(execute("show", id, "--json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(captured.out())
                        .get("run")
                        .get("replay_of")
                        .asText())
                .startsWith(WHOLE);
        assertThat(execute("ls", "source:replay", "id:" + id, "--json")).isZero();
        assertThat(captured.lines()).hasSize(1);
        assertThat(execute("ls", "user:ana", "--json")).isZero();
        assertThat(captured.lines()).as("the user's own runs alone").hasSize(2);
    }

    @Test
    void aReplayIsTheSameEachTime() throws IOException {
        var first = replayed("replay", WHOLE, "--json").get("run_id").asText();
        var again = replayed("replay", first, "--json").get("run_id").asText();
        assertThat(execute("diff", first, again, "--exact")).as(captured.out()).isZero();
        assertThat(execute("diff", WHOLE, again)).as(captured.out()).isZero();
    }

    @Test
    void aReplayThatWasExportedComesBackAsOne() throws IOException {
        var run = replayed("replay", WHOLE, "--json").get("run_id").asText();
        var file = folder.resolve("replay.zip").toString();
        assertThat(execute("export", "id:" + run, "-o", file))
                .as(captured.err())
                .isZero();
        assertThat(execute("db", "delete", run, "--yes")).as(captured.err()).isZero();
        assertThat(execute("import", file)).as(captured.err()).isZero();
        assertThat(execute("show", run, "--json")).as(captured.err()).isZero();
        var shown = new ObjectMapper().readTree(captured.out());
        assertThat(shown.get("run").get("replay_of").asText()).startsWith(WHOLE);
        assertThat(shown.get("spans").findValuesAsText("span_name")).contains("recorded.llm.m-1");
        assertThat(shown.get("run").get("tree_tokens").isNull()).isTrue();
        assertThat(shown.get("run").get("user_id").isNull()).isTrue();
    }

    @Test
    void whatCannotBeReplayedIsOneLine() {
        assertThat(execute("replay", SILENT)).isEqualTo(1);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains("cannot be replayed from its record", "No messages: step 2 (llm.m-1)");
        assertThat(execute("replay", "eeee")).isEqualTo(1);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(execute("replay")).isEqualTo(2);
    }

    private JsonNode replayed(String... words) throws IOException {
        assertThat(execute(words)).as(captured.err()).isZero();
        return new ObjectMapper().readTree(captured.lines().getLast());
    }

    private void imported(SentAgent run, String name) throws IOException {
        var file = Files.write(folder.resolve(name + ".json"), run.bytes());
        assertThat(execute("import", file.toString())).as(captured.err()).isZero();
    }

    private int execute(String... words) {
        captured = new Captured();
        var url = db.target().url();
        var full = url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password();
        return Cli.run(
                Stream.concat(Stream.of(words), Stream.of("--db", full)).toArray(String[]::new),
                captured.terminal(),
                new NoScreens());
    }
}
