package dev.runtree.ui.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The transcript of a long run, on a real database. */
@Tag("fx")
class TranscriptReadingTest {
    private static final String TRACE = "%032x".formatted(77);
    private static final int CALLS = 300;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final List<SpanId> selected = new ArrayList<>();
    private final TranscriptReading reading = toolkit.call(() -> new TranscriptReading(background, selected::add));
    private final Scene scene = toolkit.call(this::scene);

    private Scene scene() {
        var made = new Scene(new StackPane(reading.node()), 580, 600);
        Theme.install(made);
        return made;
    }

    @BeforeAll
    static void write() {
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(
                span(1, SpanKind.AGENT, "helper")
                        .parent(null)
                        .time(0, 1_000_000L)
                        .build(),
                "{}"));
        for (var call = 0; call < CALLS; call++) {
            spans.add(recorded(span(10 + 2 * call, SpanKind.LLM, "m").build(), """
                    {"gen_ai.input.messages":[{"role":"user","content":"question %1$d"}],
                     "gen_ai.output.messages":[{"role":"assistant","content":"answer %1$d"}]}""".formatted(call)));
            spans.add(recorded(
                    span(11 + 2 * call, SpanKind.TOOL, "search").build(),
                    "{\"gen_ai.tool.call.arguments\":\"{\\\"q\\\":%1$d}\",\"gen_ai.tool.call.result\":\"found %1$d\"}"
                            .formatted(call)));
        }
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    @Test
    void readsWhatIsInViewAndTheRestOnlyWhenItIsGoneTo() {
        show();
        assertThat(size()).isBetween(20, 200);
        assertThat(texts()).contains("question 0", "answer 0").doesNotContain("question 299");
        press(KeyCode.END, false);
        quiet();
        assertThat(size()).isEqualTo(3 * CALLS);
        assertThat(toolkit.call(() -> list().getSelectionModel().getSelectedIndex()))
                .isEqualTo(3 * CALLS - 1);
    }

    @Test
    void enterSelectsTheStepOfAnEntry() {
        show();
        choose(1);
        press(KeyCode.ENTER, false);
        assertThat(selected).containsExactly(id(10));
        choose(2);
        press(KeyCode.ENTER, false);
        assertThat(selected).containsExactly(id(10), id(11));
    }

    @Test
    void theMenuIsForTheEntryThatIsSelectedHere() {
        show();
        choose(2);
        assertThat(toolkit.call(() -> String.valueOf(
                        reading.step() == null ? null : reading.step().id())))
                .isEqualTo(String.valueOf(id(11)));
        assertThat(selected).isEmpty();
    }

    @Test
    void rightUnfoldsACallAndLeftFoldsIt() {
        show();
        assertThat(labels()).doesNotContain("Arguments");
        choose(2);
        press(KeyCode.RIGHT, false);
        assertThat(labels()).contains("Arguments", "{\"q\":0}", "found 0");
        press(KeyCode.LEFT, false);
        assertThat(labels()).doesNotContain("Arguments");
    }

    @Test
    void toolCallsCanBeHidden() {
        show();
        press(KeyCode.T, false);
        assertThat(toolkit.call(() -> list().getItems().stream().noneMatch(Entry.Call.class::isInstance)))
                .isTrue();
        press(KeyCode.T, false);
        assertThat(toolkit.call(() -> list().getItems().stream().anyMatch(Entry.Call.class::isInstance)))
                .isTrue();
    }

    @Test
    void copiesWhatWasSaid() {
        show();
        choose(1);
        press(KeyCode.C, true);
        assertThat(toolkit.call(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo("helper:\nanswer 0\n");
    }

    @Test
    void whatStandsThereStaysWhenTheRunGoesOn() {
        var trace = trace();
        var beginning = new Trace(trace.run(), trace.runs(), trace.spans().subList(0, 5));
        toolkit.call(() -> {
            reading.use(new RunQueries(db.database()));
            reading.show(beginning);
            return true;
        });
        quiet();
        var before = toolkit.call(() -> List.copyOf(list().getItems()));
        assertThat(before).hasSize(6);
        choose(3);
        toolkit.call(() -> {
            reading.show(trace);
            return true;
        });
        quiet();
        var after = toolkit.call(() -> List.copyOf(list().getItems()).subList(0, 6));
        assertThat(TranscriptText.of(after)).isEqualTo(TranscriptText.of(before));
        assertThat(size()).isGreaterThan(20);
        assertThat(toolkit.call(() -> list().getSelectionModel().getSelectedIndex()))
                .isEqualTo(3);
    }

    private void show() {
        var trace = trace();
        toolkit.call(() -> {
            reading.use(new RunQueries(db.database()));
            reading.show(trace);
            return scene.snapshot(null);
        });
        quiet();
        toolkit.call(() -> scene.snapshot(null));
        quiet();
    }

    private static Trace trace() {
        return new RunQueries(db.database()).trace(TRACE).fetch().orElseThrow();
    }

    private void choose(int place) {
        toolkit.call(() -> {
            list().getSelectionModel().clearAndSelect(place);
            return true;
        });
    }

    private void press(KeyCode code, boolean control) {
        toolkit.call(() -> {
            KeyEvent.fireEvent(list(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, false, false));
            return scene.snapshot(null);
        });
    }

    @SuppressWarnings("unchecked")
    private ListView<Entry> list() {
        return (ListView<Entry>) reading.node().lookup(".transcript");
    }

    private int size() {
        return toolkit.call(() -> list().getItems().size());
    }

    private List<String> texts() {
        return toolkit.call(() -> list().getItems().stream()
                .filter(Entry.Said.class::isInstance)
                .map(entry -> ((Entry.Said) entry).text().text())
                .toList());
    }

    private List<String> labels() {
        Supplier<List<String>> found = () -> scene.getRoot().lookupAll(".label").stream()
                .map(node -> ((Label) node).getText())
                .toList();
        return toolkit.call(found);
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static RecordedSpan recorded(Span span, String attributes) {
        return new RecordedSpan(span, new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }

    private static dev.runtree.model.SpanBuilder span(int number, SpanKind kind, String name) {
        return Span.builder(id(number), name, kind).parent(id(1).spanId()).time(number * 1_000L, number * 1_000L + 500);
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }
}
