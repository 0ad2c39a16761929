package dev.runtree.ui.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.runtree.agent.demo.Demo;
import dev.runtree.settings.SqlMemory;
import dev.runtree.store.Databases;
import dev.runtree.store.SqlConsole;
import dev.runtree.store.SqlNames;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.SqlAsked;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import dev.runtree.ui.text.TextView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The SQL console in the program's window, on a real database. */
@Tag("fx")
class SqlViewTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private FxWindow window;

    @BeforeAll
    static void makeRuns() {
        Demo.run(Databases.of(db.database()), line -> {});
    }

    @BeforeEach
    void show() throws IOException {
        Files.deleteIfExists(db.home().sqlFile());
        window = new FxWindow(db.home(), Inlets.NONE, 1280, 800);
        window.open(db.target());
        window.run(() -> window.main().show(View.SQL));
        window.await("the example", there -> state().matches("(?s)\\d+ rows? in .*"));
    }

    @AfterEach
    void close() throws IOException {
        window.close();
        Files.deleteIfExists(db.home().sqlFile());
    }

    private String state() {
        return window.texts("#sqlState").strip();
    }

    private SqlDesk desk() {
        return (SqlDesk) window.find(".sql-view");
    }

    private TextArea editor() {
        return (TextArea) window.find("#sqlEditor");
    }

    private ResultTable table() {
        return desk().result().table();
    }

    private void press(KeyCode code, boolean control) {
        window.run(() -> Event.fireEvent(
                editor(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false)));
    }

    private void write(String text) {
        window.run(() -> {
            editor().setText(text);
            editor().positionCaret(0);
        });
    }

    /** Runs what is written, as Ctrl+Enter does, and waits for what is told then. */
    private String run(String text) {
        write(text);
        press(KeyCode.ENTER, true);
        window.await("the end of " + text, there -> !state().startsWith("Running"));
        return state();
    }

    @Test
    void every_statement_that_is_ready_runs_and_the_seeds_stand_there_letter_for_letter() throws IOException {
        var seed = Path.of("../shared/seed/observability.md");
        var all = Snippet.all();
        assertThat(all).hasSizeGreaterThan(15);
        if (Files.exists(seed)) {
            assertThat(Files.readString(seed))
                    .contains(all.get(1).sql(), all.get(2).sql());
        }
        for (var one : all) {
            assertThat(run(one.sql())).as(one.title()).matches("(No rows\\.|1 row|[\\d,]+ rows) in .*");
        }
        assertThat(SqlNames.of(db.database()).fetch().spans()).anyMatch(name -> name.startsWith("tool."));
    }

    @Test
    void the_statement_at_the_cursor_runs_and_values_are_shown_as_what_they_are() {
        write("SELECT 1 AS one;\n"
                + "SELECT NULL AS none, 'ä日本' AS \"none\", 1.5::numeric AS n, 'NaN'::numeric AS nan, ARRAY[1,2] AS list,"
                + " '{\"a\": 1}'::json AS json, '\\xdead'::bytea AS bytes, interval '1 day 2 h' AS span, E'a\\n"
                + "b' AS lines, true AS yes;\n"
                + "SELECT 3");
        window.run(() -> editor().positionCaret(25));
        press(KeyCode.ENTER, true);
        window.await(
                "the row", there -> there.ask(() -> table().getColumns().size() == 10 && state().startsWith("1 row")));
        assertThat(window.ask(() -> table().rows().getFirst().values()))
                .containsExactly(
                        null, "ä日本", "1.5", "NaN", "{1,2}", "{\"a\": 1}", "\\xdead", "1 day 02:00:00", "a\nb", "t");
        assertThat(window.texts("#sqlResult")).contains("NULL", "a↵b", "ä日本");

        // The colours lie over the letters of the field, at the same places.
        var field = window.ask(() -> editor().lookup(".content").lookupAll(".text").stream()
                .map(Node::getLayoutBounds)
                .filter(bounds -> bounds.getHeight() > 40)
                .findFirst()
                .orElseThrow());
        var ink = window.ask(() -> window.find(".sql-ink").getLayoutBounds());
        assertThat(ink.getHeight()).isCloseTo(field.getHeight(), within(1.5));
        assertThat(ink.getWidth()).isCloseTo(field.getWidth(), within(2.5));

        assertThat(run("SELECT FROM agno_traces LIMIT 3")).startsWith("3 rows");
        assertThat(window.texts("#sqlResult")).contains("3 rows, without columns.");
        assertThat(run("SELECT 1 WHERE false")).startsWith("0 rows");
        assertThat(window.texts("#sqlResult")).contains("No rows.");
        var wide = new StringBuilder("SELECT 0 AS c0");
        for (var i = 1; i < 500; i++) {
            wide.append(", ").append(i).append(" AS c").append(i);
        }
        assertThat(run(wide.toString())).startsWith("1 row");
        assertThat(window.ask(() -> table().getColumns().size())).isEqualTo(500);
    }

    @Test
    void a_mistake_is_told_with_its_place_and_the_servers_hint_and_nothing_is_ever_changed() {
        assertThat(run("SELECT 1;\n\n  SELECT '日本',\n  span_nam FROM agno_spans"))
                .startsWith("1 row");
        window.run(() -> editor().positionCaret(20));
        press(KeyCode.ENTER, true);
        window.await("the mistake", there -> state().startsWith("The statement failed"));
        assertThat(window.texts(".sql-problem")).contains("span_nam", "agno_spans.span_name", "line 4, column 3");
        assertThat(window.ask(() -> editor().getCaretPosition()))
                .isEqualTo(editor().getText().indexOf("span_nam"));

        for (var sql : List.of(
                "DELETE FROM agno_approvals",
                "COMMIT",
                "WITH gone AS (DELETE FROM agno_approvals RETURNING 1) SELECT 1",
                "EXPLAIN ANALYZE DELETE FROM agno_approvals")) {
            assertThat(run(sql)).startsWith("The statement failed");
            assertThat(window.texts(".sql-problem")).contains("runtree sql").contains("--write");
        }
        assertThat(run("SELECT pg_terminate_backend(pg_backend_pid())")).startsWith("The statement failed");
        assertThat(run("SELECT 1")).startsWith("1 row");
        window.run(() -> {
            editor().setText("SELECT 1; DROP TABLE agno_approvals");
            editor().selectAll();
        });
        press(KeyCode.ENTER, true);
        window.await("the refusal", there -> there.texts(".sql-problem").contains("One statement at a time"));

        // A window that is closed leaves nothing behind in the server.
        write("SELECT pg_sleep(300)");
        press(KeyCode.ENTER, true);
        window.await("that it runs", there -> busy() == 1);
        window.close();
        awaitIdleServer();
    }

    @Test
    void a_million_rows_are_shown_up_to_the_limit_and_all_of_them_go_into_a_file() throws IOException {
        assertThat(run("SELECT n, 'a,\"b' AS t, NULL AS none, '' AS empty FROM generate_series(1, 1000000) n"))
                .startsWith("The first 10,000 rows of more, in ");
        assertThat(window.ask(() -> table().rows().size())).isEqualTo(10_000);
        var file = folder.resolve("rows.csv");
        window.run(() -> save(file));
        window.await("the file", there -> state().equals("1,000,000 rows written to " + file));
        try (var lines = Files.lines(file)) {
            assertThat(lines.limit(2)).containsExactly("n,t,none,empty", "1,\"a,\"\"b\",,\"\"");
        }
        try (var lines = Files.lines(file)) {
            assertThat(lines.count()).isEqualTo(1_000_001);
        }
        run("SELECT pg_sleep(0.001), n FROM generate_series(1, 2) n");
        write("SELECT n, pg_sleep(0.2) FROM generate_series(1, 100000) n");
        press(KeyCode.ENTER, true);
        press(KeyCode.ESCAPE, false);
        window.await("that it stopped", there -> state().startsWith("Stopped"));
        var half = folder.resolve("half.csv");
        window.run(() -> save(half));
        press(KeyCode.ESCAPE, false);
        window.await("that it was given up", there -> state().equals("Stopped. No file was written."));
        awaitIdleServer();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private void fire(Node in, String text) {
        window.run(() -> in.lookupAll(".button").stream()
                .filter(node -> node instanceof Button button
                        && text.equals(button.getText())
                        && !button.getStyleClass().contains("rail-item"))
                .findFirst()
                .map(Button.class::cast)
                .orElseThrow()
                .fire());
    }

    private void save(Path file) {
        desk().save(file);
    }

    /** Nothing that was given up goes on in the server. */
    private void awaitIdleServer() {
        window.await("an idle server", there -> busy() == 0);
    }

    private long busy() {
        var counted = new ArrayList<String>();
        new SqlConsole(db.database())
                .ask(
                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep%'"
                                + " AND datname = current_database() AND pid <> pg_backend_pid()",
                        Duration.ofSeconds(10), new SqlConsole.Reader() {
                            @Override
                            public void columns(List<SqlConsole.Column> columns) {}

                            @Override
                            public void row(List<@Nullable String> values) {
                                counted.add(String.valueOf(values.getFirst()));
                            }
                        })
                .fetch();
        return Long.parseLong(counted.getFirst());
    }

    @Test
    void what_is_written_and_run_is_remembered_completed_plotted_copied_and_leads_to_runs() throws IOException {
        // Typing completes.
        write("SELECT * FROM agno_se");
        window.run(() -> editor().positionCaret(21));
        press(KeyCode.SPACE, true);
        assertThat(window.texts(".sql-suggestions")).contains("agno_sessions", "table");
        press(KeyCode.ENTER, false);
        assertThat(window.ask(() -> editor().getText())).isEqualTo("SELECT * FROM agno_sessions");

        // Two columns are plotted.
        run("SELECT created_at, total_tokens FROM agno_sessions ORDER BY 1");
        window.run(() -> ((ToggleButton) window.find("#sqlPlot")).fire());
        assertThat(window.ask(() -> window.scene().lookup(".sql-plot .chart-series-line")))
                .isNotNull();
        run("SELECT name, count(*) FROM agno_sessions GROUP BY 1");
        window.run(() -> ((ToggleButton) window.find("#sqlPlot")).fire());
        assertThat(window.ask(() -> window.scene().lookup(".sql-plot .chart-bar")))
                .isNotNull();
        assertThat(run("SELECT 1")).startsWith("1 row");
        assertThat(window.ask(() -> window.find("#sqlPlot").isDisabled())).isTrue();

        // A plan.
        write("SELECT count(*) FROM agno_sessions");
        window.run(() -> ((Button) window.find("#sqlExplain")).fire());
        window.await("the plan", there -> there.texts("#sqlResult").contains("Execution Time"));

        // A long value is shown as a whole; a statement of another view is added; the history can be searched.
        run("SELECT repeat('x', 5000) || 'END' AS long");
        window.run(() -> ((ToggleButton) window.find("#sqlValue")).fire());
        assertThat(window.ask(() -> ((TextView) window.find(".sql-value")).text()))
                .hasSize(5003);
        window.run(() -> SqlAsked.ask(window.find("#sqlEditor"), "SELECT 42 AS asked"));
        assertThat(window.ask(() -> editor().getText())).endsWith("AS long;\n\nSELECT 42 AS asked;\n");
        press(KeyCode.ENTER, true);
        window.await(
                "what was asked for",
                there -> there.ask(() -> table().getColumns().getFirst().getId() != null)
                        && there.texts("#sqlResult").contains("asked"));
        window.run(() -> desk().side().lookupAll(".segment").stream()
                .filter(node ->
                        node instanceof ToggleButton button && button.getText().equals("History"))
                .forEach(node -> ((ToggleButton) node).fire()));
        window.run(() -> ((TextField) window.find("#sqlFind")).setText("REPEAT('x'"));
        window.await("the history", there -> there.texts("#sqlSide").contains("AS long"));
        assertThat(window.texts("#sqlSide")).doesNotContain("asked");
        var kept = SqlMemory.of(db.home());
        assertThat(kept.past().getFirst().sql()).isEqualTo("SELECT 42 AS asked");
        assertThat(kept.draft()).contains("SELECT 42 AS asked;");
        if (Files.getFileStore(db.home().root()).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(db.home().sqlFile()).toString())
                    .doesNotContain("GROUP", "OTHERS");
        }

        // The list of runs shows its statement here.
        window.run(() -> window.main().show(View.RUNS));
        fire(window.scene().getRoot(), "SQL");
        window.await(
                "the statement",
                there -> there.ask(() -> window.scene().lookup(".sql-text") instanceof TextArea area
                        && area.getText().contains("runtree_runs")));
        fire(window.find(".sql-pane"), "Open in SQL");
        assertThat(window.ask(() -> editor().getText()))
                .contains("SELECT 42 AS asked;")
                .contains("runtree_runs");
        press(KeyCode.ENTER, true);
        window.await(
                "the list's rows",
                there -> there.ask(() -> table().getColumns().size() > 10) && state().matches("\\d+ rows in .*"));

        // The step behind a span_id.
        run("SELECT trace_id, span_id, tool_name FROM agno_spans WHERE kind = 'tool' ORDER BY start_time LIMIT 1");
        window.run(() -> {
            var column = table().getColumns().get(1);
            table().getSelectionModel().clearAndSelect(0, column);
            table().getFocusModel().focus(0, column);
            Event.fireEvent(
                    table(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
        var tool = window.ask(() -> String.valueOf(table().rows().getFirst().at(2)));
        var console = window.ask(this::desk);
        window.await("the step", there -> !there.ask(console::isVisible) && there.shows(tool));
    }
}
