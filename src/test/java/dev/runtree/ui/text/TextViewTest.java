package dev.runtree.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.FxExtension;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("fx")
@ExtendWith(FxExtension.class)
class TextViewTest {
    private static final String CALL =
            "{\"name\":\"search\",\"arguments\":\"{\\\"date\\\":\\\"2026-04-12\\\",\\\"max\\\":250.00}\",\"list\":[1,2,{\"deep\":true}]}";

    private Background background;
    private TextView view;
    private Scene scene;

    @BeforeEach
    void window() {
        background = new Background();
        view = new TextView(background);
        scene = new Scene(view, 480, 400);
        Theme.install(scene);
    }

    private void show(String text) {
        view.show(text);
        settle();
    }

    /** Waits for the background with the FX thread free to hear from it, then lays out. */
    private void settle() {
        while (background.pendingProperty().get() > 0) {
            var loop = new Object();
            var left = new AtomicBoolean();
            var watching = background.pendingProperty().subscribe(pending -> {
                if (pending.intValue() == 0 && !left.getAndSet(true)) {
                    Platform.runLater(() -> Platform.exitNestedEventLoop(loop, null));
                }
            });
            Platform.enterNestedEventLoop(loop);
            watching.unsubscribe();
        }
        scene.snapshot(null);
    }

    private void press(KeyCode... codes) {
        for (var code : codes) {
            press(code, false, false);
        }
    }

    private void press(KeyCode code, boolean shift, boolean shortcut) {
        var mac = System.getProperty("os.name").startsWith("Mac");
        Event.fireEvent(
                view.pane(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, shortcut && !mac, false, shortcut && mac));
        scene.snapshot(null);
    }

    private void type(String words) {
        field().setText(words);
        settle();
    }

    private TextField field() {
        return (TextField) view.lookup(".small-field");
    }

    private void enter(boolean shift) {
        Event.fireEvent(field(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, shift, false, false, false));
        settle();
    }

    private String figure() {
        return ((Label) view.lookup(".text-bar > .figure")).getText();
    }

    private String note() {
        var note = (Label) view.lookup(".text-note");
        return note.isVisible() ? note.getText() : "";
    }

    private String current() {
        return view.pane().rows().row(view.pane().current()).text();
    }

    private static String clipboard() {
        return Clipboard.getSystemClipboard().getString();
    }

    private List<String> rows() {
        var rows = new ArrayList<String>();
        for (var row = 0; row < view.pane().rows().size(); row++) {
            rows.add(view.pane().rows().row(row).text());
        }
        return rows;
    }

    @Test
    void arrowsFoldAndWalkAsTreesDo() {
        show(CALL);
        press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN);
        assertThat(current()).isEqualTo("\"list\": [");
        press(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.DOWN);
        assertThat(current()).isEqualTo("{");
        press(KeyCode.LEFT);
        assertThat(current()).isEqualTo("{…}  1 member  \"deep\":true");
        press(KeyCode.LEFT);
        assertThat(current()).isEqualTo("\"list\": [");
        press(KeyCode.DIGIT1);
        assertThat(rows()).hasSize(1);
        press(KeyCode.CLOSE_BRACKET, KeyCode.END);
        assertThat(current()).isEqualTo("}");
        press(KeyCode.HOME);
        assertThat(view.pane().current()).isZero();
    }

    @Test
    void lettersCopyTheValueAndThePath() {
        show(CALL);
        press(KeyCode.DOWN, KeyCode.C);
        assertThat(clipboard()).isEqualTo("search");
        press(KeyCode.DOWN, KeyCode.RIGHT, KeyCode.DOWN, KeyCode.DOWN, KeyCode.P);
        assertThat(clipboard()).isEqualTo("$.arguments » $.date");
        press(KeyCode.DOWN, KeyCode.C);
        assertThat(clipboard()).isEqualTo("250.00");
    }

    @Test
    void hitsAreCountedWalkedAndRevealed() {
        show(CALL);
        press(KeyCode.DIGIT2);
        type("DEEP");
        assertThat(figure()).isEqualTo("1");
        enter(false);
        assertThat(figure()).isEqualTo("1 of 1");
        assertThat(current()).isEqualTo("\"deep\": true");
        type("2");
        assertThat(figure()).isEqualTo("5");
        enter(false);
        enter(false);
        assertThat(figure()).isEqualTo("2 of 5");
        enter(true);
        enter(true);
        assertThat(figure()).isEqualTo("5 of 5");
        assertThat(view.pane().ticks().count()).isEqualTo(5);
    }

    @Test
    void aHitFarInsideALongStringOpensIt() {
        show("{\"a\":\"" + "x\\n".repeat(5_000) + "needle\"}");
        type("needle");
        enter(false);
        assertThat(figure()).isEqualTo("1 of 1");
        assertThat(current()).isEqualTo("needle");
    }

    @Test
    void aPathFiltersAndAMistakeInItIsTold() {
        show(CALL);
        type("$..deep");
        assertThat(figure()).isEqualTo("1 value");
        assertThat(current()).isEqualTo("\"deep\": true");
        assertThat(rows()).hasSize(7);
        type("$..[");
        assertThat(note()).contains("a key in quotes").contains("(character 5)");
        assertThat(rows()).hasSize(7);
        type("");
        assertThat(note()).isEmpty();
        assertThat(rows()).hasSize(11);
    }

    @Test
    void textThatIsNoJsonIsShownWithThePlaceOfTheMistake() {
        show("{\"a\": 1,\n \"b\": [1, 2, 3, 4],\n \"c\": tru}");
        assertThat(note()).isEqualTo("No JSON: a value was expected here (line 3, column 7).");
        assertThat(rows()).hasSize(3);
        assertThat(view.pane().current()).isEqualTo(2);
        show("[INFO] all is well");
        assertThat(note()).isEmpty();
        assertThat(rows()).containsExactly("[INFO] all is well");
    }

    @Test
    void aSelectionAcrossRowsIsCopiedWhole() {
        show("first\nsecond\tline\nthird");
        var pane = view.pane();
        drag(
                pane.gutter() + 4 * pane.viewport().cells().cell(),
                9,
                pane.gutter() + 3 * pane.viewport().cells().cell(),
                45);
        press(KeyCode.C, false, true);
        assertThat(clipboard()).isEqualTo("t\nsecond\tline\nthi");
        press(KeyCode.A, false, true);
        press(KeyCode.C, false, true);
        assertThat(clipboard()).isEqualTo("first\nsecond\tline\nthird");
    }

    private void drag(double x, double y, double toX, double toY) {
        var surface = (Pane) view.pane().getChildrenUnmodifiable().getFirst();
        Event.fireEvent(surface, mouse(MouseEvent.MOUSE_PRESSED, surface, x, y));
        Event.fireEvent(surface, mouse(MouseEvent.MOUSE_DRAGGED, surface, toX, toY));
    }

    private static MouseEvent mouse(EventType<MouseEvent> type, Pane on, double paneX, double paneY) {
        var x = on.localToScene(paneX, paneY).getX();
        var y = on.localToScene(paneX, paneY).getY();
        return new MouseEvent(
                type,
                x,
                y,
                x,
                y,
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
                false,
                false,
                new PickResult(on, x, y));
    }

    @Test
    void shiftAndArrowsSelectWithoutAMouse() {
        show("one\ntwo\nthree");
        press(KeyCode.DOWN);
        press(KeyCode.RIGHT, true, false);
        press(KeyCode.RIGHT, true, false);
        press(KeyCode.C, false, true);
        assertThat(clipboard()).isEqualTo("tw");
        press(KeyCode.DOWN, true, false);
        press(KeyCode.C, false, true);
        assertThat(clipboard()).isEqualTo("two\nthree");
    }

    @Test
    void aColonAndANumberGoToThatLine() {
        var lines = new StringBuilder();
        for (var i = 1; i <= 5_000; i++) {
            lines.append("this is line ").append(i).append('\n');
        }
        show(lines.toString());
        field().setText(":4321");
        enter(false);
        assertThat(current()).isEqualTo("this is line 4321");
    }

    @Test
    void twentyMegabytesInOneLineAreShownToTheirEnd() {
        show("0123456789".repeat(2_000_000) + "END");
        press(KeyCode.END);
        assertThat(current()).endsWith("END");
        type("END");
        assertThat(figure()).isEqualTo("1");
    }

    @Test
    void wrappedLinesAreAllReachedByScrolling() {
        show("word ".repeat(400) + "\nlast");
        var pane = view.pane();
        assertThat(pane.viewport().laid(0).lines()).isGreaterThan(20);
        pane.scroll(0, 1e6);
        assertThat(pane.placeAt(1e6, 1e6)).isEqualTo(new TextPlace(1, 4));
        press(KeyCode.W);
        assertThat(pane.viewport().laid(0).lines()).isEqualTo(1);
    }

    @Test
    void whereFromIsAskedWithTheValueOrTheSelection() {
        var asked = new ArrayList<String>();
        view.onWhereFrom(asked::add);
        show(CALL);
        press(KeyCode.DOWN);
        view.askWhereFrom();
        press(KeyCode.RIGHT, true, false);
        press(KeyCode.RIGHT, true, false);
        view.askWhereFrom();
        assertThat(asked).containsExactly("search", "\"n");
    }

    @Test
    void screenReadersHearTheRowAndWhetherItIsFolded() {
        show(CALL);
        assertThat(view.pane().getAccessibleRole()).isEqualTo(AccessibleRole.TREE_VIEW);
        press(KeyCode.DIGIT1);
        assertThat(view.pane().queryAccessibleAttribute(AccessibleAttribute.TEXT))
                .asString()
                .contains("3 members")
                .endsWith("folded");
        assertThat(view.pane().queryAccessibleAttribute(AccessibleAttribute.ROW_COUNT))
                .isEqualTo(1);
        show("plain");
        assertThat(view.pane().getAccessibleRole()).isEqualTo(AccessibleRole.TEXT_AREA);
    }

    @Test
    void whatCannotBeSeenIsShownBySignsAndCopiedAsItIs() {
        assertThat(Cells.shown('\u202e')).isNotEqualTo('\u202e');
        assertThat(Cells.shown(0)).isEqualTo('¤');
        assertThat(Cells.shown(0xd83d)).isEqualTo(0xfffd);
        assertThat(Cells.shown(0x1f642)).isEqualTo(0x1f642);
        var odd = "a\u202eb\u0007c\ud83d مرحبا e\u0301 👩\u200d👧";
        show(odd);
        press(KeyCode.A, false, true);
        press(KeyCode.C, false, true);
        assertThat(clipboard()).isEqualTo(odd);
    }

    @Test
    void wordsFromRightToLeftAreDrawnTogetherAndFoundWhereTheyStand() {
        show("ab שלום עולם cd e\u0301f");
        var line = view.pane().viewport().laid(0).line(0);
        assertThat(line.all())
                .extracting(piece -> view.text().substring(piece.from(), piece.to()))
                .containsExactly("ab ", "שלום עולם", " cd ", "e\u0301", "f");
        assertThat(line.x(3)).isGreaterThan(line.x(11));
        for (var offset = 0; offset < 3; offset++) {
            assertThat(line.at(line.x(offset) + 1)).isEqualTo(offset);
        }
        assertThat(line.at(line.x(3) - 1)).isEqualTo(3);
        assertThat(line.spans(3, 5)).hasSize(1);
        assertThat(line.spans(3, 5).getFirst()[0])
                .isGreaterThan(line.x(2) + 3 * view.pane().viewport().cells().cell());
    }

    @Test
    void aPieceNeverReachesFromAKeyIntoItsValue() {
        show("{\"שלום\":\"עולם\"}");
        assertThat(view.pane().viewport().laid(1).line(0).all())
                .extracting(piece -> current(1).substring(piece.from(), piece.to()))
                .contains("שלום", "עולם");
    }

    private String current(int row) {
        return view.pane().rows().row(row).text();
    }

    @Test
    void aStringOfMegabytesThatHoldsJsonIsReadAsideAndOpened() {
        show("{\"a\":\"[" + "1,".repeat(400_000) + "2]\"}");
        press(KeyCode.DOWN, KeyCode.RIGHT);
        settle();
        assertThat(view.pane().rows().size()).isEqualTo(3 + 400_003);
        press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.P);
        assertThat(clipboard()).isEqualTo("$.a » $[0]");
    }

    @Test
    void allOfALargeTextIsCopiedAside() {
        show("[" + "1,".repeat(30_000) + "2]");
        press(KeyCode.A, false, true);
        press(KeyCode.C, false, true);
        settle();
        assertThat(clipboard())
                .startsWith("[\n  1,\n  1,")
                .endsWith("1,\n  2\n]")
                .hasSize(150_007);
    }
}
