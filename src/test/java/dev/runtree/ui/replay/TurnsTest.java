package dev.runtree.ui.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.SentAgent;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.results.ResultTable;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A conversation that is replayed turn by turn in the program's window, on a real database. */
@Tag("fx")
class TurnsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static void fill() throws IOException {
        var first = new SentAgent("4e91a70000000000000000000000d001", 1_795_525_331L);
        first.model(
                SentAgent.messages(SentAgent.says("user", "To Lisbon?")),
                SentAgent.messages(SentAgent.says("assistant", "It costs 506 euros.")));
        var second = new SentAgent("4e91a70000000000000000000000d002", 1_795_525_431L);
        second.model(
                SentAgent.messages(
                        SentAgent.says("user", "To Lisbon?"),
                        SentAgent.says("assistant", "It costs 506 euros."),
                        SentAgent.says("user", "And back?")),
                SentAgent.messages(SentAgent.says("assistant", "The same.")));
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            for (var sent : List.of(first, second)) {
                writer.write(new OtlpReader(Prices.none())
                        .traces(Encoding.JSON, sent.bytes(), Source.IMPORT)
                        .spans());
            }
        }
        Files.writeString(folder.resolve("other.yaml"), """
            model: m-2
            answers:
              - when: {user: "And back"}
                text: "The same."
              - text: "It costs 179 euros."
            """);
    }

    @Test
    void each_turn_is_asked_again_and_leads_to_what_differs_and_back() throws IOException {
        fill();
        try (var window = new FxWindow(db.home(), Inlets.NONE, 1_280, 800)) {
            window.open(db.target());
            window.run(() -> window.main().show(View.SESSIONS));
            window.await("the session", shown -> shown.texts().contains("And back?"));
            press(window, ".rail", KeyCode.T, true, true);
            window.await(
                    "the turns",
                    shown -> shown.texts("#turnsTold")
                            .contains("2 turns, from their records, as a session of its own."));

            window.run(() -> ((RadioButton) window.find("#turnsLive")).fire());
            window.await(
                    "that the recorded model is away",
                    shown -> shown.texts("#turnsWrong").contains("m-1"));
            assertThat(window.texts("#turnsWrong")).doesNotContain("--model");
            assertThat(window.<Boolean>ask(() -> ((Button) window.find("#turnsGo")).isDisabled()))
                    .isTrue();
            window.run(
                    () -> ((TextField) window.find("#turnsModel")).setText("scripted:" + folder.resolve("other.yaml")));
            window.await(
                    "the model",
                    shown -> shown.texts("#turnsTold").contains("2 turns, as a session of its own, asking "));
            press(window, "#turnsTold", KeyCode.ENTER, true, false);
            window.await("both", shown -> shown.texts("#manyProgress").contains("1 of 2 answers the same"));
            assertThat(window.<List<String>>ask(() -> ((ResultTable<?>) window.find("#turnsTable"))
                            .getItems().stream()
                                    .map(TurnRow.class::cast)
                                    .map(row -> TurnColumn.TURN.text(row) + " " + TurnColumn.ANSWER.text(row))
                                    .toList()))
                    .containsExactly("1 other", "2 same");

            press(window, "#turnsTable", KeyCode.ENTER, false, false);
            window.await("both side by side", shown -> shown.texts(".compare").contains("It costs 179 euros."));
            press(window, ".compare", KeyCode.ESCAPE, false, false);
            window.await("the table", shown -> shown.texts("#manyProgress").contains("1 of 2 answers the same"));
        }
    }

    private static void press(FxWindow window, String on, KeyCode code, boolean withControl, boolean withAlt) {
        window.run(() -> Event.fireEvent(
                window.find(on), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, withControl, withAlt, false)));
    }
}
