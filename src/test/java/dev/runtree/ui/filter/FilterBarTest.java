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
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bar on a real database, by keyboard alone. */
@Tag("fx")
class FilterBarTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final Toolkit toolkit = Toolkit.headless();
    private final List<RunFilter> filters = new ArrayList<>();
    private Background background;
    private FilterBarController bar;
    private Scene scene;

    @BeforeAll
    static void write() {
        var spans = new ArrayList<Span>();
        long now = Instant.now().getEpochSecond() * 1_000_000_000L;
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
            bar.focus();
            return true;
        });
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

    private FilterBarController bar() {
        return bar;
    }

    private void type(String text) {
        for (char c : text.toCharArray()) {
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
