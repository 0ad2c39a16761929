package dev.runtree.ui.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Annotations;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of runs and steps, where it is written in the window. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
@Tag("fx")
class AnnotationBarTest {
    private static final boolean MAC = System.getProperty("os.name").startsWith("Mac");

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static int traces;

    private final String trace = "%032x".formatted(0xbbb000 + ++traces);
    private Annotations annotations;
    private FxWindow window;

    @BeforeEach
    void open() {
        annotations = new Annotations(db.database());
        long now = Instant.now().getEpochSecond() * 1_000_000_000L;
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(
                    recorded(Span.builder(id(1), "desk", SpanKind.TEAM).time(now, now + 900)),
                    recorded(Span.builder(id(2), "flights", SpanKind.AGENT)
                            .parent(id(1).spanId())
                            .time(now + 1, now + 800)),
                    recorded(Span.builder(id(3), "search", SpanKind.TOOL)
                            .parent(id(2).spanId())
                            .time(now + 2, now + 700))));
        }
        window = new FxWindow(db.home(), Inlets.NONE, 1_440, 900);
        window.open(db.target());
        window.run(() -> window.main().reveal("runtree://run/" + id(1).runId() + "?span=" + id(3).spanId()));
        window.await(
                "what is said of the step",
                shown -> shown.ask(() -> bar(".detail-pane").isVisible()));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void aRunIsStarredTaggedNotedAndScored() {
        fire(".run-pane", ".annotation-star");
        window.await("the star", shown -> said(1).starred());

        press(".run-pane", "Tag");
        enter((TextField) find(".run-pane", ".tag-field"), "wrong month");
        window.await("the tag", shown -> shown.texts(".run-pane").contains("wrong month"));
        window.await("it in the list", shown -> shown.texts(".run-list").contains("wrong month"));

        press(".run-pane", "Note");
        window.run(() -> {
            var area = (TextArea) find(".run-pane", ".text-area");
            area.setText("# April\nread month first");
            area.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, !MAC, false, MAC));
        });
        window.await("the note", shown -> shown.texts(".run-pane").contains("# April"));
        assertThat(said(1).note().text()).isEqualTo("# April\nread month first");

        press(".run-pane", "Score");
        window.run(() -> {
            var fields = List.copyOf(find(".run-pane", ".score-editor").lookupAll(".text-field"));
            ((TextField) fields.get(0)).setText("correctness");
            ((TextField) fields.get(2)).setText("two months off");
            ((TextField) fields.get(1)).setText("0.25 wrong");
            fields.get(1).fireEvent(new ActionEvent());
        });
        window.await("the score", shown -> shown.texts(".run-pane").contains("correctness 0.25 wrong"));
        assertThat(said(1).scores().getFirst().comment()).isEqualTo("two months off");

        press(".run-pane", "wrong month");
        window.await("no tag", shown -> said(1).tags().isEmpty());
    }

    @Test
    void whatIsSaidOfAStepBelongsToTheRunThatItIsPartOf() {
        press(".detail-pane", "Tag");
        enter((TextField) find(".detail-pane", ".tag-field"), "odd");
        window.await("the tag", shown -> said(3).tags().contains("odd"));
        assertThat(said(3).subject()).isEqualTo(new Subject(id(3), id(2)));
    }

    @Test
    void aNoteThatSomebodyElseWroteMeanwhileIsShownAndNothingIsLost() {
        press(".run-pane", "Note");
        annotations.note(new Subject(id(1), id(1)), "from another window", null);
        window.run(() -> {
            ((TextArea) find(".run-pane", ".text-area")).setText("mine");
            button(".run-pane", "Save").fire();
        });
        window.await("theirs", shown -> shown.texts(".run-pane").contains("It says now: from another window"));
        assertThat(window.ask(() -> ((TextArea) find(".run-pane", ".text-area")).getText()))
                .isEqualTo("mine");
        assertThat(said(1).note().text()).isEqualTo("from another window");

        press(".run-pane", "Save");
        window.await("mine in its place", shown -> said(1).note().text().equals("mine"));
    }

    @Test
    void aNoteThatWasNotSavedIsThereAgainWhenTheReaderComesBack() {
        press(".detail-pane", "Note");
        window.run(() -> ((TextArea) find(".detail-pane", ".text-area")).setText("half a thought"));
        show(2);
        window.await(
                "another step",
                shown -> shown.ask(() -> !isWritten() && bar(".detail-pane").isVisible()));
        press(".detail-pane", "Note");
        assertThat(window.ask(() -> ((TextArea) find(".detail-pane", ".text-area")).getText()))
                .isEmpty();

        show(3);
        window.await(
                "the note that was begun",
                shown -> shown.ask(() -> isWritten()
                        && ((TextArea) find(".detail-pane", ".text-area"))
                                .getText()
                                .equals("half a thought")));
        press(".detail-pane", "Save");
        window.await("the note", shown -> said(3).note() != null);
        assertThat(said(2).note()).isNull();

        show(2);
        window.await("nothing begun there", shown -> shown.ask(() -> !isWritten()));
    }

    @Test
    void anAnswerIsNotTakenForOneAboutWhatIsShownMeanwhile() {
        press(".detail-pane", "Note");
        window.run(() -> {
            ((TextArea) find(".detail-pane", ".text-area")).setText("of the search");
            button(".detail-pane", "Save").fire();
            window.main().reveal("runtree://run/" + id(1).runId() + "?span=" + id(2).spanId());
        });
        window.await("the note", shown -> said(3).note() != null);
        // The step that was left tells of "flights" too, for it lies beneath that: what is said of it has to go.
        window.await(
                "the other step",
                shown -> !shown.texts(".detail-pane .annotations").contains("of the search"));
        assertThat(window.texts(".detail-pane")).contains("flights");
        assertThat(said(2).isEmpty()).isTrue();
    }

    @Test
    void aChipKeepsTheFocusWhenTheDatabaseTellsOfSomethingElse() {
        press(".detail-pane", "Tag");
        enter((TextField) find(".detail-pane", ".tag-field"), "odd");
        window.await("the tag", shown -> shown.texts(".detail-pane").contains("odd"));
        var chip = window.ask(() -> button(".detail-pane", "odd"));
        window.run(() -> {
            chip.requestFocus();
            window.main().show(dev.runtree.ui.shell.View.RUNS);
        });
        annotations.star(List.of(new Subject(id(1), id(1))), true);
        window.await(
                "the star",
                shown -> shown.ask(() -> find(".run-pane", ".annotation-star")
                                .getAccessibleText()
                                .contains("Take")
                        || said(1).starred()));
        assertThat(window.ask(() -> button(".detail-pane", "odd"))).isSameAs(chip);
    }

    private void show(int step) {
        window.run(() -> window.main().reveal("runtree://run/" + id(1).runId() + "?span=" + id(step).spanId()));
    }

    private boolean isWritten() {
        return find(".detail-pane", ".note-editor").isVisible();
    }

    @Test
    void aDatabaseThatCannotBeWrittenToSaysSo() {
        var name = db.target().url().replaceAll(".*/", "").replaceAll("\\?.*", "");
        window.close();
        dev.runtree.store.TestServer.get()
                .execute("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        try {
            window = new FxWindow(db.home(), Inlets.NONE, 1_440, 900);
            window.open(db.target());
            window.run(() -> window.main().reveal(id(1).runId()));
            window.await("the run", shown -> shown.ask(() -> bar(".run-pane").isVisible()));
            fire(".run-pane", ".annotation-star");
            window.await("why not", shown -> shown.texts(".run-pane").contains("is read-only"));
        } finally {
            dev.runtree.store.TestServer.get()
                    .execute("ALTER DATABASE " + name + " SET default_transaction_read_only = off");
        }
    }

    private Annotation said(int span) {
        var all = annotations.of(trace).fetch();
        return all.getOrDefault(id(span), Annotation.none(new Subject(id(span), id(1))));
    }

    private Node bar(String pane) {
        return find(pane, ".annotations");
    }

    private Node find(String pane, String selector) {
        var found = window.find(pane).lookup(selector);
        assertThat(found).as(selector + " in " + pane).isNotNull();
        return found;
    }

    private void fire(String pane, String selector) {
        window.run(() -> ((Button) find(pane, selector)).fire());
    }

    private Button button(String pane, String text) {
        return Stream.of(".button", ".annotation")
                .flatMap(selector -> bar(pane).lookupAll(selector).stream())
                .filter(node -> node instanceof Button button && text.equals(button.getText()))
                .map(node -> (Button) node)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + text));
    }

    private void press(String pane, String text) {
        window.await(text, shown -> shown.texts(pane).contains(text));
        window.run(() -> {
            window.scene().snapshot(null);
            button(pane, text).fire();
        });
    }

    private void enter(TextField field, String text) {
        window.run(() -> {
            field.setText(text);
            field.fireEvent(new ActionEvent());
        });
    }

    private static RecordedSpan recorded(dev.runtree.model.SpanBuilder span) {
        return new RecordedSpan(span.build(), Payload.EMPTY);
    }

    private SpanId id(int span) {
        return new SpanId(trace, "%016x".formatted(span));
    }
}
