package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.KeptFilters;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SavedView;
import dev.runtree.settings.SettingsFile;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on a real database: what they print, on which stream, and with which status. */
class CommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String TRACE = "5b8aa5a2d2c872e8321cf37308d69df2";
    private static final String AGENT = "5fb397be34d26b51";

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @BeforeEach
    void importARun() throws IOException {
        assertThat(run("import", body().toString())).isZero();
        captured = new Captured();
    }

    @Test
    void importSaysWhatItStoredAndAgainChangesNothing() throws IOException {
        assertThat(run("import", body().toString())).isZero();
        assertThat(captured.lines()).hasSize(2);
        assertThat(captured.lines().getLast()).isEqualTo("Imported 2 spans of 1 trace.");
        assertThat(captured.err()).isEmpty();
        assertThat(printed("ls", "--json")).hasSize(1);
    }

    @Test
    void lsPrintsJsonLinesAndNothingElse() throws IOException {
        List<String> lines = printed("ls", "--json");
        assertThat(lines).hasSize(1);
        JsonNode run = new ObjectMapper().readTree(lines.getFirst());
        assertThat(run.get("run_id").asText()).isEqualTo(TRACE + "-" + AGENT);
        assertThat(run.get("name").asText()).isEqualTo("support");
        assertThat(run.get("user_id").asText()).isEqualTo("zoë");
        assertThat(run.get("status").asText()).isEqualTo("ok");
        assertThat(run.get("start_time").asText()).isEqualTo("2026-11-24T13:02:11.000000123Z");
        assertThat(run.get("error_count").asInt()).isEqualTo(1);
        assertThat(run.get("source").asText()).isEqualTo("import");
    }

    @Test
    void aTermWithAMinusIsAFilterAndNotAnOption() {
        assertThat(printed("ls", "--json", "user:zoë", "-status:error")).hasSize(1);
        assertThat(printed("ls", "--json", "-user:zoë")).isEmpty();
        assertThat(printed("ls", "--json", "NOT user:zoë")).isEmpty();
    }

    @Test
    void wordsAreFoundInWhatAStepWasGiven() {
        assertThat(printed("ls", "--json", "r-7")).hasSize(1);
        assertThat(printed("ls", "--json", "r-7", "user:nobody")).isEmpty();
        assertThat(printed("ls", "--json", "r-8")).isEmpty();
        assertThat(printed("ls", "r-7").getLast()).contains("\"number\":\"R-7\"");
        assertThat(captured.err()).isEmpty();
    }

    @Test
    void aListWithoutMatchSaysSo() {
        assertThat(printed("ls", "user:nobody")).containsExactly("No run matches.");
        assertThat(printed("ls", "user:nobody", "--json")).isEmpty();
    }

    @Test
    void lsListsTheRunsOfASavedView() {
        var home = new RuntreeHome(folder.resolve("home"));
        var settings = new SettingsFile(home);
        settings.save(KeptFilters.of(settings.load())
                .with(new SavedView("Zoë's", "user:zoë OR user:nobody", null))
                .with(new SavedView("none", "user:nobody", null))
                .into(settings.load()));

        assertThat(listed(home, "--json", "--view", "Zoë's")).isZero();
        assertThat(captured.lines()).hasSize(1);
        assertThat(listed(home, "--json", "--view", "Zoë's", "status:error")).isZero();
        assertThat(captured.lines()).isEmpty();
        assertThat(listed(home, "--view", "none")).isZero();
        assertThat(captured.lines()).containsExactly("No run matches.");

        var line = new CommandLine(new Ls(new Program(captured.terminal(), home, new NoScreens())));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            assertThat(failure).isInstanceOf(WrongUsage.class).hasMessageContaining("none, Zoë's");
            return 1;
        });
        assertThat(line.execute("--view", "absent")).isEqualTo(1);
    }

    private int listed(RuntreeHome home, String... options) {
        captured = new Captured();
        return new CommandLine(new Ls(new Program(captured.terminal(), home, new NoScreens())))
                .execute(words(db.target().url(), options));
    }

    @Test
    void showTakesARunATraceAndABeginning() {
        for (String word : List.of(TRACE + "-" + AGENT, TRACE, "5b8aa5", "5b8aa5a2-5fb3")) {
            assertThat(printed("show", word)).first().asString().startsWith("support  ok  ");
        }
    }

    @Test
    void showPrintsTheTreeAsOneJsonObject() throws IOException {
        JsonNode trace = new ObjectMapper().readTree(String.join("", printed("show", TRACE, "--payload", "--json")));
        assertThat(trace.get("spans").findValuesAsText("span_name"))
                .containsExactly("agent.support", "tool.find_order");
        JsonNode tool = trace.get("spans").get(1);
        assertThat(tool.get("depth").asInt()).isEqualTo(1);
        assertThat(tool.get("tool_arguments").toString()).isEqualTo("{\"number\":\"R-7\"}");
        assertThat(tool.get("status_message").asText()).isEqualTo("no such order");
        assertThat(tool.get("attributes").get("gen_ai.tool.name").asText()).isEqualTo("find_order");
    }

    @Test
    void aMistakeInAFilterIsShownAtItsPlace() {
        assertThat(run("ls", "user:zoë", "colour:red")).isEqualTo(1);
        assertThat(captured.out()).isEmpty();
        List<String> lines = captured.err().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("  user:zoë colour:red");
        assertThat(lines.get(2)).startsWith("           ^");
    }

    @Test
    void whatIsUnknownIsToldInOneLine() {
        fails("There is no run or trace \"nothing\"", "show", "nothing");
        fails("there is no such file", "import", folder.resolve("absent.pb").toString());
    }

    @Test
    void aFileThatCannotBeReadKeepsNothingElseFromBeingStored() throws IOException {
        Path corrupt = Files.write(folder.resolve("corrupt.pb"), new byte[] {10, 127, 1, 2, 3});
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertThat(run("import", corrupt.toString(), text.toString(), body().toString()))
                .isEqualTo(1);
        assertThat(captured.lines().getLast()).contains("Imported 2 spans of 1 trace", "could not read 2 files");
        assertThat(captured.err().lines()).hasSize(2).allMatch(line -> line.startsWith(folder.toString()));
        assertThat(printed("ls", "--json")).hasSize(1);
    }

    @Test
    void aBodyThatIsCutOffIsToldWithItsPlaceAndOnlyThat() throws IOException {
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"resourceSpans\":[{");
        fails("at byte 19 of 19: Unexpected end-of-input", "import", cut.toString());
        assertThat(captured.err()).doesNotContain("REDACTED", "Exception");
    }

    @Test
    void sqlReadsAndWritesOnlyWhenTold() {
        assertThat(printed("sql", "SELECT 1 AS one, true AS yes, NULL AS none, '{\"a\":1}'::json AS doc", "--json"))
                .containsExactly("{\"one\":1,\"yes\":true,\"none\":null,\"doc\":{\"a\":1}}");
        assertThat(printed("sql", "SELECT name, status FROM runtree_runs"))
                .containsExactly("name     status", "support  ok");
        fails("--write", "sql", "CREATE TABLE mine (a int)");
        fails("One statement at a time", "sql", "SELECT 1; SELECT 2");
        fails("no_such_table", "sql", "SELECT * FROM no_such_table");
        printed("sql", "--write", "CREATE TABLE mine (a int)");
        assertThat(printed("sql", "--write", "INSERT INTO mine VALUES (1), (2)"))
                .containsExactly("2 rows changed.");
    }

    @Test
    void wrongUsageIsOneLineAndStatusTwo() {
        for (String[] words : new String[][] {
            {"nonsense"},
            {"ls", "--limt", "3"},
            {"ls", "--limit", "0"},
            {"ls", "--limit", "-3"},
            {"show"},
            {"import"},
            {"sql"}
        }) {
            captured = new Captured();
            assertThat(Cli.run(words, captured.terminal(), new NoScreens())).isEqualTo(2);
            assertThat(captured.err().lines()).hasSize(1);
            assertThat(captured.err()).contains("--help");
            assertThat(captured.out()).isEmpty();
        }
    }

    @Test
    void aRunOrAFileOpensTheWindowAlsoWithoutTheWordOpen() throws IOException {
        String file = body().toString();
        for (String[] words : new String[][] {{"5b8aa5a2"}, {"open", "5b8aa5a2"}, {file}, {"open", file}}) {
            var screens = new OpenedScreens();
            assertThat(Cli.run(words(db.target().url(), words), captured.terminal(), screens))
                    .isZero();
            assertThat(screens.shown).containsExactly(words[words.length - 1]);
        }
        fails("There is no file", "open", folder.resolve("absent.json").toString());
    }

    @Test
    void aStatusTellsSchemaSizeAndRows() throws IOException {
        assertThat(printed("db", "status"))
                .anyMatch(line -> line.startsWith("Schema: version ") && line.endsWith("up to date"))
                .anyMatch(line -> line.startsWith("Holds: 1 run, 1 trace, 2 spans; "));
        JsonNode status = new ObjectMapper().readTree(String.join("", printed("db", "status", "--json")));
        assertThat(status.get("schema").asInt())
                .isEqualTo(status.get("known_schema").asInt());
        assertThat(status.get("spans").asInt()).isEqualTo(2);
        assertThat(status.get("url").asText()).doesNotContain("password");
    }

    @Test
    void anAgentFileWithAMistakeIsToldWithLineAndColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yaml"), "name: a\nmodel: [\n");
        captured = new Captured();
        assertThat(run("run", file.toString(), "-m", "hello")).isEqualTo(1);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).containsPattern("agent\\.yaml:\\d+:\\d+").doesNotContain("Exception");
        fails("there is no such file", "run", folder.resolve("absent.yaml").toString(), "-m", "hello");
    }

    @Test
    void aDatabaseThatCannotBeUsedIsToldInOneLineWithoutItsPassword() {
        DatabaseTarget.Server server = db.target();
        String wrong = server.url().replaceFirst("/[^/?]+(\\?|$)", "/absent$1");
        captured = new Captured();
        assertThat(Cli.run(words(wrong, "ls"), captured.terminal(), new NoScreens()))
                .isEqualTo(1);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains("absent").doesNotContain(String.valueOf(server.password()), "Exception");
    }

    @Test
    void aReaderThatHasGoneEndsACommandQuietly() {
        var gone = new Terminal(
                new Output(new java.io.OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                }),
                captured.terminal().err(),
                null,
                false,
                false);
        assertThat(Cli.run(words(db.target().url(), "ls", "--json"), gone, new NoScreens()))
                .isZero();
        assertThat(captured.err()).isEmpty();
    }

    private static final class OpenedScreens implements Screens {
        private final List<String> shown = new ArrayList<>();

        @Override
        public List<String> views() {
            return List.of();
        }

        @Override
        public boolean hasDisplay() {
            return true;
        }

        @Override
        public void open(Window window) {
            shown.add(String.valueOf(window.show()));
        }

        @Override
        public void render(Picture picture) {
            throw new UnsupportedOperationException();
        }
    }

    private void fails(String line, String... words) {
        captured = new Captured();
        assertThat(run(words)).isEqualTo(1);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains(line);
    }

    private List<String> printed(String... words) {
        captured = new Captured();
        assertThat(run(words)).as(captured.err()).isZero();
        assertThat(captured.err()).isEmpty();
        return captured.lines();
    }

    private int run(String... words) {
        return Cli.run(words(db.target().url(), words), captured.terminal(), new NoScreens());
    }

    /** The command's words with {@code --db}, whose URL carries user and password as {@link DatabaseTarget} has them. */
    private static String[] words(String url, String... words) {
        String separator = url.contains("?") ? "&" : "?";
        String full = url + separator + "user=" + db.target().user() + "&password="
                + db.target().password();
        return Stream.concat(Stream.of(words), Stream.of("--db", full)).toArray(String[]::new);
    }

    private Path body() throws IOException {
        return Files.writeString(folder.resolve("body.json"), """
                {"resourceSpans":[{"scopeSpans":[{"spans":[
                {"traceId":"%1$s","spanId":"%2$s","name":"invoke_agent support","kind":1,
                 "startTimeUnixNano":"1795525331000000123","endTimeUnixNano":"1795525332000000000","status":{"code":1},
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
                               {"key":"user.id","value":{"stringValue":"zoë"}},
                               {"key":"gen_ai.agent.name","value":{"stringValue":"support"}}]},
                {"traceId":"%1$s","spanId":"5fb397be34d26b52","parentSpanId":"%2$s","name":"execute_tool find_order",
                 "startTimeUnixNano":"1795525331100000000","endTimeUnixNano":"1795525331200000000",
                 "status":{"code":2,"message":"no such order"},
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},
                               {"key":"gen_ai.tool.name","value":{"stringValue":"find_order"}},
                               {"key":"gen_ai.tool.call.arguments","value":{"stringValue":"{\\"number\\":\\"R-7\\"}"}}]}]}]}]}
                """.formatted(TRACE, AGENT));
    }
}
