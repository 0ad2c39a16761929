package dev.runtree.ui.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.ModelServer;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.replay.many.AttemptResult.Made;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.SentAgent;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.results.ResultTable;
import dev.runtree.ui.shell.Inlets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Many replays: in the program's window from the list to the comparison, and what stops them in their view, on a real database. */
@Tag("fx")
class ManyTest {
    private static final String PRICES = """
        openai:
          - {model: m-1, from: 2020-01-01, input: 1, output: 2}
        """;
    private static final String SILENT = "4e91a70000000000000000000000e003";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    @BeforeAll
    static void fill() throws IOException {
        var silent = new SentAgent(SILENT, 1_795_525_531L);
        silent.model(null, null);
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            for (var sent : List.of(asked("4e91a70000000000000000000000e001", 1_795_525_331L), silent)) {
                writer.write(new OtlpReader(Prices.none())
                        .traces(Encoding.JSON, sent.bytes(), Source.IMPORT)
                        .spans());
            }
        }
        script("louder.yaml", "Lisbon", "IT COSTS 506 EUROS!");
        script("other.yaml", "Porto", "I do not know.");
    }

    private static SentAgent asked(String trace, long second) {
        var sent = new SentAgent(trace, second);
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
        return sent;
    }

    private static void script(String name, String word, String answer) throws IOException {
        Files.writeString(folder.resolve(name), """
            model: m-2
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: search, arguments: {word: "%s"}}]
              - text: "%s"
            """.formatted(word, answer));
    }

    private static List<Run> recorded() {
        return new RunQueries(db.database())
                .runs(RunFilter.parse("NOT source:replay"), null, 10)
                .fetch()
                .runs();
    }

    @Test
    void selected_runs_are_asked_again_of_models_some_times_each_and_every_row_leads_to_its_comparison() {
        try (var window = new FxWindow(db.home(), Inlets.NONE, 1_280, 800)) {
            window.open(db.target());
            window.await("the runs", shown -> shown.texts(".run-list").contains("desk"));
            window.run(() -> {
                var list = (ListView<?>) window.find("#list");
                list.getSelectionModel().clearSelection();
                for (var at = 0; at < list.getItems().size(); at++) {
                    if (list.getItems().get(at) instanceof Run run && run.replayOf() == null) {
                        list.getSelectionModel().select(at);
                    }
                }
            });
            press(window, "#list", KeyCode.R, false);
            window.await(
                    "what lacks", shown -> shown.texts(".many-card").contains("desk 4e91a700: No messages: step 2"));
            assertThat(window.texts(".many-card"))
                    .contains("Replay 2 runs", "These cannot be replayed; the others can:");
            assertThat(window.texts("#manyTold")).contains("2 replays, one of each run.");
            assertThat(isOff(window, "#manyGo")).isFalse();

            window.run(() -> ((RadioButton) window.find("#manyLive")).fire());
            type(window, "Other models, a line each", "opnai:x");
            window.await("the mistake", shown -> shown.texts("#manyWrong").contains("names no model"));
            assertThat(isOff(window, "#manyGo")).isTrue();
            type(
                    window,
                    "Other models, a line each",
                    "scripted:" + folder.resolve("louder.yaml") + "\nscripted:" + folder.resolve("other.yaml"));
            type(window, "times each", "2");
            window.await(
                    "how many",
                    shown -> shown.texts("#manyTold").contains("12 replays: 2 runs, 3 models, 2 times each."));
            assertThat(window.texts(".many-card")).contains("openai:m-1 needs a key");
            type(window, "dollars", "0.5");
            window.await(
                    "that no price is known", shown -> shown.texts("#manyWrong").contains("is not known"));
            assertThat(isOff(window, "#manyGo")).isTrue();
            type(window, "dollars", "");
            window.await("that it can start", shown -> !isOff(shown, "#manyGo"));

            press(window, ".many-card", KeyCode.ENTER, true);
            window.await("all", shown -> shown.texts("#manyProgress").contains("12 replays, 8 of them not made"));
            var table = table(window.find("#manyTable"));
            assertThat(texts(window, table, ManyColumn.ANSWER, ManyColumn.CALLS, ManyColumn.TRY))
                    .endsWith("""
                        not made  1
                        not made  2
                        same but for its form same 1
                        same but for its form same 2
                        other other 1
                        other other 2\
                        """);
            assertThat(texts(window, table, ManyColumn.PROBLEM))
                    .contains("openai:m-1 needs a key")
                    .doesNotContain("--model");
            assertThat(window.texts(".many-sums"))
                    .contains("louder.yaml: 2 of 4 answers the same, calls of tools the same in 2");

            for (var column : ManyColumn.values()) {
                if (column.compareTo(ManyColumn.ANSWER) <= 0) {
                    press(window, "#manyTable", KeyCode.S, false);
                }
            }
            window.run(() -> table.getSelectionModel().select(0));
            assertThat(window.ask(() -> ManyColumn.ANSWER.text(table.getItems().getFirst())))
                    .isEqualTo("same but for its form");
            press(window, "#manyTable", KeyCode.ENTER, false);
            window.await("both side by side", shown -> shown.texts(".compare").contains("IT COSTS 506 EUROS!"));
            press(window, ".compare", KeyCode.ESCAPE, false);
            window.await("the table", shown -> shown.texts("#manyProgress").contains("12 replays"));
        }
    }

    private static String texts(FxWindow window, ResultTable<ManyRow> table, ManyColumn... columns) {
        return window.ask(() -> table.rows().stream()
                .map(row -> List.of(columns).stream()
                        .map(column -> column.text(row))
                        .reduce((one, other) -> one + " " + other)
                        .orElse(""))
                .reduce((one, other) -> one + "\n" + other)
                .orElse(""));
    }

    @SuppressWarnings("unchecked")
    private static ResultTable<ManyRow> table(Node found) {
        return (ResultTable<ManyRow>) found;
    }

    private static boolean isOff(FxWindow window, String id) {
        return window.ask(() -> ((Button) window.find(id)).isDisabled());
    }

    /** @param name by which the field is heard */
    private static void type(FxWindow window, String name, String text) {
        window.run(() -> window.find(".many-card").lookupAll(".text-input").stream()
                .filter(node -> name.equals(node.getAccessibleText()))
                .map(TextInputControl.class::cast)
                .findFirst()
                .orElseThrow()
                .setText(text));
    }

    private static void press(FxWindow window, String on, KeyCode code, boolean withControl) {
        window.run(() -> Event.fireEvent(
                window.find(on), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, withControl, false, false)));
    }

    private final Toolkit toolkit = Toolkit.headless();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private ManyView begun(Database database, ManyRequest request) {
        return toolkit.call(() -> {
            var view = new ManyView(new Background(), new ManyView.Listener() {
                @Override
                public void back() {
                    told.add("back");
                }

                @Override
                public void compare(Run replay) {
                    told.add("compare " + replay.runId());
                }

                @Override
                public void again(List<Run> runs) {
                    told.add("again");
                }

                @Override
                public void told(String sentence) {
                    told.add(sentence);
                }
            });
            view.begin(database, request);
            return view;
        });
    }

    private String end() throws InterruptedException {
        return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }

    private List<String> problems(ManyView view) {
        return toolkit.call(() -> table(view.lookup("#manyTable")).rows().stream()
                .map(ManyRow::problem)
                .toList());
    }

    private static ManyRequest request(ModelServer server, Prices prices, ManyLimits limits) {
        return new ManyRequest(
                recorded().stream()
                        .filter(run -> !run.id().traceId().equals(SILENT))
                        .toList(),
                new ManyChoices(true, Collections.singletonList(null), 4, limits),
                Map.of("OPENAI_BASE_URL", server.url()),
                prices);
    }

    @Test
    void they_are_stopped_by_the_reader_and_by_what_all_together_may_cost() throws Exception {
        try (var server = new ModelServer()) {
            var asked = new CountDownLatch(1);
            var wait = new CountDownLatch(1);
            server.then((in, out) -> {
                asked.countDown();
                wait.await();
            });
            var view = begun(db.database(), request(server, Prices.none(), ManyLimits.NONE));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            toolkit.call(() -> {
                ((Button) view.lookup("#manyStop")).fire();
                return true;
            });
            assertThat(end()).startsWith("Replayed: 4 replays, 3 of them not made");
            wait.countDown();
            assertThat(problems(view).getFirst()).isEqualTo("cancelled in the window");
            assertThat(problems(view).subList(1, 4)).containsOnly("not begun: cancelled in the window");
        }
        try (var server = new ModelServer()) {
            server.then((in, out) -> {
                ModelServer.begin(out, "It costs 506 euros.");
                ModelServer.write(out, ModelServer.event("{}", "\"stop\""));
                ModelServer.write(
                        out,
                        "data: {\"id\":\"r1\",\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":1000,"
                                + "\"completion_tokens\":1000,\"total_tokens\":2000}}\n\ndata: [DONE]\n\n");
            });
            var own = Files.writeString(folder.resolve("prices.yaml"), PRICES);
            var limit = new ManyLimits(null, new BigDecimal("0.001"), null);
            var view = begun(db.database(), request(server, Prices.of(own, mistake -> {}), limit));
            assertThat(end()).isEqualTo("Replayed: 4 replays, 3 of them not made, $0.0030");
            assertThat(problems(view).getFirst()).isEmpty();
            assertThat(problems(view).subList(1, 4)).containsOnly("not begun: all together may cost $0.001");
            var made = toolkit.call(() ->
                    table(view.lookup("#manyTable")).rows().getFirst().made().map(Made::answer));
            assertThat(made.orElseThrow().told()).isEqualTo("same");
        }
    }

    @Test
    void a_database_that_is_away_is_told_in_each_row() throws Exception {
        var away = Database.open(db.target(), db.home());
        away.close();
        try (var server = new ModelServer()) {
            var view = begun(away, request(server, Prices.none(), ManyLimits.NONE));
            assertThat(end()).startsWith("Replayed: 4 replays, 4 of them not made");
            assertThat(problems(view)).noneMatch(String::isEmpty);
            assertThat(toolkit.call(() -> ((Labeled) view.lookup("#manyProgress")).getText()))
                    .startsWith("4 replays");
        }
    }
}
