package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.DatabaseTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Migration FIRST = new Migration(1, "first", """
            CREATE TABLE things (id int);
            CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
            """);
    private static final Migration SECOND = new Migration(2, "second", "ALTER TABLE things ADD name text");

    private DatabaseTarget.Server target = TestServer.get().emptyDatabase();

    @BeforeEach
    void makeDatabase() {
        target = TestServer.get().emptyDatabase();
    }

    @AfterEach
    void dropDatabase() {
        TestServer.get().drop(target);
    }

    @Test
    void stepsAreAppliedInOrderAndOnce() throws SQLException {
        migrate(target, FIRST);
        migrate(target, FIRST, SECOND);
        migrate(target, FIRST, SECOND);
        assertThat(applied(target)).containsExactly(1, 2);
        assertThat(ask("SELECT string_agg(column_name, ',' ORDER BY ordinal_position)"
                        + " FROM information_schema.columns WHERE table_name = 'things'"))
                .isEqualTo("id,name");
    }

    @Test
    void programsThatStartAtOnceMigrateOnce() throws Exception {
        Callable<Void> start = () -> {
            migrate(target, FIRST, SECOND);
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(Collections.nCopies(16, start))) {
                done.get();
            }
        }
        assertThat(applied(target)).containsExactly(1, 2);
    }

    @Test
    void aDatabaseThatDoesNotKnowItsCharactersIsRefused() {
        var ofBytes = TestServer.get().databaseOfBytes();
        try {
            assertThatThrownBy(() -> migrate(ofBytes, FIRST))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("SQL_ASCII")
                    .hasMessageContaining("Runtree needs UTF8");
        } finally {
            TestServer.get().drop(ofBytes);
        }
    }

    @Test
    void stepThatFailsLeavesTheSchemaAsItWas() throws SQLException {
        var broken = new Migration(2, "broken", "ALTER TABLE things ADD name text; SELECT * FROM nowhere");
        assertThatThrownBy(() -> migrate(target, FIRST, broken))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nowhere");
        assertThat(applied(target)).containsExactly(1);
        migrate(target, FIRST, SECOND);
        assertThat(applied(target)).containsExactly(1, 2);
    }

    @Test
    void schemaOfANewerProgramIsRefused() throws SQLException {
        migrate(target, FIRST, SECOND);
        assertThatThrownBy(() -> migrate(target, FIRST))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "was written by a newer Runtree (schema 2, this program knows 1): update Runtree.");
        assertThat(applied(target)).containsExactly(1, 2);
    }

    @Test
    void schemaOfAnotherBuildIsRefused() throws SQLException {
        migrate(target, FIRST);
        var changed = new Migration(1, "first", "CREATE TABLE things (id bigint)");
        assertThatThrownBy(() -> migrate(target, changed, SECOND))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was written by another build of Runtree (step 1");
        assertThat(applied(target)).containsExactly(1);
    }

    @Test
    void currentSchemaIsMadeAndKeptApart() throws SQLException {
        var own =
                new DatabaseTarget.Server(target.url() + "&currentSchema=Own%20one", target.user(), target.password());
        migrate(own, FIRST, SECOND);
        migrate(target, FIRST);
        assertThat(applied(own)).containsExactly(1, 2);
        assertThat(applied(target)).containsExactly(1);
        assertThat(ask("SELECT string_agg(table_schema, ',' ORDER BY table_schema) FROM information_schema.tables"
                        + " WHERE table_name = 'things'"))
                .isEqualTo("Own one,public");
    }

    @Test
    void databaseWithoutTheRightToMakeTablesIsRefused() {
        var server = TestServer.get();
        var guest = server.guestOf(target);
        assertThatThrownBy(() -> migrate(guest, FIRST))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("User guest may not make tables in 127.0.0.1:")
                .hasMessageContaining("currentSchema");
        var own = new DatabaseTarget.Server(guest.url() + "&currentSchema=guests", guest.user(), guest.password());
        assertThatThrownBy(() -> migrate(own, FIRST))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("User guest may not make tables in 127.0.0.1:");
    }

    @Test
    void everyStepOfTheProgramIsListed() throws IOException {
        var listed = Migration.all().size();
        try (var files = Files.list(Path.of("src/main/resources/db"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql"))).hasSize(listed);
        }
    }

    @Test
    void costsThatWereStoredBeforeTheirSourceWasAreTheSdks() throws SQLException {
        var all = Migration.all();
        var before = all.stream()
                .takeWhile(step -> !step.name().equals("cost sources"))
                .toArray(Migration[]::new);
        migrate(target, before);
        execute("INSERT INTO agno_spans (trace_id, span_id, start_time, kind, status, span_name, name, source, cost)"
                + " VALUES ('t', 'a', now(), 'llm', 'ok', 'llm.m', 'm', 'otlp', 0.25),"
                + " ('t', 'b', now(), 'llm', 'ok', 'llm.m', 'm', 'otlp', NULL)");
        execute(
                "INSERT INTO runtree_runs (trace_id, span_id, run_id, type, start_time, last_sign, status, name, source,"
                        + " span_count, error_count, cost) VALUES ('t', 'a', 't-a', 'call', now(), now(), 'ok', 'm', 'otlp', 2, 0, 0.25)");
        migrate(target, all.toArray(Migration[]::new));
        assertThat(ask(
                        "SELECT string_agg(span_id || '=' || coalesce(cost_source, '?') || coalesce(price_date::text, ''),"
                                + " ' ' ORDER BY span_id) FROM agno_spans"))
                .isEqualTo("a=sdk b=?");
        assertThat(ask("SELECT cost || ' ' || unpriced_calls || ' ' || tree_unpriced_calls FROM runtree_runs"))
                .isEqualTo("0.25 0 0");
    }

    private static void migrate(DatabaseTarget.Server target, Migration... steps) throws SQLException {
        var server = new UserServer(target);
        try (var connection = server.connect()) {
            new Migrations(List.of(steps)).bringUpToDate(connection, server);
        }
    }

    private static List<Integer> applied(DatabaseTarget.Server target) throws SQLException {
        var versions = new ArrayList<Integer>();
        try (var connection = new UserServer(target).connect()) {
            for (var step : new Migrations(List.of()).applied(connection)) {
                versions.add(step.version());
            }
        }
        return versions;
    }

    private void execute(String sql) throws SQLException {
        try (var connection = new UserServer(target).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (var connection = new UserServer(target).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
