package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code runtree watch} prints of real programs' traces is what the founding text's own statements say. */
class WatchCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final List<String> ALWAYS = List.of("--since", "2000-01-01", "--until", "2100-01-01");
    private static final String ALL_RUNS =
            " (SELECT id, model, user_id, status, total_tokens FROM agno_sessions UNION ALL"
                    + " SELECT id, model, user_id, status, total_tokens FROM agno_team_sessions UNION ALL"
                    + " SELECT id, model, user_id, status, total_tokens FROM agno_workflow_sessions) runs ";

    private Captured captured = new Captured();

    @BeforeAll
    static void fill() {
        for (var capture : List.of(
                "agno-toolerror",
                "gen-ai-agent",
                "gen-ai-toolerror",
                "openinference-openai-agent",
                "langfuse-python-agent",
                "haystack-tool-error",
                "openai-agents-js-handoff",
                "vercel-5-two-agents")) {
            var captured = new Captured();
            var file = "src/test/resources/otlp/" + capture + ".pb";
            assertThat(Cli.run(new String[] {"import", file, "--db", url()}, captured.terminal(), new NoScreens()))
                    .as(captured.err())
                    .isZero();
        }
        var asked = new Captured();
        var insert =
                "INSERT INTO agno_approvals (id, run_id, session_id, status, source_type, approval_type, pause_type,"
                        + " tool_name, created_at) VALUES ('a', 'r', 's', 'pending', 'agent', 'required', 'confirmation',"
                        + " 'book', now() - interval '1 hour')";
        assertThat(Cli.run(new String[] {"sql", "--write", insert, "--db", url()}, asked.terminal(), new NoScreens()))
                .as(asked.err())
                .isZero();
    }

    @Test
    void its_numbers_are_those_of_the_statements() throws IOException {
        var lines = printed(new Captured(), "--json");
        assertThat(lines).hasSize(1);
        var watched = new ObjectMapper().readTree(lines.getFirst());

        assertThat(watched.at("/latency/runs").asText()).isEqualTo(one("SELECT count(*) FROM" + ALL_RUNS));
        assertThat(watched.at("/latency/failed").asText())
                .isEqualTo(one("SELECT count(*) FROM" + ALL_RUNS + "WHERE status = 'error'"));
        assertThat(watched.at("/latency/p99_ms").asDouble())
                .isBetween(
                        0.95 * Double.parseDouble(one(longest("agent"))),
                        1.06 * Double.parseDouble(one(longest("agent|team|workflow|llm|tool|other|step"))));
        assertThat(rows(watched.at("/spend/models"), "model", "total_tokens"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        ask("SELECT model, sum(total_tokens) FROM" + ALL_RUNS + "WHERE total_tokens > 0 GROUP BY model"
                                // No run counts them as its own, and they are paid for all the same.
                                + " UNION ALL SELECT model, sum(input_tokens) FROM agno_spans WHERE kind = 'embedding'"
                                + " GROUP BY model"));
        assertThat(rows(watched.at("/tools/tools"), "tool", "failed", "calls"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        ask("SELECT substr(span_name, 6), count(*) FILTER (WHERE status='error') AS failed, count(*) AS"
                                + " calls FROM agno_spans WHERE span_name LIKE 'tool.%' GROUP BY 1"));
        assertThat(watched.at("/tools/failed").asText())
                .isEqualTo(one("SELECT count(*) FROM agno_spans WHERE status='error' AND span_name LIKE 'tool.%'"));
        assertThat(rows(watched.at("/users/top"), "user_id", "runs"))
                .containsExactlyInAnyOrderElementsOf(
                        ask("SELECT coalesce(user_id, ''), count(*) FROM" + ALL_RUNS + "GROUP BY user_id"));
        assertThat(watched.at("/approvals/pending").asText())
                .isEqualTo(one("SELECT count(*) FROM agno_approvals WHERE status='pending'"));
    }

    private static String longest(String kinds) {
        return "SELECT max(extract(epoch FROM end_time - start_time)) * 1000 FROM agno_spans WHERE span_name ~ '^("
                + kinds + ")\\.'";
    }

    @Test
    void for_reading_it_is_a_paragraph_a_signal_with_courses_on_a_terminal_alone() {
        var plain = printed(new Captured());
        assertThat(plain).anyMatch(line -> line.startsWith("Run latency  "));
        assertThat(plain).anyMatch(line -> line.startsWith("Token spend  "));
        assertThat(plain).anyMatch(line -> line.startsWith("Tool failures  "));
        assertThat(plain).anyMatch(line -> line.startsWith("User activity  "));
        assertThat(plain).anyMatch(line -> line.matches("Approvals  1 waiting, the oldest for 1h 0\\dm, peak 1"));
        assertThat(String.join("", plain)).doesNotContain("█");
        var shown = printed(new Captured(100, false));
        assertThat(shown).anyMatch(line -> line.startsWith("  p90 ") && line.contains("█"));
        assertThat(shown).allMatch(line -> line.length() <= 100);
        var ofUser = printed(new Captured(), "user:nobody");
        assertThat(ofUser).anyMatch(line -> line.startsWith("Run latency  0 runs"));
        assertThat(ofUser).contains("  of all, as it is not counted by user:");
    }

    @Test
    void what_no_roll_up_knows_is_read_from_rows() throws IOException {
        for (var filter : List.of("errors:>0", "session:*", "-tag:beta", "agent:* OR team:*")) {
            var watched = new ObjectMapper()
                    .readTree(printed(new Captured(), "--json", filter).getFirst());
            assertThat(watched.at("/latency/sql").asText()).contains("FROM runtree_runs");
            var runs = ask(sql(watched, "latency"));
            assertThat(watched.at("/latency/runs").asLong())
                    .as(filter)
                    .isPositive()
                    .isEqualTo(runs.stream()
                            .mapToLong(row -> Long.parseLong(row.get(1)))
                            .sum());
            assertThat(rows(watched.at("/tools/tools"), "tool", "calls", "failed"))
                    .as(filter)
                    .containsExactlyInAnyOrderElementsOf(ask(sql(watched, "tools")).stream()
                            .map(row -> row.subList(0, 3))
                            .toList());
            assertThat(rows(watched.at("/spend/models"), "model", "total_tokens"))
                    .as(filter)
                    .containsExactlyInAnyOrderElementsOf(ask(sql(watched, "spend")).stream()
                            .filter(row -> !row.get(1).equals("null"))
                            .map(row -> row.subList(0, 2))
                            .toList());
        }
        var text = printed(new Captured(), "tag:none");
        assertThat(text).anyMatch(line -> line.startsWith("Run latency  0 runs"));
        assertThat(text).contains("  of all, as it is not counted by tag:none");
    }

    private static String sql(JsonNode watched, String signal) {
        // What begins with two hyphens would be an option.
        return watched.at("/" + signal + "/sql").asText().replaceAll("(?m)^--.*\n", "");
    }

    @Test
    void a_time_belongs_to_no_filter_and_a_range_has_two_ends() {
        assertThat(wrong("since:2d"))
                .contains("\"since:2d\" cannot be asked for here: the range of time is chosen apart");
        assertThat(wrong("--since", "soon")).contains("--since needs a time such as 24h");
        assertThat(wrong("--until", "1999-01-01")).contains("--since must be before --until");
    }

    private String wrong(String... words) {
        captured = new Captured();
        var all = Stream.concat(Stream.of("watch"), Stream.concat(Stream.of(words), Stream.of("--db", url())));
        assertThat(Cli.run(all.toArray(String[]::new), captured.terminal(), new NoScreens()))
                .isEqualTo(2);
        assertThat(captured.out()).isEmpty();
        return captured.err();
    }

    private List<String> printed(Captured into, String... words) {
        var all = Stream.of(Stream.of("watch"), Stream.of(words), ALWAYS.stream(), Stream.of("--db", url()))
                .flatMap(part -> part);
        assertThat(Cli.run(all.toArray(String[]::new), into.terminal(), new NoScreens()))
                .as(into.err())
                .isZero();
        assertThat(into.err()).isEmpty();
        return into.lines();
    }

    private static List<List<String>> rows(JsonNode array, String... names) {
        var rows = new ArrayList<List<String>>();
        array.forEach(each -> rows.add(
                Arrays.stream(names).map(name -> each.get(name).asText()).toList()));
        return rows;
    }

    private static String one(String sql) throws IOException {
        return ask(sql).getFirst().getFirst();
    }

    private static List<List<String>> ask(String sql) throws IOException {
        var captured = new Captured();
        var words = new String[] {"sql", "--json", sql, "--db", url()};
        assertThat(Cli.run(words, captured.terminal(), new NoScreens()))
                .as(captured.err())
                .isZero();
        var rows = new ArrayList<List<String>>();
        for (var line : captured.lines()) {
            var row = new ArrayList<String>();
            new ObjectMapper().readTree(line).forEach(value -> row.add(value.asText()));
            rows.add(row);
        }
        return rows;
    }

    private static String url() {
        var url = db.target().url();
        return url + (url.contains("?") ? "&" : "?") + "user=" + db.target().user() + "&password="
                + db.target().password();
    }
}
