package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, deleted and told of a database, by commands. */
class KeepingCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Captured captured = new Captured();

    @Test
    void retentionIsSaidSetAndTriedOut() throws IOException {
        assertThat(printed("db", "retain").getFirst()).isEqualTo("Kept: steps for 90 days, runs for ever");
        assertThat(printed("db", "retain", "--days", "30", "--max-size", "20GB", "--dry-run")
                        .getFirst())
                .isEqualTo("Would be kept: steps for 30 days, at most 20.0 GB, runs for ever");
        assertThat(json("db", "retain", "--json").get("days").asInt()).isEqualTo(90);
        assertThat(printed("db", "retain", "--days", "off", "--max-size", "20GB")
                        .getFirst())
                .isEqualTo("Kept: steps for ever, at most 20.0 GB, runs for ever");
        var set = json("db", "retain", "--now", "--json");
        assertThat(set.get("days").isNull()).isTrue();
        assertThat(set.get("max_bytes").asLong()).isEqualTo(20L << 30);
        assertThat(set.get("went").get("days")).isEmpty();
        assertThat(printed("db", "retain", "--days", "90", "--max-size", "off").getFirst())
                .isEqualTo("Kept: steps for 90 days, runs for ever");
    }

    @Test
    void whatMakesNoSenseIsWrongUsage() {
        assertThat(wrong("db", "retain", "--days", "soon"))
                .contains("'soon' is neither a number from 1 on nor \"off\"");
        assertThat(wrong("db", "retain", "--days", "0")).contains("one day at least");
        assertThat(wrong("db", "retain", "--runs-days", "10"))
                .contains("at least as long as their steps, which is 90 days. See");
        assertThat(wrong("db", "retain", "--max-size", "20 pounds")).contains("no size such as 20GB");
        assertThat(wrong("db", "retain", "--now", "--dry-run")).contains("one of them");
        assertThat(wrong("db", "delete")).contains("Name what to delete");
        assertThat(wrong("db", "delete", "abc", "--user", "ana")).contains("Name what to delete");
        assertThat(wrong("db", "delete", "--user", "")).contains("--user needs a name");
        assertThat(wrong("db", "delete", "--session", " ")).contains("--session needs a name");
        assertThat(runAll(Stream.of("db", "status", "--db", ""))).isEqualTo(2);
    }

    @Test
    void aRunIsDeletedWithAReceiptOnceItIsMeant() throws IOException {
        var trace = imported("a1");
        assertThat(wrong("db", "delete", trace)).contains("would delete 1 run with 2 steps of 1 trace", "--yes");
        assertThat(printed("ls", "id:" + trace + "*", "--json")).hasSize(1);

        assertThat(printed("db", "delete", trace, "--yes").getFirst())
                .startsWith("Deleted 1 run, 2 spans, 0 shared contents, 0 log records, 1 whole trace; ");
        assertThat(printed("ls", "id:" + trace + "*", "--json")).isEmpty();
        assertThat(run("db", "delete", trace, "--yes")).isEqualTo(1);
    }

    @Test
    void aUserIsDeletedAndTheReceiptIsJson() throws IOException {
        imported("b1");
        imported("b2");
        var receipt = json("db", "delete", "--user", "zoë b", "--yes", "--json");
        assertThat(receipt.get("deleted").asText()).isEqualTo("user zoë b");
        assertThat(receipt.get("traces").asInt()).isEqualTo(2);
        assertThat(receipt.get("spans").asInt())
                .isEqualTo(2 * receipt.get("traces").asInt());
        captured = new Captured();
        assertThat(run("db", "delete", "--user", "zoë b", "--yes")).isEqualTo(1);
        assertThat(captured.err()).isEqualTo("There is no run of user zoë b: nothing was deleted.\n");
    }

    @Test
    void whatIsDeletedGoesFromThePrimaryDatabaseTooBeforeTheCommandEnds() throws IOException {
        assertThat(run("sql", "--write", "CREATE SCHEMA sessions")).isZero();
        var primary = url() + "&currentSchema=sessions";
        var trace = imported("d7", "--db", primary, "--trace-db", url());
        var sessions = "SELECT count(*) AS n FROM agno_sessions WHERE trace_id = '" + trace + "'";
        assertThat(on(primary, "sql", "--primary", "--json", sessions)).contains("{\"n\":1}");
        assertThat(on(primary, "db", "delete", trace, "--yes")).startsWith("Deleted 1 run");
        assertThat(on(primary, "sql", "--primary", "--json", sessions)).contains("{\"n\":0}");
    }

    @Test
    void whatSessionsRememberIsDeletedAlsoWhereNoRunIsLeft() throws IOException {
        var remember = "INSERT INTO runtree_sessions (session_id, user_id, state) VALUES ('s', 'nora', '{}')";
        assertThat(run("sql", "--write", remember)).isZero();
        captured = new Captured();
        assertThat(run("db", "delete", "--user", "nora")).isEqualTo(2);
        assertThat(captured.err()).contains("and what is remembered of 1 session");
        var receipt = json("db", "delete", "--user", "nora", "--yes", "--json");
        assertThat(receipt.get("runs").asInt()).isZero();
        assertThat(receipt.get("sessions").asInt()).isEqualTo(1);
    }

    private String on(String primary, String... words) {
        captured = new Captured();
        var more = Stream.of("--db", primary, "--trace-db", url());
        assertThat(runAll(Stream.concat(Stream.of(words), more)))
                .as(captured.err())
                .isZero();
        return captured.out();
    }

    @Test
    void aRunIsKeptAndLeft() throws IOException {
        var trace = imported("c1");
        assertThat(printed("db", "keep", trace)).containsExactly("Kept: 1 run");
        assertThat(printed("db", "keep", trace)).containsExactly("Kept: 1 run, 1 of them already");
        assertThat(printed("db", "keep", trace, "--not")).containsExactly("Left to retention: 1 run");
    }

    @Test
    void statusTellsWhatFillsTheDiskAndWhatGoesNext() throws IOException {
        imported("d1");
        var text = String.join("\n", printed("db", "status"));
        assertThat(text).contains("On disk: ", "spans ", "Oldest span: 20", "Kept: steps for ");
        var storage = json("db", "status", "--json").get("storage");
        assertThat(storage.get("tables").get("spans").asLong()).isPositive();
        var sums = "SELECT sum(pg_total_relation_size(oid))::bigint AS bytes FROM pg_class WHERE relkind = 'r'"
                + " AND relname ~ '(run|model|tool|user|use)_(hours|days)$'";
        assertThat(storage.get("tables").get("roll_ups").asLong())
                .isEqualTo(json("sql", "--json", sums).get("bytes").asLong());
        assertThat(storage.get("retention").get("days").isNumber()
                        || storage.get("retention").get("days").isNull())
                .isTrue();
        assertThat(storage.get("days_without_partition").isArray()).isTrue();
    }

    @Test
    void showSaysThatStepsWereRemoved() throws IOException {
        var trace = imported("e1");
        assertThat(json("show", trace, "--json").has("steps_removed_at")).isFalse();
        removeSteps(trace);
        assertThat(printed("show", trace)).contains("steps removed by retention on 2026-11-20");
        var shown = json("show", trace, "--json");
        assertThat(shown.get("steps_removed_at").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(shown.get("spans")).isEmpty();
        assertThat(shown.get("run").get("span_count").asInt()).isEqualTo(2);
    }

    @Test
    void anExportLeavesOutWhatHasNoStepsAnyMore() throws IOException {
        var gone = imported("f1");
        var whole = imported("f2");
        removeSteps(gone);
        var file = folder.resolve("f.zip");
        captured = new Captured();
        assertThat(run("export", "user:\"zoë f\"", "-o", file.toString())).isZero();
        assertThat(captured.lines())
                .containsExactly("Exported 2 spans of 1 trace to " + file + ", a zip of one file a trace.");
        assertThat(captured.err()).isEqualTo("1 trace had no steps any more, since retention removed them: left out\n");
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly(whole + ".json");
        }

        captured = new Captured();
        var alone = folder.resolve("gone.json");
        assertThat(run("export", "id:" + gone + "*", "-o", alone.toString())).isEqualTo(1);
        assertThat(captured.err())
                .isEqualTo("The steps of this trace were removed by retention: there is nothing to write.\n");
        assertThat(alone).doesNotExist();
    }

    private void removeSteps(String trace) {
        for (var sql : List.of(
                "UPDATE agno_traces SET steps_removed_at = '2026-11-20T12:00:00Z' WHERE trace_id = '" + trace + "'",
                "DELETE FROM runtree_spans WHERE trace_id = '" + trace + "'")) {
            assertThat(run("sql", "--write", sql)).isZero();
        }
    }

    private String imported(String end, String... where) throws IOException {
        var trace = "5b8aa5a2d2c872e8321cf37308d600" + end;
        var now = System.currentTimeMillis() * 1_000_000L;
        var file = Files.writeString(
                folder.resolve(end + ".json"), """
                {"resourceSpans":[{"scopeSpans":[{"spans":[
                {"traceId":"%1$s","spanId":"5fb397be34d26b51","name":"invoke_agent support","kind":1,
                 "startTimeUnixNano":"%2$d","endTimeUnixNano":"%3$d","status":{"code":1},
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
                               {"key":"user.id","value":{"stringValue":"zoë %4$s"}}]},
                {"traceId":"%1$s","spanId":"5fb397be34d26b52","parentSpanId":"5fb397be34d26b51","name":"execute_tool x",
                 "startTimeUnixNano":"%2$d","endTimeUnixNano":"%3$d",
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}}]}]}]}]}
                """.formatted(trace, now, now + 1_000_000, end.substring(0, 1)));
        var to = where.length == 0 ? Stream.of("--db", url()) : Stream.of(where);
        assertThat(runAll(Stream.concat(Stream.of("import", file.toString()), to)))
                .isZero();
        return trace;
    }

    private JsonNode json(String... words) throws IOException {
        var lines = printed(words);
        assertThat(lines).hasSize(1);
        return JSON.readTree(lines.getFirst());
    }

    private String wrong(String... words) {
        captured = new Captured();
        assertThat(run(words)).isEqualTo(2);
        assertThat(captured.out()).isEmpty();
        return captured.err();
    }

    private List<String> printed(String... words) {
        captured = new Captured();
        assertThat(run(words)).as(captured.err()).isZero();
        assertThat(captured.err()).isEmpty();
        return captured.lines();
    }

    private int run(String... words) {
        return runAll(Stream.concat(Stream.of(words), Stream.of("--db", url())));
    }

    private int runAll(Stream<String> words) {
        return Cli.run(words.toArray(String[]::new), captured.terminal(), new NoScreens());
    }

    private static String url() {
        var url = db.target().url();
        return url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password();
    }
}
