package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code runtree diff} on a real database: what it prints, and with which status. */
class DiffCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String RIGHT_DATE = "aaaa0000000000000000000000000001";
    private static final String WRONG_DATE = "bbbb0000000000000000000000000002";
    private static final String AGAIN = "cccc0000000000000000000000000003";
    private static final String ELSEWHERE = "dddd0000000000000000000000000004";

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @BeforeEach
    void importRuns() throws IOException {
        run("gen_ai", RIGHT_DATE, "2026-12-30", "179 euros", 1_795_525_331L);
        run("gen_ai", WRONG_DATE, "2026-12-03", "506 euros", 1_795_535_331L);
        run("gen_ai", AGAIN, "2026-12-30", "179 euros", 1_795_545_331L);
        run("openinference", ELSEWHERE, "2026-12-30", "179 euros", 1_795_555_331L);
    }

    @Test
    void theReasonAndTheDifferencesAreTold() {
        assertThat(diff(RIGHT_DATE, WRONG_DATE)).isEqualTo(1);
        assertThat(captured.err()).isEmpty();
        assertThat(captured.lines())
                .contains("from step 2 on: search_flights got date 2026-12-03 instead of 2026-12-30");
        assertThat(captured.out())
                .contains("1 changed, 1 the same")
                .contains("≠   tool.search_flights  step 2")
                .contains("input $.date \"2026-12-30\" → \"2026-12-03\"")
                .contains("output [-179-]{+506+} euros")
                .doesNotContain("\u001B");
    }

    @Test
    void coloursAreForTerminals() {
        captured = new Captured(100, true);
        assertThat(execute("diff", RIGHT_DATE, WRONG_DATE)).isEqualTo(1);
        assertThat(captured.out()).contains(Style.BAD.start() + "[-179-]" + Style.END);
    }

    @Test
    void theSameAtAnotherTimeIsEqual() {
        assertThat(diff(RIGHT_DATE, RIGHT_DATE)).isZero();
        assertThat(diff(RIGHT_DATE, AGAIN)).as(captured.out()).isZero();
        assertThat(captured.lines()).last().isEqualTo("The runs are equal in 2 steps.");
        assertThat(diff(RIGHT_DATE, AGAIN, "--exact")).isEqualTo(1);
        assertThat(captured.out()).contains("$.asked_at");
    }

    @Test
    void anotherVocabularyForTheSameIsNoDifference() {
        assertThat(diff(RIGHT_DATE, ELSEWHERE)).as(captured.out()).isZero();
        assertThat(diff(WRONG_DATE, ELSEWHERE)).isEqualTo(1);
        assertThat(captured.out()).contains("search_flights got date 2026-12-30 instead of 2026-12-03");
    }

    @Test
    void jsonHasEveryStepOnceAndWhatDiffers() throws IOException {
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--json")).isEqualTo(1);
        assertThat(captured.lines()).hasSize(1);
        var json = new ObjectMapper().readTree(captured.out());
        assertThat(json.get("equal").asBoolean()).isFalse();
        assertThat(json.get("reason").asText()).contains("2026-12-03 instead of 2026-12-30");
        assertThat(json.get("first_step").asInt()).isEqualTo(1);
        assertThat(json.get("left").get("run_id").asText()).startsWith(RIGHT_DATE);
        assertThat(json.get("counts").toString())
                .isEqualTo(
                        "{\"same\":1,\"changed\":1,\"left\":0,\"right\":0,\"moved\":0,\"left_out_of_left\":0,\"left_out_of_right\":0}");
        assertThat(json.get("steps")).hasSize(2);
        var tool = json.get("steps").get(1);
        assertThat(tool.get("fate").asText()).isEqualTo("changed");
        assertThat(tool.get("changed").toString()).isEqualTo("[\"input\",\"output\"]");
        assertThat(tool.get("differences").get(0).toString())
                .isEqualTo(
                        "{\"facet\":\"input\",\"type\":\"value\",\"path\":\"$.date\",\"left\":\"\\\"2026-12-30\\\"\",\"right\":\"\\\"2026-12-03\\\"\"}");
        assertThat(tool.get("duration_ms").get("delta").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void whatCannotBeDoneHasAStatusOfItsOwn() {
        assertThat(diff(RIGHT_DATE, "eeee")).isEqualTo(3);
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.err()).contains("no run or trace \"eeee\"");
        captured = new Captured();
        assertThat(Cli.run(
                        new String[] {"diff", RIGHT_DATE, AGAIN, "--db", "jdbc:postgresql://localhost:1/none?user=x"},
                        captured.terminal(),
                        new NoScreens()))
                .isEqualTo(3);
        assertThat(diff(RIGHT_DATE)).isEqualTo(2);
    }

    @Test
    void aPageTellsTheSame() throws IOException {
        var file = folder.resolve("page.html");
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--html", file.toString())).isEqualTo(1);
        assertThat(captured.lines())
                .containsExactly(
                        "from step 2 on: search_flights got date 2026-12-03 instead of 2026-12-30",
                        "Written to " + file + ".");
        assertThat(captured.err()).isEmpty();
        var page = Files.readString(file);
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<h1><bdi>from step 2 on: search_flights got date 2026-12-03 instead of 2026-12-30</bdi></h1>")
                .contains("href=\"#d1\"", "id=\"d1\"")
                .contains("<bdi>$.date</bdi></th><td dir=\"auto\"><del>&quot;2026-12-30&quot;</del></td>")
                .contains("<del>179</del><ins>506</ins> euros")
                .endsWith("</html>\n");
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--html", "-")).isEqualTo(1);
        assertThat(captured.out()).isEqualTo(page);
        assertThat(diff(RIGHT_DATE, AGAIN, "--html", "-")).isZero();
        assertThat(captured.out()).contains("The runs are equal in 2 steps");
    }

    @Test
    void aFileIsNotReplacedUnasked() throws IOException {
        var file = Files.writeString(folder.resolve("page.html"), "mine");
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--html", file.toString())).isEqualTo(3);
        assertThat(captured.err()).contains("exists already").contains("--force");
        assertThat(file).hasContent("mine");
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--html", file.toString(), "--force"))
                .isEqualTo(1);
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE");
        assertThat(diff(
                        RIGHT_DATE,
                        WRONG_DATE,
                        "--html",
                        folder.resolve("none/page.html").toString()))
                .isEqualTo(3);
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--html", "-", "--json")).isEqualTo(2);
        assertThat(diff(RIGHT_DATE, WRONG_DATE, "--redact")).isEqualTo(2);
    }

    @Test
    void whatIsRedactedIsNotOnThePage() throws IOException {
        run("gen_ai", "1a1a0000000000000000000000000005", "2026-12-30", "ask ana@example.com", 1_795_555_331L);
        run("gen_ai", "1b1b0000000000000000000000000006", "2026-12-30", "ask bo@example.com", 1_795_565_331L);
        assertThat(diff("1a1a", "1b1b", "--redact", "--html", "-")).isEqualTo(1);
        assertThat(captured.out())
                .contains("ask &lt;email <del>1</del><ins>2</ins>&gt;")
                .doesNotContain("@example.com")
                .doesNotContain("ana", "bo@");
        assertThat(captured.err()).startsWith("Redacted email");
        assertThat(diff("1a1a", "1b1b", "--redact=content", "--html", "-")).isEqualTo(1);
        assertThat(captured.out()).doesNotContain("@example.com", "2026-12-30");
    }

    @Test
    void whatARunSaysDoesNothingOnThePage() throws IOException {
        var evil =
                "</script></style><script>alert(1)</script><img src=x onerror=alert(1)> &lt; \\u0000\\u202Eevil\\u0007";
        run("gen_ai", "2a2a0000000000000000000000000015", "2026-12-30", evil, 1_795_555_331L);
        run("gen_ai", "2b2b0000000000000000000000000016", "2026-12-30", "x".repeat(5 << 20) + evil, 1_795_565_331L);
        assertThat(diff("2a2a", "2b2b", "--html", "-")).isEqualTo(1);
        assertThat(captured.out())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; &amp;lt;")
                .contains("<i title=\"U+202E\">", "<i title=\"U+0007\">")
                .contains("the first 20,000 of 5,242,")
                .doesNotContain("<script", "<img", "\u0000", "\u202E", "\u0007")
                .hasSizeLessThan(200_000);
        assertThat(captured.out().split("</style>", -1)).hasSize(2);
    }

    @Test
    void nobodyReadingTheRestChangesNoStatus() {
        for (var format : List.of("--json", "--html=-", "--exact")) {
            var gone = new Output(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("Broken pipe");
                }
            });
            var err = new ByteArrayOutputStream();
            var terminal = new Terminal(gone, Terminal.utf8(err), null, false, false);
            assertThat(Cli.run(words("diff", RIGHT_DATE, WRONG_DATE, format), terminal, new NoScreens()))
                    .as(format)
                    .isEqualTo(1);
            assertThat(Cli.run(words("diff", RIGHT_DATE, RIGHT_DATE, format), terminal, new NoScreens()))
                    .as(format)
                    .isZero();
            assertThat(err.size()).as(format).isZero();
        }
    }

    @Test
    void stepsThatRetentionRemovedCannotBeCompared() throws IOException {
        var old = "abab0000000000000000000000000009";
        run("gen_ai", old, "2026-12-30", "179 euros", 1_600_000_000L);
        assertThat(diff(RIGHT_DATE, old)).isZero();
        for (var sql : List.of(
                "UPDATE agno_traces SET steps_removed_at = '2026-11-20T12:00:00Z' WHERE trace_id = '" + old + "'",
                "DELETE FROM runtree_spans WHERE trace_id = '" + old + "'")) {
            assertThat(execute("sql", "--write", sql)).isZero();
        }
        assertThat(diff(RIGHT_DATE, old)).isEqualTo(3);
        assertThat(captured.err())
                .contains("were removed by retention on 2026-11-20")
                .contains("Import the trace again");
        assertThat(captured.err().lines()).hasSize(1);
        assertThat(captured.out()).isEmpty();
    }

    private int diff(String... words) {
        captured = new Captured();
        return execute(Stream.concat(Stream.of("diff"), Stream.of(words)).toArray(String[]::new));
    }

    private int execute(String... words) {
        return Cli.run(words(words), captured.terminal(), new NoScreens());
    }

    private static String[] words(String... words) {
        var url = db.target().url();
        var full = url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password();
        return Stream.concat(Stream.of(words), Stream.of("--db", full)).toArray(String[]::new);
    }

    /** An agent that calls a tool; what the tool is given names the moment, as the runtime of an agent may. */
    private void run(String dialect, String trace, String date, String result, long second) throws IOException {
        var arguments = "{\\\"date\\\":\\\"%s\\\",\\\"asked_at\\\":%d}".formatted(date, second);
        var isOther = dialect.equals("openinference");
        var agent = isOther
                ? attribute("openinference.span.kind", "AGENT") + "," + attribute("agent.name", "flights")
                : attribute("gen_ai.operation.name", "invoke_agent") + "," + attribute("gen_ai.agent.name", "flights");
        var tool = isOther
                ? attribute("openinference.span.kind", "TOOL") + "," + attribute("tool.name", "search_flights") + ","
                        + attribute("input.value", arguments) + "," + attribute("output.value", result)
                : attribute("gen_ai.operation.name", "execute_tool") + ","
                        + attribute("gen_ai.tool.name", "search_flights") + ","
                        + attribute("gen_ai.tool.call.arguments", arguments) + ","
                        + attribute("gen_ai.tool.call.result", result);
        var body = Files.writeString(
                folder.resolve(trace + ".json"), """
                    {"resourceSpans":[{"scopeSpans":[{"spans":[
                    {"traceId":"%1$s","spanId":"%2$s1","name":"flights","startTimeUnixNano":"%3$d000000000",
                     "endTimeUnixNano":"%3$d900000000","status":{"code":1},"attributes":[%4$s]},
                    {"traceId":"%1$s","spanId":"%2$s2","parentSpanId":"%2$s1","name":"search_flights",
                     "startTimeUnixNano":"%3$d100000000","endTimeUnixNano":"%3$d200000000","attributes":[%5$s]}]}]}]}
                    """.formatted(trace, trace.substring(0, 15), second, agent, tool));
        captured = new Captured();
        assertThat(execute("import", body.toString())).as(captured.err()).isZero();
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
    }
}
