package dev.runtree.ui.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.SentAgent;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.shell.Inlets;
import java.util.List;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replays from the record, in the program's window on a real database. */
@Tag("fx")
class ReplayTest {
    private static final String WHOLE = "4e91a70000000000000000000000f001";
    private static final String SILENT = "4e91a70000000000000000000000f002";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private FxWindow window;

    @BeforeAll
    static void fill() {
        var whole = new SentAgent(WHOLE, 1_795_525_331L);
        whole.model(
                SentAgent.messages(SentAgent.says("user", "To Lisbon?")),
                SentAgent.messages(SentAgent.searches("c1", "Lisbon")));
        whole.tool("c1", "{\"word\":\"Lisbon\"}", "506 euros");
        whole.model(
                SentAgent.messages(
                        SentAgent.says("user", "To Lisbon?"),
                        SentAgent.searches("c1", "Lisbon"),
                        SentAgent.gives("c1", "506 euros")),
                SentAgent.messages(SentAgent.says("assistant", "It costs 506 euros.")));
        var silent = new SentAgent(SILENT, 1_795_525_431L);
        silent.model(null, null);
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            for (var sent : List.of(whole, silent)) {
                writer.write(new OtlpReader(Prices.none())
                        .traces(Encoding.JSON, sent.bytes(), Source.IMPORT)
                        .spans());
            }
        }
    }

    @BeforeEach
    void open() {
        window = new FxWindow(db.home(), Inlets.NONE, 1_280, 800);
        window.open(db.target());
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void select(String trace) {
        window.run(() -> window.main().reveal(trace));
        window.await(
                "the run",
                shown -> shown.ask(() -> list().getSelectionModel().getSelectedItems().stream()
                        .anyMatch(run -> run.id().traceId().equals(trace))));
    }

    @SuppressWarnings("unchecked")
    private ListView<Run> list() {
        return (ListView<Run>) window.find("#list");
    }

    private void press(KeyCode code) {
        window.run(() ->
                Event.fireEvent(list(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private static List<Run> replays() {
        return new RunQueries(db.database())
                .runs(RunFilter.parse("source:replay"), null, 10)
                .fetch()
                .runs();
    }

    @Test
    void the_selected_run_is_replayed_after_it_was_said_that_its_record_is_whole_and_stands_beside_its_original() {
        select(WHOLE);
        press(KeyCode.R);
        window.await("that nothing lacks", shown -> shown.texts(".replay-card").contains("The record is whole."));
        assertThat(replays()).isEmpty();

        window.press(".replay-card", "Replay");
        window.await("the replay's note", shown -> shown.texts(".replay-note").contains("Replay of 4e91a700"));
        window.await("its steps", shown -> shown.texts("#treeSlot").contains("desk"));
        assertThat(window.texts(".replay-card")).isEmpty();
        var replay = replays().getFirst();
        assertThat(replay.replayOf()).startsWith(WHOLE);
        assertThat(replay.output()).isEqualTo("It costs 506 euros.");

        window.run(() -> Event.fireEvent(
                window.find("#treeSlot"),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.R, false, true, false, false)));
        window.await(
                "the sheet for the replay", shown -> shown.texts(".replay-card").contains("Replay desk"));
        window.press(".replay-card", "Cancel");

        window.run(() -> ((Hyperlink) window.find("#replayCompare")).fire());
        window.await("both side by side", shown -> shown.texts(".compare").contains("equal"));
        window.run(() -> window.main().reveal(replay.runId()));
        window.await("the note", shown -> shown.texts(".replay-note").contains("Replay of"));
        window.run(() -> ((Hyperlink) window.find("#replayOriginal")).fire());
        window.await("the original", shown -> shown.texts(".replay-note").isEmpty());
    }

    @Test
    void what_a_record_lacks_is_said_first_and_keeps_the_run_from_being_replayed() {
        select(SILENT);
        press(KeyCode.R);
        window.await("what lacks", shown -> shown.texts(".replay-card").contains("No messages: step 2 (llm.m-1)"));
        assertThat(window.texts(".replay-card")).contains("It cannot be replayed from its record:");
        assertThat(window.ask(() -> ((Button) window.find("#replayGo")).isDisabled()))
                .isTrue();

        window.press(".replay-card", "Close");
        assertThat(window.texts(".replay-card")).isEmpty();
        assertThat(replays()).noneMatch(run -> String.valueOf(run.replayOf()).startsWith(SILENT));
    }

    @Test
    void palette_and_menus_have_it_and_a_fork_at_the_selected_step() {
        select(WHOLE);
        window.await("a step", shown -> shown.texts("#detailSlot").contains("desk"));
        assertThat(List.of(Shortcut.REPLAY.label(), Shortcut.FORK.label())).doesNotContain("");
        window.run(() -> Event.fireEvent(
                window.find("#treeSlot"),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.R, true, true, false, false)));
        window.await("the fork", shown -> shown.texts(".fork").contains("leaves at step"));
        assertThat(window.texts(".fork")).contains("Fork of desk", "How it goes on");
        window.run(() -> Event.fireEvent(
                window.find(".fork"),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        window.await("the runs", shown -> shown.texts(".fork").isEmpty());
    }
}
