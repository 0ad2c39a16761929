package dev.runtree.ui.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.store.SqlNames;
import dev.runtree.store.SqlNames.NamedColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is offered while a statement is written, and how a text is taken apart into statements. */
class CompletionTest {
    private static final SqlNames NAMES = new SqlNames(
            Map.of(
                    "agno_spans",
                            List.of(new NamedColumn("span_name", "text"), new NamedColumn("start_time", "timestamptz")),
                    "agno_sessions",
                            List.of(new NamedColumn("session_id", "text"), new NamedColumn("Odd name", "text"))),
            List.of("tool.search_flights", "llm.gpt-5"));

    /** @param text with a bar where the cursor is */
    private static List<String> offered(String text, boolean asked) {
        var cursor = text.indexOf('|');
        return Completion.at(text.replace("|", ""), cursor, NAMES, asked)
                .map(found ->
                        found.suggestions().stream().map(Suggestion::written).toList())
                .orElse(List.of());
    }

    @Test
    void columns_of_the_tables_that_the_statement_names_come_first_and_tables_behind_from() {
        assertThat(offered("SELECT sp| FROM agno_spans", true)).startsWith("span_name");
        assertThat(offered("SELECT ses| FROM agno_spans", true)).doesNotContain("session_id");
        assertThat(offered("SELECT * FROM ag|", false)).contains("agno_spans", "agno_sessions");
        assertThat(offered("SELECT s.| FROM agno_spans AS s", false)).containsExactly("span_name", "start_time");
        assertThat(offered("SELECT t.o| FROM agno_sessions t", false)).containsExactly("\"Odd name\"");
        assertThat(offered("SELECT perc|", false)).containsExactly("percentile_cont(");
        assertThat(offered("SELECT 1; SELECT sp| FROM agno_sessions", true)).doesNotContain("span_name");
    }

    @Test
    void inside_a_string_names_and_values_of_the_database_are_offered_and_elsewhere_none_unasked() {
        assertThat(offered("SELECT 1 FROM agno_spans WHERE span_name = 'tool.s|'", false))
                .containsExactly("tool.search_flights");
        assertThat(offered("SELECT 1 WHERE status = 'err|", false)).containsExactly("error");
        assertThat(offered("SELECT 1 -- wher|", true)).isEmpty();
        assertThat(offered("SELECT 'done' |", false)).isEmpty();
        assertThat(offered("SELECT 12|", true)).isEmpty();
        assertThat(offered("s|", false)).isEmpty();
    }

    @Test
    void statements_end_at_semicolons_outside_strings_and_comments() {
        var text = """
            -- first; still
            SELECT 'a;b', $x$ ; $x$, E'\\'; ' /* ; /* ; */ ; */ ;

            SELECT "od;d"
            FROM t; -- behind
            """;
        var all = SqlStatement.in(text, SqlScanner.scan(text));
        assertThat(all.stream().map(SqlStatement::text))
                .containsExactly(
                        "-- first; still\nSELECT 'a;b', $x$ ; $x$, E'\\'; ' /* ; /* ; */ ; */",
                        "SELECT \"od;d\"\nFROM t");
        assertThat(SqlStatement.at(text, all, text.indexOf("od;d"))).contains(all.get(1));
        assertThat(SqlStatement.at(text, all, 3)).contains(all.get(0));
        assertThat(SqlStatement.at(text, all, text.indexOf("\n\nSELECT"))).contains(all.get(0));
        assertThat(SqlStatement.at(text, all, text.indexOf("\nSELECT \""))).contains(all.get(1));
        assertThat(SqlStatement.at(text, all, text.length())).contains(all.get(1));
        assertThat(SqlStatement.in("-- nothing ;\n ;;", SqlScanner.scan("-- nothing ;\n ;;")))
                .isEmpty();
    }

    @Test
    void what_is_not_closed_goes_on_to_the_end() {
        for (var text :
                List.of("SELECT 'a", "SELECT \"a", "SELECT $q$ a $", "/* /* */", "SELECT E'\\", "x", "$", "$1")) {
            var tokens = SqlScanner.scan(text);
            assertThat(tokens.getLast().end()).as(text).isEqualTo(text.length());
        }
    }
}
