package dev.runtree.ui.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
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
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The view of what is watched in the program's window, on a real database. */
@Tag("fx")
class WatchViewTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Payload EMPTY = new Payload("{}", "[]", "[]", "{}", "{}", null, null);
    private static final int RUNS = 12;

    private FxWindow window;

    /** Twelve runs of the last days of which the first four are ana's; every third call of the tool fails. */
    @BeforeAll
    static void fill() {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            for (var i = 0; i < RUNS; i++) {
                writer.write(run(i));
            }
        }
    }

    private static List<RecordedSpan> run(int i) {
        var start = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now().minus(Duration.ofHours(2 + 11L * i)));
        var trace = "%032x".formatted(i + 1);
        var actor = new Actor("desk", null, null, i < 4 ? "ana" : "bo", "s", null);
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(Span.builder(new SpanId(trace, "00000000000000a1"), "desk", SpanKind.AGENT)
                .spanName("agent.desk")
                .status(SpanStatus.OK, null)
                .time(start, start + 2_000_000_000L)
                .actor(actor)
                .build()));
        spans.add(recorded(Span.builder(new SpanId(trace, "00000000000000a2"), "chat", SpanKind.LLM)
                .spanName("llm.gpt-5")
                .parent("00000000000000a1")
                .status(SpanStatus.OK, null)
                .time(start + 1_000, start + 1_000_000_000L)
                .model("gpt-5", "openai")
                .usage(Usage.of(900, 100))
                .build()));
        spans.add(recorded(Span.builder(new SpanId(trace, "00000000000000a3"), "look", SpanKind.TOOL)
                .spanName("tool.look up")
                .toolName("look up")
                .parent("00000000000000a1")
                .status(i % 3 == 0 ? SpanStatus.ERROR : SpanStatus.OK, i % 3 == 0 ? "gone" : null)
                .time(start + 1_100_000_000L, start + 1_200_000_000L)
                .build()));
        return spans;
    }

    private static RecordedSpan recorded(Span span) {
        return new RecordedSpan(span, EMPTY);
    }

    @BeforeEach
    void open() {
        window = new FxWindow(db.home(), Inlets.NONE, 1440, 900);
        window.open(db.target());
        window.run(() -> window.main().show(View.WATCH));
        window.await("the figures", shown -> !figures().isEmpty());
    }

    @AfterEach
    void close() {
        window.close();
    }

    private List<String> figures() {
        return window.ask(() -> window.scene().getRoot().lookupAll(".watch-card .big-value").stream()
                .map(node -> ((Labeled) node).getText())
                .filter(text -> !text.isEmpty())
                .toList());
    }

    private String filter() {
        return window.texts(".filter-bar .chips");
    }

    private void type(String text) {
        window.run(() -> {
            var field = (TextField) window.find(".watch .filter-editor");
            field.setText(text);
            field.fireEvent(new javafx.event.ActionEvent());
        });
    }

    private void press(Node node, KeyCode code) {
        node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    @Test
    void figures_are_those_of_the_runs_and_a_filter_changes_what_it_can() {
        assertThat(figures()).contains("2.05 s", "12", "12.0k", "33 %", "4", "2");
        assertThat(window.texts(".watch-board")).contains("gpt-5", "look up", "Nothing waited for a decision");

        type("user:ana");
        window.await("ana's runs", shown -> figures().contains("4.0k"));
        assertThat(window.texts(".watch-board")).contains("not counted by user:");

        type("user:a* -status:error");
        window.await(
                "the same from rows",
                shown -> shown.texts(".watch .filter-line").contains("from the rows of runs"));
        assertThat(window.texts(".watch-board")).contains("gpt-5").contains("not counted by -status:error");
        assertThat(figures()).contains("4.0k");

        type("since:3d");
        assertThat(window.texts(".watch .filter-mistake")).contains("\"since:3d\" cannot be asked for here");
        assertThat(figures()).as("what was there stays").contains("4.0k");
    }

    @Test
    void a_line_and_a_stretch_lead_to_the_runs_behind_them() {
        window.run(() -> ((Button) window.find(".watch-row:worst")).fire());
        window.await("the runs", shown -> filter().contains("since:"));
        assertThat(filter()).contains("(tool:\"look up\" step.status:error)").doesNotContain("until:");
        window.await("four of them", shown -> shown.texts(".filter-count").contains("4"));

        window.run(() -> window.main().show(View.WATCH));
        var told = window.ask(() -> {
            var chart = window.find(".watch-card .chart");
            press(chart, KeyCode.END);
            for (var i = 0; i < 5 && chart.getAccessibleText().endsWith("0 runs"); i++) {
                press(chart, KeyCode.LEFT);
            }
            return chart.getAccessibleText();
        });
        assertThat(told).contains(" to ", "1 run, 0 failed", "p50 2.0");
        window.run(() -> press(window.find(".watch-card .chart"), KeyCode.HOME));
        window.run(() -> press(window.find(".watch-card .chart"), KeyCode.ENTER));
        window.await("the runs of the first stretch", shown -> filter().contains("until:"));
        assertThat(filter()).doesNotContain("span:");
    }

    @Test
    void the_range_is_chosen_and_the_statement_of_a_card_is_opened_in_the_console() {
        window.run(() -> ((Button) window.find(".watch .picker")).fire());
        window.press(".time-picker", "Last 24 hours");
        window.await("fewer runs", shown -> figures().contains("2.0k"));
        close();
        open();
        assertThat(window.texts(".watch .picker")).as("kept").contains("Last 24 hours");
        window.await("the same runs", shown -> figures().contains("2.0k"));
        window.run(() -> ((Button) window.find(".watch .picker")).fire());
        window.press(".time-picker", "Last 7 days");
        window.await("all runs", shown -> figures().contains("12.0k"));

        window.run(() -> ((Button) window.find(".watch-tools .button")).fire());
        window.await("the console", shown -> shown.ask(() -> shown.scene().lookup("#sqlEditor") != null));
        assertThat(((TextArea) window.find("#sqlEditor")).getText()).contains("-- Run latency");
    }
}
