package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlConsoleTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    @BeforeAll
    static void makeTable() {
        execute("CREATE TABLE kept (a int)");
        execute("INSERT INTO kept VALUES (1)");
        execute("CREATE FUNCTION sly() RETURNS int LANGUAGE plpgsql AS"
                + " $$ BEGIN INSERT INTO kept VALUES (2); RETURN 1; END $$");
        execute("CREATE FUNCTION slyer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN SET TRANSACTION READ WRITE;"
                + " INSERT INTO kept VALUES (2); RETURN 1; END $$");
        execute("CREATE PROCEDURE sliest() LANGUAGE plpgsql AS"
                + " $$ BEGIN COMMIT; INSERT INTO kept VALUES (2); COMMIT; END $$");
    }

    /** Nothing that a test tried has left a mark. */
    @AfterEach
    void nothingChanged() {
        var dsl = DB.database().dsl();
        assertThat(dsl.fetchValue("SELECT string_agg(a::text, ',') FROM kept")).isEqualTo("1");
        assertThat(dsl.fetchValue("SELECT to_regclass('made')")).isNull();
        assertThat(dsl.fetchValue("SHOW default_transaction_read_only")).isEqualTo("off");
        assertThat(dsl.fetchValue("SHOW transaction_read_only")).isEqualTo("off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO kept VALUES (2)",
                "DROP TABLE kept",
                "CREATE TABLE made ()",
                "SELECT * INTO made FROM kept",
                "SELECT sly()",
                "SELECT slyer()",
                "SELECT set_config('transaction_read_only', 'off', false), sly()",
                "EXPLAIN ANALYZE INSERT INTO kept VALUES (2)",
                "WITH gone AS (DELETE FROM kept RETURNING a) SELECT * FROM gone",
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "COPY kept FROM STDIN",
                "DO $$ BEGIN INSERT INTO kept VALUES (2); END $$",
                "DO $$ BEGIN COMMIT; INSERT INTO kept VALUES (2); END $$",
                "CALL sliest()",
                "COMMIT",
                "COMMIT AND CHAIN",
                "END",
                "ROLLBACK",
                "BEGIN READ WRITE",
                "SET TRANSACTION READ WRITE",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
                "SET default_transaction_read_only = off",
                "PREPARE TRANSACTION 'x'",
                "COMMIT; CREATE TABLE made ()",
                "SELECT 1; DROP TABLE kept",
                "SELECT 1; COMMIT; DROP TABLE kept",
                "SELECT 'a''; b'; DROP TABLE kept",
                "SELECT $x$ ; $x$; DROP TABLE kept",
                "SELECT 1 /* ; */; DROP TABLE kept",
                "SELECT 1 -- ;\n; DROP TABLE kept",
                "SELECT E'\\'' ; DROP TABLE kept --'",
                "SELECT '\\' ; DROP TABLE kept --'",
                "SELECT (1; COMMIT; DROP TABLE kept)",
                "/* /* */ SELECT */ DROP TABLE kept",
                "-- SELECT\rDROP TABLE kept",
                "",
                " ; ",
                "-- nothing",
                "/* not closed"
            })
    void whatWouldChangeAnythingIsRefusedInOneLine(String sql) {
        assertThatThrownBy(() -> run(sql, false))
                .isInstanceOf(StoreException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    /** Where the server takes backslashes in plain strings, the same text splits elsewhere. */
    @Test
    void stringsAreReadAsTheConnectionReadsThem() {
        var name = DB.database().dsl().fetchValue("SELECT quote_ident(current_database())");
        execute("ALTER DATABASE " + name + " SET standard_conforming_strings = off");
        try (var other = Database.open(DB.target(), DB.home())) {
            assertThatThrownBy(() -> new SqlConsole(other)
                            .run("SELECT '\\' ' ; COMMIT; CREATE TABLE made () --'", false, new Rows()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("One statement at a time");
        } finally {
            execute("ALTER DATABASE " + name + " RESET standard_conforming_strings");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM kept",
                "SELECT a FROM kept;",
                "select a from kept ; -- the end;",
                "/* a; /* b; */ c */ SELECT a FROM kept",
                "-- first;\nSELECT a FROM kept",
                "(SELECT a FROM kept) UNION ALL (SELECT a FROM kept WHERE false)",
                "WITH x AS (SELECT a FROM kept) SELECT a FROM x",
                "TABLE kept",
                "VALUES (1)",
                "SELECT 1 WHERE ';' = $x$;$x$ AND '{\"a\":1}'::jsonb ? 'a'"
            })
    void aQuestionIsAnswered(String sql) {
        assertThat(run(sql, false)).containsExactly(List.of("1"));
    }

    @Test
    void plansAndSettingsAreShown() {
        assertThat(run("EXPLAIN ANALYZE CREATE TABLE made AS SELECT 1", false))
                .as("which is rolled back")
                .isNotEmpty();
        assertThat(run("EXPLAIN SELECT a FROM kept", false)).isNotEmpty();
        assertThat(run("SHOW transaction_read_only", false)).containsExactly(List.of("on"));
    }

    @Test
    void twoStatementsAreRefusedForWritingToo() {
        assertThatThrownBy(() -> run("CREATE TABLE made (); SELECT 1", true))
                .hasMessage("One statement at a time: there are 2 here.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 | SELECT",
                "((select 1)) | SELECT",
                "/*/**/*/copy x | COPY",
                "selecté 1 | SELECTÉ",
                "select/**/1 | SELECT",
                "select1 | SELECT1"
            })
    void theFirstWordIsTheServers(String sql, String word) {
        assertThat(FirstWord.of(sql)).isEqualTo(word);
    }

    private static List<List<@Nullable String>> run(String sql, boolean write) {
        var rows = new Rows();
        new SqlConsole(DB.database()).run(sql, write, rows);
        return rows.taken;
    }

    private static void execute(String sql) {
        DB.database().dsl().execute(sql);
    }

    private static final class Rows implements SqlConsole.Reader {
        final List<List<@Nullable String>> taken = new ArrayList<>();

        @Override
        public void columns(List<SqlConsole.Column> columns) {}

        @Override
        public void row(List<@Nullable String> values) {
            taken.add(values);
        }
    }
}
