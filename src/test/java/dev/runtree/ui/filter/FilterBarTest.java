package dev.runtree.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.query.RunKey;
import dev.runtree.settings.KeptFilters;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SavedView;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.RunCourse;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bar on a real database, by keyboard alone. */
@Tag("fx")
class FilterBarTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final Toolkit toolkit = Toolkit.headless();
    private final List<RunFilter> filters = new ArrayList<>();
    private final List<String> lists = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private Background background;
    private FilterBarController bar;
    private Scene scene;

    @TempDir
    Path home;

    @BeforeAll
    static void write() {
        var spans = new ArrayList<Span>();
        // Each in the last half second of its minute.
        long now = Instant.now().getEpochSecond() / 60 * 60_000_000_000L - 500_000_000L;
        for (int i = 0; i < 60; i++) {
            long start = now - i * 60_000_000_000L;
            var actor = new Actor("flights", null, null, i % 3 == 0 ? "Ada L" : "ana", "trip-" + i % 5, null);
            spans.add(span(i, 1, "flights", SpanKind.AGENT)
                    .actor(actor)
                    .status(i % 4 == 0 ? SpanStatus.ERROR : SpanStatus.OK, i % 4 == 0 ? "DATE_IN_PAST: no" : null)
                    .time(start, start + 2_000_000_000L)
                    .build());
            if (i < 10) {
                String tool = i < 7 ? "search_flights" : "search_hotels";
                spans.add(span(i, 2, tool, SpanKind.TOOL)
                        .parent("%016x".formatted(1))
                        .toolName(tool)
                        .status(SpanStatus.OK, null)
                        .time(start, start + 1_000_000_000L)
                        .build());
            }
        }
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans.stream()
                    .map(span -> new RecordedSpan(span, Payload.EMPTY))
                    .toList());
        }
    }

    private static SpanBuilder span(int trace, int id, String name, SpanKind kind) {
        return Span.builder(new SpanId("%032x".formatted(trace + 1), "%016x".formatted(id)), name, kind);
    }

    @BeforeEach
    @SuppressWarnings("NullAway") // set on the toolkit's thread, before call() returns
    void build() {
        toolkit.call(() -> {
            background = new Background();
            bar = new FilterBarController(background, filters::add);
            var root = new StackPane(Fxml.load(bar));
            scene = new Scene(root, 1280, 600);
            Theme.install(scene);
            Theme.LIGHT.apply(scene);
            bar.use(new RunQueries(DB.database()));
            bar.keep(new Preferences(new RuntreeHome(home)), "a database", failures::add);
            bar.focus();
            return true;
        });
        settle();
    }

    /** What is being kept is in its file before the folder goes. */
    @AfterEach
    void settled() {
        settle();
    }

    @Test
    void keysAndValuesAreCompletedByKeyboard() {
        type("us");
        assertThat(offered().getFirst().insert()).isEqualTo("user:");
        press(KeyCode.TAB);
        await(() -> offered().size() == 2);
        assertThat(offered())
                .containsExactly(Suggestion.value("ana", "", "40"), Suggestion.value("\"Ada L\"", "", "20"));
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        await(() -> chips().equals(List.of("user:\"Ada L\"")));
        assertThat(filters.getLast()).isEqualTo(RunFilter.parse("user:\"Ada L\""));
        assertThat(editor()).isEmpty();

        type("-");
        type("sess");
        press(KeyCode.TAB);
        await(() -> offered().size() == 5);
        type("4");
        await(() -> offered().size() == 1);
        press(KeyCode.TAB);
        await(() -> chips().equals(List.of("user:\"Ada L\"", "-session:trip-4")));
    }

    @Test
    void stepsToolsErrorsAndBareWordsAreCompleted() {
        type("span:(tool:");
        await(() -> offered().size() == 2);
        assertThat(offered().getFirst()).isEqualTo(Suggestion.value("search_flights", "", "7"));
        press(KeyCode.TAB);
        type(" step.status:err");
        press(KeyCode.TAB);
        assertThat(editor()).isEqualTo("span:(tool:search_flights step.status:error");
        type(") ");
        await(() -> chips().equals(List.of("span:(tool:search_flights step.status:error)")));

        toolkit.call(() -> {
            bar.setText("");
            return true;
        });
        type("error:");
        await(() -> offered().stream().anyMatch(each -> each.insert().equals("DATE_IN_PAST")));
        clear();
        type("flig");
        await(() -> offered().stream().anyMatch(each -> each.insert().equals("tool:search_flights"))
                && offered().stream().anyMatch(each -> each.insert().equals("agent:flights")));
        press(KeyCode.ESCAPE);
        assertThat(isOffering()).isFalse();
        press(KeyCode.ENTER);
        assertThat(chips()).containsExactly("flig");
    }

    @Test
    void chipsAreWalkedEditedAndRemovedByKeyboard() {
        toolkit.call(() -> {
            bar.setText("user:ana OR user:ben status:error");
            bar.focus();
            return true;
        });
        assertThat(chips()).containsExactly("user:ana", "OR", "user:ben", "status:error");
        press(KeyCode.LEFT);
        press(KeyCode.LEFT);
        assertThat(focused()).isEqualTo("user:ben");
        press(KeyCode.ENTER);
        assertThat(editor()).isEqualTo("user:ben");
        assertThat(chips()).containsExactly("user:ana", "OR", "status:error");
        type("ny");
        press(KeyCode.ENTER);
        assertThat(bar().text()).isEqualTo("user:ana OR user:benny status:error");
        press(KeyCode.LEFT);
        press(KeyCode.HOME);
        assertThat(focused()).isEqualTo("user:ana");
        press(KeyCode.DELETE);
        assertThat(bar().text()).isEqualTo("user:benny status:error");
        press(KeyCode.END);
        press(KeyCode.BACK_SPACE);
        assertThat(editor()).isEqualTo("status:error");
        press(KeyCode.ESCAPE);
        assertThat(chips()).containsExactly("user:benny", "status:error");
        bar().step(-1);
        settle();
        assertThat(bar().text()).isEqualTo("user:ana OR user:benny status:error");
        bar().step(1);
        assertThat(bar().text()).isEqualTo("user:benny status:error");
    }

    @Test
    void aMistakeIsShownInItsChipOrUnderItsText() {
        toolkit.call(() -> {
            bar.setText("user:ana status:broken tokens:>1k");
            return true;
        });
        assertThat(wrong()).containsExactly("status:broken");
        assertThat(toolkit.call(() -> ((Label) find("#mistake")).getText())).contains("'broken'", "expected one of ok");
        toolkit.call(() -> {
            bar.setText("user:ana");
            bar.focus();
            return true;
        });
        assertThat(wrong()).isEmpty();
        type("tokens:many");
        press(KeyCode.ESCAPE);
        await(() -> toolkit.call(() -> find("#underline").isVisible()));
        assertThat(filters.getLast()).isEqualTo(RunFilter.parse("user:ana"));
    }

    @Test
    void emptyingTheBarAfterAMistakeShowsAllRunsAgain() {
        setText("user:ana");
        setText("user:ana status:broken");
        assertThat(wrong()).containsExactly("status:broken");
        setText("");
        assertThat(filters.getLast()).isEqualTo(RunFilter.ALL);
        assertThat(toolkit.call(() -> find("#mistake").getParent().isVisible())).isFalse();
    }

    @Test
    void whatIsPointedAtIsAddedOrExcluded() {
        toolkit.call(() -> {
            bar.setText("user:ana OR user:ben");
            bar.add("tool", "search flights");
            bar.exclude("user", "a\"b");
            bar.add("user", "a\"b");
            return true;
        });
        assertThat(chips()).containsExactly("(user:ana OR user:ben)", "tool:\"search flights\"", "user:\"a\\\"b\"");
    }

    @Test
    void aHundredChipsLeaveRoomToType() {
        toolkit.call(() -> {
            var text = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                text.append("-user:nobody-of-a-long-name-").append(i).append(' ');
            }
            bar.setText(text.toString());
            bar.focus();
            return true;
        });
        settle();
        var bounds =
                toolkit.call(() -> find("#editor").localToScene(find("#editor").getLayoutBounds()));
        assertThat(bounds.getMinX()).isBetween(0.0, 1_000.0);
        assertThat(bounds.getWidth()).isGreaterThan(100);
        press(KeyCode.LEFT);
        assertThat(focused()).isEqualTo("-user:nobody-of-a-long-name-99");
        press(KeyCode.HOME);
        settle();
        assertThat(toolkit.call(() -> scene.getFocusOwner().localToScene(0, 0).getX()))
                .isBetween(0.0, 200.0);
    }

    @Test
    void viewsAreSavedShownRenamedAndRemovedByKeyboard() {
        setText("user:ana status:error");
        toolkit.call(() -> {
            bar.onViews(() -> "cost descending", lists::add);
            bar.showViews();
            return true;
        });
        type("Ana's failures");
        press(KeyCode.ENTER);
        assertThat(kept().views())
                .containsExactly(new SavedView("Ana's failures", "user:ana status:error", "cost descending"));

        setText("tokens:>1k");
        showViews();
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        assertThat(bar().text()).isEqualTo("user:ana status:error");
        assertThat(lists).containsExactly("cost descending");

        showViews();
        press(KeyCode.DOWN);
        press(KeyCode.F2);
        press(KeyCode.DELETE);
        assertThat(kept().views()).as("Delete was for the name").hasSize(1);
        type("x");
        press(KeyCode.ENTER);
        assertThat(kept().views()).extracting(SavedView::name).containsExactly("x");
        press(KeyCode.DOWN);
        press(KeyCode.DELETE);
        assertThat(kept().views()).isEmpty();
        undo();
        assertThat(kept().views()).containsExactly(new SavedView("x", "user:ana status:error", "cost descending"));
        press(KeyCode.DOWN);
        press(KeyCode.DELETE);
        assertThat(kept().views()).isEmpty();
        press(KeyCode.ESCAPE);
        assertThat(failures).isEmpty();
    }

    @Test
    void filtersThatWereUsedAreOfferedAgain() {
        setText("user:ana");
        setText("user:ana status:error");
        setText("");
        setText("tokens:>1k");
        setText("");
        assertThat(kept().recent("a database")).containsExactly("tokens:>1k", "user:ana status:error");
        toolkit.call(() -> {
            bar.focus();
            return true;
        });
        press(KeyCode.DOWN);
        assertThat(offered().getFirst()).isEqualTo(Suggestion.filter("tokens:>1k", "used before"));
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        assertThat(chips()).containsExactly("user:ana", "status:error");
    }

    @Test
    void theStatementBehindTheListIsShown() {
        setText("user:\"Ada L\"");
        toolkit.call(() -> {
            ((Button) find("#showSql")).fire();
            return true;
        });
        await(() -> toolkit.call(() -> ((TextArea) find(".sql-text")).getText()).contains("user_id = 'Ada L'"));
        var copy = toolkit.call(() -> (Button) find(".sql-pane .button"));
        toolkit.call(() -> {
            copy.fire();
            return true;
        });
        assertThat(toolkit.call(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo(toolkit.call(() -> ((TextArea) find(".sql-text")).getText()));
        assertThat(toolkit.call(copy::getText)).isEqualTo("Copied");
        press(KeyCode.ESCAPE);
        assertThat(toolkit.call(() -> scene.getRoot().lookup(".sql-pane"))).isNull();
    }

    @Test
    void theHistogramIsPaintedAnewAtAnyZoom() {
        var course = new RunCourse(
                Instant.EPOCH,
                Duration.ofMinutes(1),
                Collections.nCopies(12, new RunCourse.Bucket(9, 5, 1)),
                true,
                0,
                List.of());
        for (var factor : List.of(0.8, 1.0, 1.5)) {
            assertThat(histogram(factor, List.of(course, RunCourse.NONE)))
                    .isEqualTo(histogram(factor, List.of(RunCourse.NONE)))
                    .isNotEqualTo(histogram(factor, List.of(course)));
        }
    }

    /** The pixels of a histogram that has shown these, one after the other. */
    private List<Integer> histogram(double factor, List<RunCourse> courses) {
        return toolkit.call(() -> {
            var view = new HistogramView((from, to) -> {});
            var zoom = new Zoom(new StackPane(view));
            zoom.to(factor);
            var shown = new Scene(zoom, 400, HistogramView.HEIGHT * factor);
            Theme.install(shown);
            shown.snapshot(null);
            for (var course : courses) {
                view.show(course);
                shown.snapshot(null);
            }
            var reader = shown.snapshot(null).getPixelReader();
            var pixels = new ArrayList<Integer>();
            for (int y = 0; y < (int) shown.getHeight(); y++) {
                for (int x = 0; x < 400; x++) {
                    pixels.add(reader.getArgb(x, y));
                }
            }
            return pixels;
        });
    }

    @Test
    void aRangeOfTimeIsDraggedOnTheHistogramOrChosenWithTheKeys() {
        settle();
        drag(200, 700);
        settle();
        assertThat(chips()).hasSize(2);
        assertThat(chips().getFirst()).startsWith("since:20");
        assertThat(chips().getLast()).startsWith("until:20");
        assertThat(filters.getLast()).isNotEqualTo(RunFilter.ALL);

        setText("");
        toolkit.call(() -> {
            find(".histogram").requestFocus();
            return true;
        });
        press(KeyCode.END);
        assertThat(toolkit.call(() -> find(".histogram").getAccessibleText()))
                .containsPattern("\\d\\d:\\d\\d to .*\\d\\d:\\d\\d: \\d+ runs?");
        press(KeyCode.LEFT);
        assertThat(toolkit.call(() -> find(".histogram").getAccessibleText())).endsWith(": 1 run");
        press(KeyCode.ENTER);
        assertThat(chips()).hasSize(2);
        assertThat(filters.getLast().value(RunKey.SINCE)).isPresent();
        assertThat(new RunQueries(DB.database())
                        .count(filters.getLast(), 10)
                        .fetch()
                        .runs())
                .as("the list has what the bar counts, also of its last second")
                .isEqualTo(1);
    }

    @Test
    void aTimeIsChosenFromTheListOrWrittenAndCheckedAtItsPlace() {
        setText("until:1h");
        pressTime();
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        toolkit.call(() -> {
            ((Button) scene.getFocusOwner()).fire();
            return true;
        });
        settle();
        assertThat(chips()).containsExactly("since:1h");
        assertThat(toolkit.call(() -> find("#time").getAccessibleText())).isEqualTo("Time: Last hour");

        pressTime();
        var fields = toolkit.call(() -> List.copyOf(scene.getRoot().lookupAll(".time-field")));
        write(fields.getFirst(), "yesterday");
        press(KeyCode.ENTER);
        assertThat(toolkit.call(() -> find(".time-mistake").isVisible())).isTrue();
        write(fields.getFirst(), "2026-11-20 14:30");
        press(KeyCode.UP);
        write(fields.getLast(), "2026-11-21");
        press(KeyCode.ENTER);
        assertThat(chips()).containsExactly("since:2026-11-20T14:31", "until:2026-11-21");
        assertThat(toolkit.call(() -> find("#time").getAccessibleText()))
                .isEqualTo("Time: 20 Nov 14:31 to 21 Nov 23:59");
    }

    private void pressTime() {
        toolkit.call(() -> {
            ((Button) find("#time")).fire();
            return true;
        });
        settle();
    }

    private void write(Node field, String text) {
        toolkit.call(() -> {
            field.requestFocus();
            ((TextField) field).setText(text);
            ((TextField) field).end();
            return true;
        });
    }

    private void drag(double from, double to) {
        toolkit.call(() -> {
            mouse(MouseEvent.MOUSE_PRESSED, from);
            mouse(MouseEvent.MOUSE_DRAGGED, to);
            mouse(MouseEvent.MOUSE_RELEASED, to);
            return true;
        });
    }

    private void mouse(EventType<MouseEvent> type, double x) {
        var view = find(".histogram");
        var at = view.localToScene(x, 30);
        view.fireEvent(new MouseEvent(
                type,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null));
    }

    private void setText(String text) {
        toolkit.call(() -> {
            bar.setText(text);
            return true;
        });
        settle();
    }

    private void showViews() {
        toolkit.call(() -> {
            bar.showViews();
            return true;
        });
    }

    private KeptFilters kept() {
        settle();
        return KeptFilters.of(new SettingsFile(new RuntreeHome(home)).load());
    }

    private FilterBarController bar() {
        return bar;
    }

    private void type(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            toolkit.call(() -> {
                scene.getFocusOwner()
                        .fireEvent(new KeyEvent(
                                KeyEvent.KEY_TYPED,
                                String.valueOf(c),
                                "",
                                KeyCode.UNDEFINED,
                                false,
                                false,
                                false,
                                false));
                return true;
            });
        }
        settle();
    }

    private void press(KeyCode code) {
        toolkit.call(() -> {
            scene.getFocusOwner()
                    .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
            return true;
        });
        settle();
    }

    private void undo() {
        boolean isMac = System.getProperty("os.name").startsWith("Mac");
        toolkit.call(() -> {
            scene.getFocusOwner()
                    .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.Z, false, !isMac, false, isMac));
            return true;
        });
        settle();
    }

    private void clear() {
        toolkit.call(() -> {
            ((TextField) find("#editor")).clear();
            return true;
        });
    }

    private void settle() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
        toolkit.call(() -> scene.snapshot(null));
    }

    private String editor() {
        return toolkit.call(() -> ((TextField) find("#editor")).getText());
    }

    private List<String> chips() {
        return toolkit.call(() -> scene.getRoot().lookupAll(".chip").stream()
                .map(node -> ((Chip) node))
                .sorted(java.util.Comparator.comparingDouble(Node::getLayoutX))
                .map(Chip::term)
                .toList());
    }

    private List<String> wrong() {
        settle();
        return toolkit.call(() -> scene.getRoot().lookupAll(".chip:wrong").stream()
                .map(node -> ((Chip) node).term())
                .toList());
    }

    private String focused() {
        return toolkit.call(() -> scene.getFocusOwner() instanceof Chip chip ? chip.term() : "no chip");
    }

    private boolean isOffering() {
        return toolkit.call(() -> scene.getRoot().lookup(".completion") != null);
    }

    @SuppressWarnings("unchecked")
    private List<Suggestion> offered() {
        return toolkit.call(() -> scene.getRoot().lookup(".completion .list-view") instanceof ListView<?> list
                ? List.copyOf((List<Suggestion>) list.getItems())
                : List.of());
    }

    private Node find(String selector) {
        return Objects.requireNonNull(scene.getRoot().lookup(selector), selector);
    }

    private void await(BooleanSupplier condition) {
        Supplier<String> state = () -> "chips " + chips() + ", typed '" + editor() + "', offered " + offered();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(state.get()).isLessThan(end);
            settle();
        }
    }
}
