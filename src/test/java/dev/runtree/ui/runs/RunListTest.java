package dev.runtree.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of runs in the window, on a real database. */
@SuppressWarnings("TimeInStaticInitializer") // runs of one moment
@Tag("fx")
class RunListTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final long START = Instant.now().getEpochSecond() - 3_000;

    private FxWindow window;

    @BeforeAll
    static void fill() {
        write(IntStream.range(0, 12).mapToObj(i -> run(i, "old")).toList());
        write(IntStream.range(100, 108).mapToObj(i -> run(i, "ana")).toList());
        write(IntStream.range(200, 206).mapToObj(i -> run(i, "ben")).toList());
    }

    @BeforeEach
    void open() {
        window = new FxWindow(db.home(), Inlets.NONE, 1_440, 900);
        window.open(db.target());
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void severalAreSelectedAndStarredAndTaggedByKeys() {
        filter("user:ana");
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 8);
        press(KeyCode.HOME, false);
        press(KeyCode.DOWN, true);
        press(KeyCode.DOWN, true);
        window.await("three selected", shown -> shown.shows("3 of 8 selected"));

        press(KeyCode.S, false);
        window.await("the stars", shown -> found("user:ana star:yes").size() == 3);
        press(KeyCode.T, false);
        window.run(() -> {
            var field = (TextField) window.find(".tag-field");
            field.setText("wrong month");
            field.fireEvent(new javafx.event.ActionEvent());
        });
        window.await("the tags in the rows", shown -> shown.texts(".run-list").contains("wrong month"));
        assertThat(found("user:ana tag:\"wrong month\"")).hasSize(3);
        assertThat(selected()).hasSize(3);
    }

    @Test
    void allThatIsLoadedIsSelectedAndCounted() {
        filter("user:ben");
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 6);
        window.run(() -> list().fireEvent(
                        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.A, false, !isMac(), false, isMac())));
        window.await("all selected", shown -> shown.shows("6 of 6 selected"));
        assertThat(selected()).hasSize(6);
    }

    @Test
    void anyColumnSortsWhileFewMatchAndTimeSortsAlways() {
        filter("user:old");
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 12);
        head("Tok, cost");
        window.await("most tokens first", shown -> tokens().getFirst() == 11_000L);
        assertThat(tokens()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        head("Tokens");
        window.await("fewest tokens first", shown -> tokens().getFirst() == 0L);
        head("Started");
        window.await("newest first", shown -> starts().getFirst() > starts().getLast());
        head("Started");
        window.await("oldest first", shown -> starts().getFirst() < starts().getLast());
        assertThat(starts()).isSorted();
    }

    @Test
    void columnsAreChosenInTheirMenuAndStayChosen() {
        openWide();
        window.await("the columns", shown -> shown.texts(".run-columns").contains("Model"));
        column("Model");
        window.await("one less", shown -> !shown.texts(".run-columns").contains("Model"));

        openWide();
        window.await("the columns", shown -> shown.texts(".run-columns").contains("Tokens"));
        assertThat(window.texts(".run-columns")).doesNotContain("Model");
        column("Model");
        window.await("as before", shown -> shown.texts(".run-columns").contains("Model"));
    }

    /** In place of the window that is there, one in which the list has room for columns. */
    private void openWide() {
        close();
        window = new FxWindow(db.home(), Inlets.NONE, 2_200, 900);
        window.open(db.target());
        window.ask(() -> true);
        window.run(() -> ((SplitPane) window.find("#panes")).setDividerPositions(0.45, 0.75));
    }

    /** Chooses in the menu of columns as a click does. */
    private void column(String title) {
        window.run(() -> {
            var menu = (MenuButton) window.find("#columns");
            menu.getOnShowing().handle(new Event(MenuButton.ON_SHOWING));
            menu.getItems().stream()
                    .filter(item -> title.equals(item.getText()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
        });
    }

    @Test
    void newRunsWaitUntilTheyAreLetInAlsoWhereTheListIsSorted() {
        filter("user:live");
        write(List.of(run(300, "live"), run(301, "live")));
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 2);
        press(KeyCode.DOWN, false);
        var read = window.ask(() -> list().getSelectionModel().getSelectedItem().id());

        write(List.of(run(302, "live")));
        window.await("that there is one", shown -> shown.texts(".run-list").contains("1 new"));
        assertThat(window.ask(() -> list().getItems().size())).isEqualTo(2);
        assertThat(window.ask(() -> list().getSelectionModel().getSelectedItem().id()))
                .isEqualTo(read);
        window.run(() -> ((Button) window.find("#newer")).fire());
        assertThat(window.ask(() -> list().getItems().size())).isEqualTo(3);
        assertThat(window.ask(() -> list().getSelectionModel().getSelectedItem().id()))
                .isEqualTo(read);
    }

    @Test
    void aValueThatIsClickedGoesIntoTheFilter() {
        filter("since:3d");
        window.await("the runs", shown -> shown.texts(".run-list").contains("ben"));
        click("ben");
        window.await("those of ben alone", shown -> shown.shows("6 runs"));
        assertThat(selected()).as("the row is not what was meant").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aCountedValueGoesIntoTheFilterByKeyboard() {
        window.await("the counts", shown -> shown.texts(".facets").contains("ben"));
        window.run(() -> window.find(".facets").lookupAll(".facet-row").stream()
                .filter(row -> String.valueOf(row.getAccessibleText()).startsWith("user ben: 6 runs"))
                .findFirst()
                .orElseThrow()
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, true, false)));
        window.await(
                "all but those of ben",
                shown -> shown.ask(() -> list().getItems().stream()
                                .noneMatch(run -> "ben".equals(run.actor().userId()))
                        && !list().getItems().isEmpty()));
    }

    @Test
    void aRunOfAnotherYearSaysWhenBesideItsDuration() {
        write(List.of(run(-100_000_000, "ancient")));
        filter("user:ancient");
        window.await("it", shown -> shown.ask(() -> list().getItems().size()) == 1);
        window.await("the year", shown -> shown.texts(".run-list").matches("(?s).*\\b20\\d\\d \\d\\d:\\d\\d.*"));
        window.run(() -> {
            var figures = list().lookupAll(".label").stream()
                    .filter(Node::isVisible)
                    .filter(label -> ((Labeled) label).getText().matches("\\d+ \\w{2,3}"))
                    .map(Node::getBoundsInParent)
                    .toList();
            assertThat(figures).hasSize(2);
            assertThat(figures.getFirst().intersects(figures.getLast())).isFalse();
        });
    }

    @Test
    void whatIsDeletedCanBeTakenBackAndGoesAtTheLatestWithTheWindow() {
        write(List.of(run(400, "gone"), run(401, "gone")));
        filter("user:gone");
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 2);
        press(KeyCode.HOME, false);
        press(KeyCode.DELETE, false);
        window.await(
                "it out of sight", shown -> shown.ask(() -> list().getItems().size()) == 1);
        assertThat(window.shows("Deleted the run with 1 step.")).isTrue();
        assertThat(window.shows("1 run")).isTrue();
        assertThat(found("user:gone")).hasSize(2);
        window.press(".undo-line", "Undo");
        window.await("it again", shown -> shown.ask(() -> list().getItems().size()) == 2);

        press(KeyCode.HOME, false);
        press(KeyCode.DOWN, true);
        press(KeyCode.DELETE, false);
        window.await("a question", shown -> shown.shows("2 runs with 2 steps go"));
        window.run(() -> ((Button) window.find("#agree")).fire());
        window.await("both out of sight", shown -> shown.shows("Deleted 2 runs"));
        assertThat(found("user:gone")).hasSize(2);
        window.close();
        assertThat(found("user:gone")).isEmpty();
        open();
    }

    @Test
    void whatIsDeletedStaysOutOfSightWhileFurtherRunsAreDeleted() {
        write(List.of(run(410, "two"), run(411, "two"), run(412, "two")));
        filter("user:two");
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 3);
        press(KeyCode.HOME, false);
        press(KeyCode.DELETE, false);
        window.await(
                "one out of sight", shown -> shown.ask(() -> list().getItems().size()) == 2);
        var most = new java.util.concurrent.atomic.AtomicInteger();
        window.run(() -> list().getItems()
                .addListener((javafx.beans.Observable items) ->
                        most.accumulateAndGet(list().getItems().size(), Math::max)));
        press(KeyCode.HOME, false);
        press(KeyCode.DELETE, false);
        window.await("the first gone", shown -> found("user:two").size() == 2 && shown.shows("1 run"));
        assertThat(window.ask(() -> list().getItems().size())).isEqualTo(1);
        assertThat(most.get()).as("neither came back for a moment").isLessThanOrEqualTo(2);
        window.run(() -> window.find("#editor")
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.Z, false, !isMac(), false, isMac())));
        assertThat(window.ask(() -> list().getItems().size()))
                .as("Undo in a field is for its text")
                .isEqualTo(1);
        window.press(".undo-line", "Undo");
        window.await(
                "the second again", shown -> shown.ask(() -> list().getItems().size()) == 2);
    }

    @Test
    void aRowTellsAllItShowsToThoseWhoHearIt() {
        var annotations = new Annotations(db.database());
        write(List.of(run(500, "ear")));
        var run = found("user:ear").getFirst();
        annotations.tag(List.of(dev.runtree.model.Annotation.Subject.of(run)), "odd");
        annotations.star(List.of(dev.runtree.model.Annotation.Subject.of(run)), true);
        filter("user:ear");
        window.await(
                "the row",
                shown -> shown.ask(() -> cells().stream()
                        .anyMatch(
                                cell -> String.valueOf(cell.getAccessibleText()).contains("Starred."))));
        var told = window.ask(() -> cells().getFirst().getAccessibleText());
        assertThat(told).contains("agent a500, ok", "User ear.", "Model m-0.", "Tags odd.", "Starred.");
    }

    private List<Node> cells() {
        return List.copyOf(list().lookupAll(".run-cell:filled"));
    }

    private void filter(String text) {
        window.run(() -> ((TextField) window.find("#editor")).setText(text + " "));
        window.ask(() -> true);
    }

    private void press(KeyCode code, boolean shift) {
        window.run(() -> {
            list().requestFocus();
            list().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
        });
    }

    private void head(String title) {
        window.run(() -> {
            window.scene().snapshot(null);
            window.find(".run-columns").lookupAll(".column-head").stream()
                    .filter(node -> title.equals(((Button) node).getText()))
                    .map(node -> (Button) node)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no head " + title + " in " + window.texts(".run-columns")))
                    .fire();
        });
    }

    private void click(String value) {
        window.run(() -> {
            window.scene().snapshot(null);
            var label = list().lookupAll(".label:link").stream()
                    .filter(node -> value.equals(((Labeled) node).getText()))
                    .findFirst()
                    .orElseThrow();
            label.fireEvent(new MouseEvent(
                    MouseEvent.MOUSE_CLICKED,
                    0,
                    0,
                    0,
                    0,
                    MouseButton.PRIMARY,
                    1,
                    false,
                    false,
                    false,
                    false,
                    true,
                    false,
                    false,
                    false,
                    true,
                    false,
                    null));
        });
    }

    private List<Run> selected() {
        return window.ask(() -> List.copyOf(list().getSelectionModel().getSelectedItems()));
    }

    private List<Long> tokens() {
        return window.ask(() -> list().getItems().stream()
                .map(run ->
                        Long.valueOf(run.tree().total() == null ? 0 : run.tree().total()))
                .toList());
    }

    private List<Long> starts() {
        return window.ask(() -> list().getItems().stream().map(Run::startNanos).toList());
    }

    @SuppressWarnings("unchecked")
    private ListView<Run> list() {
        return (ListView<Run>) window.find(".run-list .list-view");
    }

    private static boolean isMac() {
        return System.getProperty("os.name").startsWith("Mac");
    }

    private static List<Run> found(String filter) {
        return new RunQueries(db.database())
                .runs(RunFilter.parse(filter), null, 100)
                .fetch()
                .runs();
    }

    private static void write(List<RecordedSpan> spans) {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(new ArrayList<>(spans));
        }
    }

    private static RecordedSpan run(int number, String user) {
        long start = (START + number) * 1_000_000_000L;
        var id = new SpanId("%032x".formatted(0xee0000 + number), "%016x".formatted(number + 1));
        return new RecordedSpan(
                Span.builder(id, "a" + number, SpanKind.AGENT)
                        .actor(new Actor("a" + number, null, null, user, "s", null))
                        .model("m-" + number % 2, null)
                        .usage(Usage.of(1_000L * (number % 100), 0))
                        .time(start, start + 1_000_000_000L + number)
                        .build(),
                Payload.EMPTY);
    }
}
