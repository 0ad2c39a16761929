package dev.runtree.ui.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.ModelServer;
import dev.runtree.check.Mode;
import dev.runtree.check.NewCase;
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
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.results.ResultTable;
import dev.runtree.ui.shell.Inlets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cases in the program's window: from a run to its case, to what no longer holds, and to the comparison, on a real database. */
@Tag("fx")
class CheckTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    @BeforeAll
    static void fill() throws IOException {
        var sent = new SentAgent("4e91a70000000000000000000000c001", 1_795_525_331L);
        sent.model(
                SentAgent.messages(SentAgent.says("user", "To Lisbon?")),
                SentAgent.messages(SentAgent.searches("c1", "Lisbon")));
        sent.tool("c1", "{\"word\":\"Lisbon\"}", "506 euros");
        sent.model(
                SentAgent.messages(
                        SentAgent.says("user", "To Lisbon?"),
                        SentAgent.searches("c1", "Lisbon"),
                        SentAgent.gives("c1", "506 euros")),
                SentAgent.messages(SentAgent.says("assistant", "It costs 506 euros.")));
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(new OtlpReader(Prices.none())
                    .traces(Encoding.JSON, sent.bytes(), Source.IMPORT)
                    .spans());
        }
        Files.writeString(folder.resolve("other.script.yaml"), """
            model: m-2
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: search, arguments: {word: "Lisbon"}}]
              - text: "It costs 179 euros."
            """);
    }

    @Test
    void a_run_becomes_a_case_that_is_checked_read_again_when_it_changes_and_leads_to_what_differs() throws Exception {
        var file = Files.createDirectories(folder.resolve("cases")).resolve("lisbon.yaml");
        new Preferences(db.home())
                .choice("checks.places", folder.resolve("cases").toString());
        try (var window = new FxWindow(db.home(), Inlets.NONE, 1_280, 800)) {
            window.open(db.target());
            window.await("the run", shown -> shown.texts(".run-list").contains("desk"));
            window.run(() -> {
                var list = (ListView<?>) window.find("#list");
                for (var at = 0; at < list.getItems().size(); at++) {
                    if (list.getItems().get(at) instanceof Run run && run.replayOf() == null) {
                        list.getSelectionModel().clearAndSelect(at);
                    }
                }
            });
            press(window, "#list", KeyCode.K, true, true);
            window.await("the name", shown -> text(shown, "#caseFile").endsWith("desk.yaml"));
            type(window, "#caseFile", file.toString());
            window.await(
                    "what is expected",
                    shown -> text(shown, "#caseExpected").contains("contains: \"It costs 506 euros.\""));
            assertThat(window.texts("#caseTold")).contains("Its record of 4 steps is put beside it: lisbon.otlp.json.");
            var expected = text(window, "#caseExpected");
            type(window, "#caseExpected", "expect:\n  answr: x\n");
            window.await("the mistake", shown -> shown.texts("#caseWrong").contains("Line 2: "));
            assertThat(isOff(window, "#caseGo")).isTrue();
            type(window, "#caseExpected", expected);
            window.await("that it can be saved", shown -> !isOff(shown, "#caseGo"));
            press(window, "#caseExpected", KeyCode.ENTER, true, false);
            window.await("the case", shown -> shown.texts("#checksTable").contains("not checked"));
            assertThat(file).hasSameTextualContentAs(byCommand("command/lisbon.yaml", Mode.RECORDED, null));

            press(window, "#checksTable", KeyCode.R, false, true);
            window.await(
                    "that it passed", shown -> shown.texts("#checksProgress").contains("1 case: 1 passed"));
            assertThat(window.texts(".check-grid"))
                    .contains("answer.contains, line 8", "It costs 506 euros.", "tools.called");

            var wrong = Files.readString(file).replace("506 euros.", "99 euros.");
            Files.writeString(file, wrong);
            Files.writeString(folder.resolve("cases/broken.yaml"), "record: lisbon.otlp.json\nexpect: [\n");
            Files.writeString(
                    folder.resolve("cases/live.yaml"),
                    wrong.replace("name: lisbon", "name: live")
                            .replace("replay: recorded", "replay: live-model\nmodel: scripted:../other.script.yaml")
                            .replace("99 euros.", "179 euros."));
            window.await(
                    "what has changed", shown -> shown.texts("#checksTable").contains("passed, changed since"));
            window.await("the others", shown -> shown.texts(".check-kinds").contains("all 3"));
            assertThat(window.texts("#checksTable")).contains("broken.yaml:3:1: ");

            press(window, "#checksTable", KeyCode.R, false, true);
            window.await("how", shown -> shown.texts("#checksTold").contains("3 cases; one of them asks a model"));
            assertThat(window.texts("#checksTold"))
                    .contains(
                            "scripted:../other.script.yaml", "no limit on money or time", "One of them cannot be read");
            press(window, "#checksTold", KeyCode.ENTER, true, false);
            window.await(
                    "what came of it",
                    shown -> shown.texts("#checksProgress").contains("3 cases: 1 passed, 1 failed, 1 error"));
            window.run(() -> ((ToggleButton) window.find("#checksKindFAILED")).fire());
            assertThat(rows(window)).containsExactly("failed lisbon");
            window.await("the details", shown -> shown.texts("#checksName").contains("lisbon"));
            assertThat(window.texts("#checksTable"))
                    .contains("answer.contains: expected \"It costs 99 euros.\", got \"It costs 506 euros.\"");
            assertThat(window.texts(".check-grid")).contains("""
                            Expectation
                            Expected
                            Got

                            answer.contains, line 8
                            It costs 99 euros.
                            It costs 506 euros.
                            """);
            window.run(() -> ((Button) window.find("#checksCompare")).fire());
            window.await("both side by side", shown -> shown.texts(".compare").contains("The two runs are equal"));
            press(window, ".compare", KeyCode.ESCAPE, false, false);
            window.await("the cases", shown -> shown.texts("#checksProgress").contains("1 failed"));
        }
    }

    @Test
    void asking_models_is_stopped_by_the_reader_and_what_was_not_begun_is_skipped() throws Exception {
        var asked = new CountDownLatch(1);
        var wait = new CountDownLatch(1);
        var toolkit = Toolkit.headless();
        var told = new Told(toolkit);
        try (var server = new ModelServer()) {
            server.then((in, out) -> {
                asked.countDown();
                wait.await();
            });
            byCommand("live/one.yaml", Mode.LIVE_MODEL, "openai:m-1");
            byCommand("live/two.yaml", Mode.LIVE_MODEL, "openai:m-1");
            new Preferences(db.home())
                    .choice("checks.places", folder.resolve("live").toString());
            var view = toolkit.call(() -> {
                var background = new Background();
                var places = new CasePlaces(background, new Preferences(db.home()));
                var environment = Map.of("OPENAI_BASE_URL", server.url());
                var made = new ChecksView(background, places, Prices.none(), environment, told);
                made.use(db.database());
                made.setActive(true);
                new Scene(made).getRoot().applyCss();
                return made;
            });
            told.checkAll(view);
            assertThat(told.next()).startsWith("2 cases; 2 of them ask a model: openai:m-1.");
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            toolkit.call(() -> {
                Event.fireEvent(
                        view, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
                return true;
            });
            assertThat(told.next()).isEqualTo("Checked 2 cases: 1 error, 1 skipped");
            wait.countDown();
            assertThat(toolkit.call(() -> ((ResultTable<?>) view.lookup("#checksTable"))
                            .getItems().stream()
                                    .map(row -> CheckColumn.MISSED.text((CheckRow) row))
                                    .toList()))
                    .containsExactly("the replay was cancelled in the window", "checking was ended before it");
            toolkit.call(() -> {
                view.setActive(false);
                return true;
            });
        }
    }

    /** What is told of checking; what is asked before it is agreed to. */
    private record Told(Toolkit toolkit, BlockingQueue<String> sentences) implements CheckLeads {
        Told(Toolkit toolkit) {
            this(toolkit, new LinkedBlockingQueue<>());
        }

        String next() throws InterruptedException {
            return String.valueOf(sentences.poll(30, TimeUnit.SECONDS));
        }

        /** Until its files are read there is nothing to check, and nothing is asked. */
        void checkAll(ChecksView view) {
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (sentences.isEmpty() && System.nanoTime() < end) {
                toolkit.call(() -> {
                    view.commands().getFirst().run();
                    return true;
                });
            }
        }

        @Override
        public <S extends Node> void sheet(Function<Runnable, S> maker, Consumer<S> focus) {
            var sheet = maker.apply(() -> {});
            sentences.add(((Labeled) sheet.lookup("#checksTold")).getText());
            ((Button) sheet.lookup("#checksGo")).fire();
        }

        @Override
        public void told(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public void open(String runId) {}

        @Override
        public void compare(String replay, String original) {}

        @Override
        public void edit(URI file) {}
    }

    /** As {@code runtree check --new} writes it. */
    private static Path byCommand(String name, Mode mode, @Nullable String model) throws IOException {
        var queries = new RunQueries(db.database());
        var run = queries.runs(RunFilter.parse("NOT source:replay"), null, 1)
                .fetch()
                .runs()
                .getFirst();
        var file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        new NewCase(queries, Prices.none(), null)
                .draft(
                        queries.run(run.id()).fetch().orElseThrow(),
                        new NewCase.Wanted(file, false, mode, model, null, null, false))
                .write();
        return file;
    }

    private static List<String> rows(FxWindow window) {
        return window.ask(() -> ((ResultTable<?>) window.find("#checksTable"))
                .getItems().stream()
                        .map(CheckRow.class::cast)
                        .map(row -> CheckColumn.VERDICT.text(row) + " " + CheckColumn.CASE.text(row))
                        .toList());
    }

    private static boolean isOff(FxWindow window, String id) {
        return window.ask(() -> ((Button) window.find(id)).isDisabled());
    }

    private static String text(FxWindow window, String id) {
        return window.ask(
                () -> window.scene().getRoot().lookup(id) instanceof TextInputControl field ? field.getText() : "");
    }

    private static void type(FxWindow window, String id, String text) {
        window.run(() -> ((TextInputControl) window.find(id)).setText(text));
    }

    private static void press(FxWindow window, String on, KeyCode code, boolean withControl, boolean withShift) {
        window.run(() -> Event.fireEvent(
                window.find(on),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, withShift, withControl, false, false)));
    }
}
