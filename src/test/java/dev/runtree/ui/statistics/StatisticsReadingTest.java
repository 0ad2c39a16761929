package dev.runtree.ui.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.RunStatistics;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.StepGroup.By;
import dev.runtree.testing.TravelStory;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.control.TableRow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is missing fails the test, as it should
@Tag("fx")
class StatisticsReadingTest {
    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final List<SpanId> selected = new ArrayList<>();
    private final StatisticsReading reading = toolkit.call(() -> new StatisticsReading(background, selected::add));
    private final Scene scene = toolkit.call(this::scene);

    private Scene scene() {
        var made = new Scene(new StackPane(reading.node()), 580, 800);
        Theme.install(made);
        return made;
    }

    @Test
    void aRowThatIsChosenSelectsItsLongestStepAndThenTheNext() {
        show();
        var search = row("search_flights");
        toolkit.call(() -> {
            table().getSelectionModel().select(search);
            press(KeyCode.ENTER, false);
            return true;
        });
        quiet();
        toolkit.call(() -> {
            press(KeyCode.ENTER, false);
            return true;
        });
        quiet();
        var places = RunStatistics.of(TravelStory.trace()).places(search.line().group());
        var tree = RunStatistics.of(TravelStory.trace()).tree();
        assertThat(selected)
                .containsExactly(tree.span(places[0]).id(), tree.span(places[1]).id());
        assertThat(tree.span(places[0]).durationNanos())
                .isGreaterThanOrEqualTo(tree.span(places[1]).durationNanos());
    }

    @Test
    void theToolThatFailedMostStandsOut() {
        show();
        assertThat(groups().filter(Row.Group::worst).map(Row.Group::name)).containsExactly("search_flights");
    }

    @Test
    void everySectionIsSortedByTheColumnThatTheKeyChose() {
        show();
        assertThat(namesOf(By.TOOL))
                .isSortedAccordingTo((a, b) ->
                        Long.compare(row(b).sum().selfNanos(), row(a).sum().selfNanos()));
        toolkit.call(() -> {
            for (var i = 0; i < 4; i++) {
                press(KeyCode.S, false);
            }
            return true;
        });
        assertThat(namesOf(By.TOOL)).isSorted();
        assertThat(namesOf(By.AGENT)).isSorted();
        toolkit.call(() -> {
            press(KeyCode.S, true);
            return true;
        });
        assertThat(namesOf(By.TOOL).reversed()).isSorted();
    }

    @Test
    void sumsWhatTheTreesFilterShowsAndTheWholeRunAgain() {
        show();
        var all = groups().findFirst().orElseThrow().sum();
        toolkit.call(() -> {
            reading.filter(span -> span.kind() == SpanKind.TOOL);
            return true;
        });
        quiet();
        assertThat(groups().findFirst().orElseThrow().sum().steps()).isLessThan(all.steps());
        assertThat(namesOf(By.KIND)).containsExactly("Tool");
        toolkit.call(() -> {
            reading.filter(null);
            return true;
        });
        quiet();
        assertThat(groups().findFirst().orElseThrow().sum()).isEqualTo(all);
    }

    @Test
    void sumsNothingWhileItIsHidden() {
        show();
        var all = groups().findFirst().orElseThrow().sum();
        toolkit.call(() -> {
            reading.hidden();
            reading.filter(span -> span.kind() == SpanKind.TOOL);
            return true;
        });
        quiet();
        assertThat(groups().findFirst().orElseThrow().sum()).isEqualTo(all);
        show();
        quiet();
        assertThat(namesOf(By.KIND)).containsExactly("Tool");
    }

    @Test
    void copiesExactFigures() {
        show();
        toolkit.call(() -> {
            KeyEvent.fireEvent(
                    reading.node(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.C, false, true, false, false));
            return true;
        });
        var csv = toolkit.call(() -> Clipboard.getSystemClipboard().getString());
        var run = TravelStory.trace().run();
        assertThat(csv.lines()).anySatisfy(line -> assertThat(line).startsWith("all,,," + run.spanCount() + ","));
        assertThat(csv.lines().map(line -> line.split(",", -1).length)).allMatch(fields -> fields == 19);
    }

    @Test
    void rowsAreReadAloud() {
        show();
        var spoken = toolkit.call(() -> reading.node().lookupAll(".table-row-cell").stream()
                .map(node -> (TableRow<?>) node)
                .map(row -> String.valueOf(row.queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .toList());
        assertThat(spoken).anySatisfy(text -> assertThat(text).startsWith("search_flights, "));
    }

    private void show() {
        toolkit.call(() -> {
            reading.show(TravelStory.trace());
            return true;
        });
        quiet();
        toolkit.call(() -> scene.snapshot(null));
    }

    private void press(KeyCode code, boolean shift) {
        KeyEvent.fireEvent(table(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
    }

    private StatisticsTable table() {
        return (StatisticsTable) reading.node().lookup(".statistics-table");
    }

    private Stream<Row.Group> groups() {
        return toolkit.call(() -> List.copyOf(table().getItems())).stream()
                .filter(Row.Group.class::isInstance)
                .map(Row.Group.class::cast);
    }

    private List<String> namesOf(By by) {
        return groups().filter(group -> group.isOf(by)).map(Row.Group::name).toList();
    }

    private Row.Group row(String name) {
        return groups().filter(group -> group.name().equals(name)).findFirst().orElseThrow();
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }
}
