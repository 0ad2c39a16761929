package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Annotation;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.testing.TravelStory;
import dev.runtree.ui.Theme;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fx")
class RunTreeTest {
    private static final int TEAM = 0;
    private static final int FLIGHTS = 5;
    private static final int REFUSED = 9;
    private static final int BUDGET = 21;

    private interface Use {
        void with(RunTree tree) throws Exception;
    }

    @BeforeAll
    static void toolkit() {
        try {
            Platform.startup(() -> {});
        } catch (IllegalStateException alreadyUp) {
            assertThat(alreadyUp).isNotNull();
        }
        Platform.setImplicitExit(false);
    }

    private static void tree(Use use) {
        var done = new CompletableFuture<Boolean>();
        Platform.runLater(() -> {
            try {
                var tree = new RunTree();
                var scene = new Scene(tree, 580, 400);
                var spans = RunSpans.of(TravelStory.trace());
                tree.show(spans, spans.end());
                scene.snapshot(null);
                use.with(tree);
                done.complete(true);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        assertThat(done.join()).isTrue();
    }

    private static void press(RunTree tree, KeyCode... codes) {
        for (var code : codes) {
            press(tree, code, false);
        }
    }

    private static void press(RunTree tree, KeyCode code, boolean shift) {
        Event.fireEvent(tree, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
    }

    /** As a keyboard does on which it needs AltGr. */
    private static void type(RunTree tree, String character) {
        var altGr = "[]".contains(character);
        Event.fireEvent(
                tree, new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, altGr, altGr, false));
    }

    private static void click(RunTree tree, double x, double y, int count) {
        var surface = (Pane) tree.getChildrenUnmodifiable().getFirst();
        Event.fireEvent(
                surface,
                new MouseEvent(
                        MouseEvent.MOUSE_PRESSED,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.PRIMARY,
                        count,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        new PickResult(surface, x, y)));
    }

    private static double middle(RunTree tree, int span) {
        return TreePainter.HEADER + tree.rows().y(tree.rows().rowOf(span)) - tree.scrolled() + 13;
    }

    @Test
    void arrowsWalkAsTreesDo() {
        tree(tree -> {
            assertThat(tree.selected()).isEqualTo(TEAM);
            press(tree, KeyCode.DOWN, KeyCode.DOWN, KeyCode.UP);
            assertThat(tree.selected()).isEqualTo(1);
            press(tree, KeyCode.LEFT);
            assertThat(tree.selected()).isEqualTo(TEAM);
            press(tree, KeyCode.LEFT);
            assertThat(tree.rows().size()).isEqualTo(1);
            press(tree, KeyCode.RIGHT);
            assertThat(tree.rows().size()).isEqualTo(23);
            press(tree, KeyCode.RIGHT);
            assertThat(tree.selected()).isEqualTo(1);
            press(tree, KeyCode.END);
            assertThat(tree.selected()).isEqualTo(22);
            assertThat(tree.scrolled()).isPositive();
            press(tree, KeyCode.DOWN);
            assertThat(tree.selected()).isEqualTo(22);
            press(tree, KeyCode.HOME);
            assertThat(tree.selected()).isEqualTo(TEAM);
            assertThat(tree.scrolled()).isZero();
        });
    }

    @Test
    void errorsAreWalkedRoundAndRevealed() {
        tree(tree -> {
            type(tree, "[");
            assertThat(tree.rows().size()).isEqualTo(1);
            press(tree, KeyCode.E);
            assertThat(tree.selected()).isEqualTo(REFUSED);
            assertThat(tree.rows().rowOf(REFUSED)).isPositive();
            press(tree, KeyCode.E);
            assertThat(tree.selected()).isEqualTo(BUDGET);
            press(tree, KeyCode.E);
            assertThat(tree.selected()).isEqualTo(REFUSED);
            press(tree, KeyCode.E, true);
            assertThat(tree.selected()).isEqualTo(BUDGET);
        });
    }

    @Test
    void levelsAndKinds() {
        tree(tree -> {
            press(tree, KeyCode.DIGIT2);
            assertThat(tree.rows().size()).isEqualTo(9);
            press(tree, KeyCode.O);
            assertThat(tree.rows().size()).isEqualTo(11);
            press(tree, KeyCode.P, KeyCode.P);
            assertThat(tree.rows().size()).isEqualTo(1);
            type(tree, "]");
            assertThat(tree.rows().size()).isEqualTo(23);
            tree.select(3);
            type(tree, ".");
            assertThat(tree.selected()).isEqualTo(8);
            type(tree, ",");
            type(tree, ",");
            assertThat(tree.selected()).isEqualTo(20);
        });
    }

    @Test
    void collapsingOverTheSelectionSelectsWhatWasCollapsed() {
        tree(tree -> {
            tree.select(REFUSED);
            tree.setOpen(FLIGHTS, false);
            assertThat(tree.selected()).isEqualTo(FLIGHTS);
        });
    }

    @Test
    void clicksSelectAndTheTwistyOpens() {
        tree(tree -> {
            click(tree, 120, middle(tree, 3), 1);
            assertThat(tree.selected()).isEqualTo(3);
            var columns = Columns.of(tree.viewportWidth());
            click(tree, RowPainter.indent(2, columns) + 5, middle(tree, FLIGHTS), 1);
            assertThat(tree.rows().isExpanded(FLIGHTS)).isFalse();
            assertThat(tree.selected()).isEqualTo(3);
            click(tree, 120, middle(tree, FLIGHTS), 2);
            assertThat(tree.rows().isExpanded(FLIGHTS)).isTrue();
            click(tree, 120, 10_000, 1);
            assertThat(tree.selected()).isEqualTo(FLIGHTS);
        });
    }

    @Test
    void aToolIsAskedForOnceAndOnlyWhenItIsSeen() {
        tree(tree -> {
            List<Span> asked = new ArrayList<>();
            tree.panels().onWanted(asked::add);
            tree.setOpen(REFUSED, true);
            tree.setOpen(FLIGHTS, false);
            tree.getScene().snapshot(null);
            assertThat(asked).isEmpty();
            tree.setOpen(FLIGHTS, true);
            tree.getScene().snapshot(null);
            tree.getScene().snapshot(null);
            assertThat(asked).extracting(Span::id).containsExactly(TravelStory.id(10));
            var before = tree.rows().height();
            var recorded = TravelStory.recorded(TravelStory.id(10)).orElseThrow();
            tree.setPanel(recorded.span().id(), ToolPanel.of(recorded, TravelStory.content(recorded)));
            assertThat(tree.rows().height()).isGreaterThan(before);
        });
    }

    @Test
    void whatIsOpenedAtTheBottomIsBroughtIntoView() {
        tree(tree -> {
            tree.select(REFUSED);
            tree.scrollTo(tree.rows().y(tree.rows().rowOf(REFUSED) + 1) - tree.viewportHeight());
            tree.setOpen(REFUSED, true);
            var recorded = TravelStory.recorded(TravelStory.id(10)).orElseThrow();
            tree.setPanel(recorded.span().id(), ToolPanel.of(recorded, TravelStory.content(recorded)));
            var row = tree.rows().rowOf(REFUSED);
            assertThat(tree.rows().height(row)).isGreaterThan(100);
            assertThat((double) tree.rows().y(row)).isGreaterThanOrEqualTo(tree.scrolled());
            assertThat((double) tree.rows().y(row + 1)).isLessThanOrEqualTo(tree.scrolled() + tree.viewportHeight());
        });
    }

    @Test
    void aLaterVersionKeepsSelectionAndPlace() {
        tree(tree -> {
            tree.show(RunSpans.of(TravelStory.running()), TravelStory.START + 6_200_000_000L);
            tree.select(FLIGHTS);
            tree.scrollTo(60);
            var spans = RunSpans.of(TravelStory.trace());
            tree.update(spans, spans.end());
            assertThat(tree.selected()).isEqualTo(FLIGHTS);
            assertThat(tree.selectedSpanProperty().get())
                    .isEqualTo(spans.forest().span(FLIGHTS));
            assertThat(tree.view().showsAll()).isTrue();
        });
    }

    @Test
    void fitGoesThereAndBack() {
        tree(tree -> {
            tree.select(REFUSED);
            press(tree, KeyCode.F);
            assertThat(tree.view().showsAll()).isFalse();
            press(tree, KeyCode.F);
            assertThat(tree.view().showsAll()).isTrue();
        });
    }

    @Test
    void theRowIsCopiedAndReadAloudInFull() {
        tree(tree -> {
            tree.select(REFUSED);
            press(tree, KeyCode.C);
            assertThat(Clipboard.getSystemClipboard().getString())
                    .startsWith("tool search_flights, failed: DATE_IN_PAST")
                    .endsWith("832 ms");
            assertThat(tree.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                    .isEqualTo(tree.text(REFUSED) + ", level 4, closed");
        });
    }

    @Test
    void whatPeopleSayOfAStepIsMarkedInItsRowAndReadAloud() {
        tree(tree -> {
            Theme.install(tree.getScene());
            var step = tree.rows().forest().span(FLIGHTS).id();
            tree.select(FLIGHTS);
            var unmarked = pixels(tree);
            tree.marks().show(Map.of(step, said(step)));
            assertThat(pixels(tree).equals(unmarked)).as("drawn as before").isFalse();
            assertThat(tree.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                    .asString()
                    .startsWith(tree.text(FLIGHTS)
                            + ", starred, tagged odd, has a note, scored correctness 0.25 poor, level ");
            tree.select(REFUSED);
            assertThat(tree.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                    .asString()
                    .doesNotContain("starred");
            tree.marks().show(Map.of());
            tree.select(FLIGHTS);
            assertThat(pixels(tree).equals(unmarked)).as("drawn as before").isTrue();
        });
    }

    private static Annotation said(SpanId step) {
        return new Annotation(
                new Annotation.Subject(step, step),
                true,
                List.of("odd"),
                new Annotation.Note("Why here?", "ann", Instant.EPOCH),
                List.of(new Annotation.Score(
                        "correctness", new BigDecimal("0.25"), "poor", null, "ann", Instant.EPOCH)));
    }

    private static List<Integer> pixels(RunTree tree) {
        var picture = tree.getScene().snapshot(null);
        var pixels = new ArrayList<Integer>();
        for (var y = 0; y < (int) picture.getHeight(); y++) {
            for (var x = 0; x < 300; x++) {
                pixels.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return pixels;
    }

    @Test
    void withoutSpansNoKeyDoesAnything() {
        tree(tree -> {
            tree.show(RunSpans.NONE, 0);
            press(tree, KeyCode.DOWN, KeyCode.E, KeyCode.F, KeyCode.RIGHT);
            type(tree, "]");
            tree.getScene().snapshot(null);
            assertThat(tree.selected()).isEqualTo(-1);
        });
    }
}
