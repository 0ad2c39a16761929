package dev.runtree.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.export.training.LineUnit;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingFormat;
import dev.runtree.model.Run;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.receive.FileImport;
import dev.runtree.receive.ImportLimits;
import dev.runtree.receive.ImportListener;
import dev.runtree.receive.ImportReport;
import dev.runtree.redact.RedactionRules;
import dev.runtree.settings.Receiving;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.export.FileKind;
import dev.runtree.ui.export.TrainingFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs written into files from the window: what is asked before, and what is told afterwards. */
@Tag("fx")
class ExportingTest {
    private static final Path AGENT = Path.of("src/test/resources/otlp/gen-ai-agent.json");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    private Path folder;

    private FxWindow window;

    @BeforeEach
    void open() {
        var home = new RuntreeHome(folder.resolve("home"));
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            var nobody = new ImportListener() {
                @Override
                public void file(ImportReport.FileReport report) {}

                @Override
                public void progress(long read, long all) {}
            };
            new FileImport(new OtlpReader(Prices.none()), writer::write, nobody, ImportLimits.DEFAULT)
                    .run(List.of(AGENT));
        }
        new SettingsFile(home).save(Settings.DEFAULT.withReceiving(Receiving.DEFAULT.withOn(false)));
        window = new FxWindow(home, Inlets.NONE, 1280, 800);
        window.open(db.target());
        window.await("the run", shown -> shown.shows("Copy id"));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void training_data_has_its_own_choices_which_are_kept() {
        ask();
        assertThat(window.ask(() -> window.find(".training-scroll").isVisible()))
                .isFalse();
        kind(FileKind.OPENAI_CHAT);
        assertThat(window.ask(() -> window.find(".training-scroll").isVisible()))
                .isTrue();
        window.await("that it could go", shown -> !go().isDisabled());

        check("scored");
        assertThat(window.texts(".copy-right")).contains("The least score is a number, such as 0.8.");
        assertThat(go().isDisabled()).isTrue();
        window.run(() -> ((TextField) window.find("#training-least")).setText("0.8"));
        check("split");
        assertThat(go().isDisabled()).isFalse();
        assertThat(window.ask(() -> ((ComboBox<?>) window.find("#exportRuns")).getItems()))
                .hasSize(2);

        var kept =
                Map.of("export.training.per", "call", "export.training.last-call", "on", "export.training.train", "80");
        var again = window.ask(() -> new TrainingFields(kept, () -> {}));
        assertThat(again.kept()).containsAllEntriesOf(kept);
        assertThat(again.choices(TrainingFormat.SHAREGPT).lastCallOnly()).isTrue();
    }

    @Test
    void training_data_is_written_of_the_selected_runs_and_a_report_tells_the_rest() throws IOException {
        var runs = new RunQueries(db.database())
                .runs(RunFilter.ALL, null, 10)
                .fetch()
                .runs();
        assertThat(runs).isNotEmpty();
        var told = new ConcurrentLinkedQueue<String>();
        var file = folder.resolve("runs.jsonl");
        Files.writeString(folder.resolve("runs.train.jsonl"), "mine");
        var overlays =
                window.ask(() -> new Overlays((StackPane) window.find(".window").getParent()));
        write(overlays, runs, file, TrainingChoices.of(TrainingFormat.JSONL), told);
        window.await("the report", shown -> shown.scene().lookup("#trainingReport") != null);
        assertThat(Files.readAllLines(file)).isNotEmpty();
        assertThat(told).last().asString().startsWith("Exported ");
        var report = window.ask(() -> ((TextArea) window.find("#trainingReport")).getText());
        assertThat(report).contains(file.toString(), "Read: ", "Nothing was left out.");
        window.press(".export-card", "Close");

        var split = new TrainingChoices(
                TrainingFormat.JSONL, LineUnit.RUN, false, false, null, false, false, false, 0.5, Long.MAX_VALUE);
        write(overlays, runs, file, split, told);
        window.await("that nothing is replaced", shown -> told.stream().anyMatch(line -> line.contains("exists")));
        assertThat(folder.resolve("runs.train.jsonl")).hasContent("mine");
        assertThat(folder.resolve("runs.test.jsonl")).doesNotExist();
        assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    private void write(Overlays overlays, List<Run> runs, Path file, TrainingChoices choices, Queue<String> told) {
        window.run(() -> new Exporting(
                        new Background(),
                        new Preferences(new RuntreeHome(folder.resolve("home"))),
                        told::add,
                        why -> told.add(String.valueOf(why.getMessage())))
                .train(overlays, db.database(), runs, file, choices, RedactionRules.NONE));
    }

    private void ask() {
        window.run(() -> Event.fireEvent(
                window.find(".window"),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.E, false, true, false, false)));
        window.await("the sheet", shown -> shown.scene().lookup("#exportGo") != null);
    }

    private Button go() {
        return (Button) window.find("#exportGo");
    }

    @SuppressWarnings("unchecked") // the box of kinds
    private void kind(FileKind kind) {
        window.run(() -> ((ComboBox<FileKind>) window.find("#exportKind")).setValue(kind));
    }

    private void check(String name) {
        window.run(() -> ((CheckBox) window.find("#training-" + name)).setSelected(true));
    }
}
