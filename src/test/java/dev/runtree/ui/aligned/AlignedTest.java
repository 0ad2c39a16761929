package dev.runtree.ui.aligned;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.shell.Inlets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two runs side by side in the window, on a real database. */
@SuppressWarnings("TimeInStaticInitializer") // runs of one moment
@Tag("fx")
class AlignedTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final long START = Instant.now().getEpochSecond() - 3_000;
    private static final int HUGE = 5 << 20;

    private FxWindow window;

    @BeforeAll
    static void fill() {
        var spans = new ArrayList<RecordedSpan>();
        // The newest stands first in the list, and is A.
        new Told(spans, 1, "flights")
                .flight("2026-12-30", "It costs 179 euros.")
                .equal(6);
        new Told(spans, 2, "flights")
                .flight("2026-12-03", "It costs 506 euros.")
                .equal(6)
                .weather();
        new Told(spans, 3, "same").equal(2);
        new Told(spans, 4, "same").equal(2);
        new Told(spans, 5, "huge").tool("read_file", "{\"path\":\"a\"}", "x".repeat(HUGE) + " one");
        new Told(spans, 6, "huge").tool("read_file", "{\"path\":\"a\"}", "x".repeat(HUGE) + " two");
        new Told(spans, 7, "\u202eevil\u0007 \u05d0\u05d1\u05d2").tool("\u05e9\u05dc\u05d5\u05dd\u202e", "{}", "1");
        new Told(spans, 8, "long " + "name ".repeat(200)).tool("t".repeat(3_000), "{}", "2");
        new Told(spans, 9, "going").goesOn().equal(1);
        new Told(spans, 10, "going").equal(2);
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    @BeforeEach
    void open() {
        open(1_280, 800);
    }

    private void open(int width, int height) {
        new Preferences(db.home()).choice("compare.view", null);
        window = new FxWindow(db.home(), Inlets.NONE, width, height);
        window.open(db.target());
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 10);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void the_first_difference_is_told_found_and_shown_with_its_values() {
        compare("flights");
        assertThat(window.texts("#band")).contains("search_flights got date 2026-12-03 instead of 2026-12-30");
        assertThat(selected()).startsWith("tool search_flights. changed: input, output");
        await("$.date or its member", "date");
        assertThat(window.texts(".aligned-detail")).contains("\"2026-12-30\"").contains("\"2026-12-03\"");
        assertThat(window.texts(".aligned-foot"))
                .contains("changed")
                .contains("only in B")
                .contains("the same");
    }

    @Test
    void differences_are_walked_by_key_and_equal_steps_hidden_or_opened() {
        compare("flights");
        assertThat(rows()).contains("6 steps the same, level 2, closed");
        press(KeyCode.N);
        assertThat(selected()).startsWith("llm chat travel-1. changed: prompt, answer");
        await("the words", "message 1 (assistant)");
        assertThat(window.texts(".aligned-detail"))
                .contains("179")
                .contains("506")
                .contains("repeats what differed");
        press(KeyCode.N, true);
        assertThat(selected()).startsWith("tool search_flights");
        press(KeyCode.END);
        press(KeyCode.D);
        assertThat(selected()).startsWith("tool search_flights");

        var all = rows().size();
        press(KeyCode.H);
        assertThat(rows()).hasSizeLessThan(all).noneMatch(row -> row.contains("the same, level 2"));
        press(KeyCode.H);
        window.run(() -> tree().select(fold()));
        press(KeyCode.ENTER);
        assertThat(rows()).hasSize(all + 6).contains("6 steps the same, level 2, open");
        press(KeyCode.LEFT);
        assertThat(rows()).hasSize(all);
    }

    @Test
    void a_step_of_one_run_is_shown_whole_and_opens_in_its_run() {
        compare("flights");
        window.run(() -> tree().difference(1));
        while (!selected().startsWith("tool weather. only in B")) {
            var before = selected();
            press(KeyCode.N);
            assertThat(selected()).isNotEqualTo(before);
        }
        await("what it said", "rain all day");
        press(KeyCode.A); // A has no such step
        assertThat(window.texts(".compare")).isNotEmpty();
        press(KeyCode.ENTER);
        window.await("the run", shown -> shown.texts(".compare").isEmpty());
        window.await("its step", shown -> shown.texts("#detailSlot").contains("weather"));
    }

    @Test
    void sides_are_swapped_and_the_reason_with_them() {
        compare("flights");
        press(KeyCode.X);
        window.await(
                "the other way round",
                shown -> shown.texts("#band").contains("search_flights got date 2026-12-30 instead of 2026-12-03"));
        assertThat(window.texts(".aligned-foot")).contains("only in A").doesNotContain("only in B");
    }

    @Test
    void ids_of_the_runs_own_count_when_that_is_asked_for() {
        compare("same");
        assertThat(window.texts("#band")).startsWith("The two runs are equal: no step differs, in 3 steps");
        assertThat(rows()).hasSize(3).allMatch(row -> row.contains("the same"));
        press(KeyCode.H);
        assertThat(window.texts(".aligned-page"))
                .contains("The two runs are equal")
                .contains("h shows them");
        press(KeyCode.H);
        press(KeyCode.E);
        window.await("what differs then", shown -> !shown.texts("#band").contains("equal"));
        assertThat(((ToggleButton) window.find("#exact")).isSelected()).isTrue();
    }

    @Test
    void the_table_is_a_key_away_and_the_choice_is_kept() {
        compare("flights");
        press(KeyCode.T);
        window.await("the table", shown -> shown.texts(".compare-grid").contains("Tools called"));
        window.await(
                "the choice",
                shown -> new Preferences(db.home()).now().choice("compare.view").isPresent());
        window.run(() -> ((ToggleButton) window.find("#treeButton")).fire());
        window.await("the tree", shown -> shown.texts("#band").contains("search_flights"));
        window.await(
                "the choice",
                shown -> new Preferences(db.home()).now().choice("compare.view").isEmpty());
    }

    @Test
    void values_of_millions_of_characters_are_told_by_what_differs() {
        compare("huge");
        window.await(
                "the words",
                shown -> shown.texts(".aligned-detail").contains("one")
                        && shown.texts(".aligned-detail").contains("two"));
        assertThat(window.texts(".aligned-detail").length()).isLessThan(20_000);
    }

    @Test
    void names_that_would_bend_the_lines_do_not() {
        window.run(() -> list().getSelectionModel().clearSelection());
        selectAndCompare(run -> run.name().startsWith("long") || run.name().contains("evil"));
        window.await("where they part", shown -> !shown.texts("#band").isBlank());
        assertThat(window.texts("#band") + window.texts(".aligned-heads")).doesNotContain("\u202e", "\u0007");
        assertThat(String.join("", rows())).doesNotContain("\u202e", "\u0007");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'changed', '[-2026-12-30-]'",
        "1, '**from step', '### ≠ tool search\\_flights'",
        "2, '\"equal\" : false', '\"path\" : \"$.date\"'"
    })
    void it_is_copied(int form, String head, String part) {
        compare("flights");
        window.run(
                () -> ((MenuButton) window.find("#copyAs")).getItems().get(form).fire());
        window.await("the copy", shown -> shown.ask(AlignedTest::clipboard).contains(head));
        assertThat(window.ask(AlignedTest::clipboard)).contains(form == 0 ? "input" : part);
    }

    @Test
    void in_a_small_window_names_and_values_are_there() {
        window.close();
        open(900, 600);
        compare("flights");
        await("the values", "2026-12-30");
        assertThat(window.ask(() -> tree().columns().name())).isGreaterThan(120);
        assertThat(window.ask(() -> tree().viewportHeight())).isGreaterThan(4 * AlignedTree.ROW);
    }

    @Test
    void what_reads_the_screen_aloud_hears_rows_with_level_and_place() {
        compare("flights");
        var row = window.ask(
                () -> (Node) Objects.requireNonNull(tree().queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM)));
        assertThat(row.queryAccessibleAttribute(AccessibleAttribute.TEXT).toString())
                .contains("A step 3", "B step 3", "level 2");
        assertThat(row.queryAccessibleAttribute(AccessibleAttribute.DISCLOSURE_LEVEL))
                .isEqualTo(1);
        assertThat(window.ask(() -> ((Button) window.find("#band")).getAccessibleText()))
                .contains("Goes to the first difference");
    }

    @Test
    void a_run_whose_steps_were_removed_is_compared_in_the_table() {
        sql("UPDATE agno_traces SET steps_removed_at = '2026-11-20T12:00:00Z' WHERE trace_id = '" + trace(4) + "'");
        try {
            selectAndCompare(run -> run.name().equals("same"));
            window.await(
                    "why not",
                    shown -> shown.texts(".aligned-page")
                            .contains("The steps of B were removed by retention on 2026-11-20"));
            window.press(".aligned-page", "Compare as a table");
            window.await("the table", shown -> shown.texts(".compare-grid").contains("Tools called"));
        } finally {
            sql("UPDATE agno_traces SET steps_removed_at = NULL WHERE trace_id = '" + trace(4) + "'");
        }
    }

    @Test
    void a_run_that_is_too_large_is_refused_before_it_is_read() {
        window.close();
        sql("UPDATE runtree_runs SET span_count = 123456 WHERE trace_id = '" + trace(3) + "'");
        try {
            open(1_280, 800);
            selectAndCompare(run -> run.name().equals("same"));
            window.await(
                    "why not",
                    shown -> shown.texts(".aligned-page")
                            .contains("A has 123,456 steps, and no more than 100,000 can be compared"));
        } finally {
            sql("UPDATE runtree_runs SET span_count = 3 WHERE trace_id = '" + trace(3) + "'");
        }
    }

    @Test
    void a_run_that_goes_on_is_compared_as_far_as_it_is_and_that_is_said() {
        compare("going");
        assertThat(window.texts("#notes")).contains("A is not finished (running): compared as it was at");
    }

    @Test
    void reading_that_is_cancelled_can_be_begun_again() {
        selectAndCompare(run -> run.name().equals("flights"));
        window.run(() -> ((Button) window.find(".aligned-progress .button")).fire());
        assertThat(window.texts(".aligned-page")).contains("Not compared");
        window.press(".aligned-page", "Read on");
        window.await("where they part", shown -> !shown.texts("#band").isBlank());
    }

    private static String trace(int number) {
        return "%032x".formatted(0xdd0000 + number);
    }

    private static void sql(String statement) {
        var target = db.target();
        try (var connection = DriverManager.getConnection(target.url(), target.user(), target.password())) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private void compare(String name) {
        selectAndCompare(run -> run.name().equals(name));
        window.await("where they part", shown -> !shown.texts("#band").isBlank());
    }

    private void selectAndCompare(java.util.function.Predicate<Run> wanted) {
        window.run(() -> {
            list().getSelectionModel().clearSelection();
            for (var i = 0; i < list().getItems().size(); i++) {
                if (wanted.test(list().getItems().get(i))) {
                    list().getSelectionModel().select(i);
                }
            }
            list().fireEvent(key(KeyCode.C, false));
        });
    }

    private void await(String what, String text) {
        window.await(what, shown -> shown.texts(".aligned-detail").contains(text));
    }

    private void press(KeyCode code) {
        press(code, false);
    }

    private void press(KeyCode code, boolean shift) {
        window.run(() -> tree().fireEvent(key(code, shift)));
    }

    private static KeyEvent key(KeyCode code, boolean shift) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false);
    }

    private AlignedTree tree() {
        return (AlignedTree) window.find(".aligned-tree");
    }

    private String selected() {
        return window.ask(() -> tree().text(tree().selected()));
    }

    private List<String> rows() {
        return window.ask(() -> {
            var rows = new ArrayList<String>();
            for (var row = 0; row < tree().rows().size(); row++) {
                rows.add(tree().text(tree().rows().at(row)));
            }
            return rows;
        });
    }

    private int fold() {
        for (var row = 0; row < tree().rows().size(); row++) {
            if (AlignedRows.isFold(tree().rows().at(row))) {
                return tree().rows().at(row);
            }
        }
        throw new AssertionError("nothing is folded");
    }

    private static String clipboard() {
        return Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), "");
    }

    @SuppressWarnings("unchecked")
    private ListView<Run> list() {
        return (ListView<Run>) window.find(".run-list .list-view");
    }

    /** A run as it is sent, step after step. */
    private static final class Told {
        private final List<RecordedSpan> spans;
        private final String trace;
        private final SpanId root;
        private long at;
        private int steps = 1;

        Told(List<RecordedSpan> spans, int number, String name) {
            this.spans = spans;
            trace = AlignedTest.trace(number);
            root = new SpanId(trace, "%016x".formatted(1));
            at = (START - 20L * number) * 1_000_000_000L;
            spans.add(new RecordedSpan(
                    Span.builder(root, name, SpanKind.AGENT)
                            .input("Go")
                            .time(at, at + 10_000_000_000L)
                            .build(),
                    Payload.EMPTY));
        }

        /** Its agent has not ended. */
        Told goesOn() {
            var agent = spans.removeLast().span();
            at = Instant.now().getEpochSecond() * 1_000_000_000L;
            spans.add(new RecordedSpan(
                    Span.builder(root, agent.name(), SpanKind.AGENT)
                            .input("Go")
                            .status(SpanStatus.RUNNING, null)
                            .time(at, null)
                            .build(),
                    Payload.EMPTY));
            return this;
        }

        Told flight(String date, String answer) {
            var price = answer.replaceAll("\\D", "");
            model("Find a flight", "", "I will look.");
            tool("search_flights", "{\"date\":\"" + date + "\",\"from\":\"LIS\"}", "{\"price\":" + price + "}");
            return model("Find a flight", "{\"price\":" + price + "}", answer);
        }

        Told equal(int count) {
            for (var i = 0; i < count; i++) {
                tool("lookup", "{\"n\":" + i + "}", "{\"request\":\"%s\"}".formatted(trace));
            }
            return this;
        }

        Told weather() {
            return tool("weather", "{\"city\":\"Berlin\"}", "rain all day");
        }

        Told tool(String name, String arguments, String result) {
            return add(
                    Span.builder(id(), name, SpanKind.TOOL).toolName(name).status(SpanStatus.OK, null),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("gen_ai.operation.name", "execute_tool")
                            .put("gen_ai.tool.name", name)
                            .put("gen_ai.tool.call.arguments", arguments)
                            .put("gen_ai.tool.call.result", result)
                            .toString());
        }

        private Told model(String question, String given, String answer) {
            var messages = JsonNodeFactory.instance.arrayNode();
            message(messages.addObject(), "user", question);
            if (!given.isEmpty()) {
                message(messages.addObject(), "user", given);
            }
            var answers = JsonNodeFactory.instance.arrayNode();
            message(answers.addObject(), "assistant", answer);
            return add(
                    Span.builder(id(), "chat travel-1", SpanKind.LLM)
                            .model("travel-1", null)
                            .usage(Usage.of(100, 20))
                            .status(SpanStatus.OK, null),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("gen_ai.operation.name", "chat")
                            .put("gen_ai.request.model", "travel-1")
                            .put("gen_ai.input.messages", messages.toString())
                            .put("gen_ai.output.messages", answers.toString())
                            .toString());
        }

        private static void message(com.fasterxml.jackson.databind.node.ObjectNode to, String role, String text) {
            to.put("role", role)
                    .putArray("parts")
                    .addObject()
                    .put("type", "text")
                    .put("content", text);
        }

        private SpanId id() {
            return new SpanId(trace, "%016x".formatted(++steps));
        }

        private Told add(dev.runtree.model.SpanBuilder span, String attributes) {
            at += 100_000_000L;
            spans.add(new RecordedSpan(
                    span.parent(root.spanId()).time(at, at + 80_000_000L).build(),
                    new Payload(attributes, "[]", "[]", "{}", "{}", null, null)));
            return this;
        }
    }
}
