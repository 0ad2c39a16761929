package dev.runtree.ui.text;

import dev.runtree.model.Figures;
import dev.runtree.ui.Fonts;
import dev.runtree.ui.Messages;
import java.nio.charset.StandardCharsets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import jfx.incubator.scene.control.richtext.CodeArea;
import jfx.incubator.scene.control.richtext.TextPos;

/**
 * A text or JSON of any length, to be read, searched and copied. Of a long one the beginning is shown at once and the
 * rest when it is asked for; copying always copies all. The only place that knows the incubating editor control.
 */
public final class TextView extends VBox {
    private static final int FIRST = 256 * 1024;

    static {
        Incubator.load();
    }

    private final CodeArea area = new CodeArea();
    private final ToggleButton wrap = new ToggleButton(Messages.text("text.wrap"));
    private final TextField find = new TextField();
    private final Label size = new Label();
    private final Button all = new Button();
    private final HBox bar;
    private String text = "";

    public TextView() {
        getStyleClass().add("text-view");
        area.setEditable(false);
        area.setFont(Fonts.mono(12));
        area.wrapTextProperty().bind(wrap.selectedProperty());
        wrap.setSelected(true);
        wrap.getStyleClass().add("flat-tool");
        var copy = new Button(Messages.text("text.copy"));
        copy.getStyleClass().add("flat-tool");
        copy.setOnAction(event -> copy());
        size.getStyleClass().add("figure");
        find.setPromptText(Messages.text("text.find"));
        find.getStyleClass().add("small-field");
        find.setOnAction(event -> findNext());
        all.getStyleClass().add("show-all");
        all.setMaxWidth(Double.MAX_VALUE);
        all.setOnAction(event -> showAll());
        copy.setMinWidth(USE_PREF_SIZE);
        wrap.setMinWidth(USE_PREF_SIZE);
        size.setMinWidth(USE_PREF_SIZE);
        find.setMinWidth(60);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        bar = new HBox(find, size, space, wrap, copy);
        bar.getStyleClass().add("text-bar");
        setVgrow(area, Priority.ALWAYS);
        getChildren().addAll(bar, area, all);
    }

    /** Shows a text from its beginning. JSON is expected to be pretty-printed already. */
    public void show(String shown, boolean json) {
        text = shown;
        area.setSyntaxDecorator(json ? new JsonColors() : null);
        area.setText(beginning());
        area.select(TextPos.ZERO);
        size.setText(Figures.bytes(shown.getBytes(StandardCharsets.UTF_8).length));
        var more = text.length() > FIRST;
        all.setVisible(more);
        all.setManaged(more);
        all.setText(Messages.text("text.all", Figures.count(FIRST), Figures.count(text.length())));
    }

    private String beginning() {
        if (text.length() <= FIRST) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(FIRST)) ? FIRST - 1 : FIRST);
    }

    private void showAll() {
        area.setText(text);
        all.setVisible(false);
        all.setManaged(false);
    }

    /** The whole text, also when only its beginning is shown. */
    public String text() {
        return text;
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Selects the next place that has the words, and goes round at the end. */
    private void findNext() {
        var words = find.getText();
        if (words.isEmpty()) {
            return;
        }
        if (all.isVisible()) {
            showAll();
        }
        var from = area.getCaretPosition() == null ? TextPos.ZERO : area.getCaretPosition();
        var lines = area.getParagraphCount();
        for (var i = 0; i <= lines; i++) {
            var line = (from.index() + i) % lines;
            var words0 = area.getPlainText(line);
            var at = indexOf(words0, words, i == 0 ? from.offset() : 0);
            if (at >= 0) {
                area.select(TextPos.ofLeading(line, at), TextPos.ofLeading(line, at + words.length()));
                return;
            }
        }
    }

    private static int indexOf(String line, String words, int from) {
        for (var at = from; at + words.length() <= line.length(); at++) {
            if (line.regionMatches(true, at, words, 0, words.length())) {
                return at;
            }
        }
        return -1;
    }
}
