package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.replay.edit.JsonLayout;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * A text of any length to be changed. A long one is in the field a part at a time, so that typing never waits for all of it. JSON
 * on one line is laid out on several; what is left as it was is the recorded text again, character by character.
 */
final class EditedText extends VBox {
    /** A field of more characters takes longer for a letter than a frame. */
    static final int PART = 12_000;

    /** Longer JSON is left as it is. */
    private static final int LAID_OUT = 200_000;

    private static final int COLUMNS = 80;
    private static final int FEWEST_ROWS = 2;
    private static final int MOST_ROWS = 12;
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

    private final String recorded;
    private final Runnable changed;
    private final List<String> before;
    private final List<String> now;
    private final TextArea area = new TextArea();
    private final Hyperlink back = new Hyperlink(Messages.text("fork.as.recorded"));
    private final Label place = new Label();
    private int at;
    private String shown = "";
    private boolean isFilling;

    /**
     * @param name what it is, for who sees it and for who hears it
     * @param changed called after each change
     */
    EditedText(String name, String recorded, Runnable changed) {
        this.recorded = recorded;
        this.changed = changed;
        before = parts(recorded.length() <= LAID_OUT ? JsonLayout.forEditing(recorded) : recorded);
        now = new ArrayList<>(before);
        getStyleClass().add("edited-text");
        var title = new Label(name);
        title.getStyleClass().add("edited-name");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        back.setOnAction(event -> reset());
        back.setAccessibleText(Messages.text("fork.as.recorded.spoken", name));
        back.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(title, space, back);
        head.setAlignment(Pos.CENTER_LEFT);
        TabKeys.lead(area);
        area.setWrapText(true);
        area.setAccessibleText(name);
        area.getStyleClass().add("edited-area");
        area.setPrefRowCount(rows(before.getFirst()));
        area.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(head, area);
        if (before.size() > 1) {
            getChildren().add(pager(name));
        }
        fill(0);
        area.textProperty().subscribe((old, text) -> typed());
        mark();
    }

    /** Broken at the ends of lines where that does. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var from = 0;
        while (text.length() - from > PART) {
            var line = text.lastIndexOf('\n', from + PART - 1) + 1;
            var to = line > from + PART / 2 ? line : from + PART;
            if (Character.isLowSurrogate(text.charAt(to))) {
                to--;
            }
            parts.add(text.substring(from, to));
            from = to;
        }
        parts.add(text.substring(from));
        return List.copyOf(parts);
    }

    private static int rows(String text) {
        var lines = text.lines()
                .limit(MOST_ROWS)
                .mapToInt(line -> 1 + line.length() / COLUMNS)
                .sum();
        return Math.clamp(lines, FEWEST_ROWS, MOST_ROWS);
    }

    private HBox pager(String name) {
        var previous = new Button(Messages.text("fork.part.previous"));
        previous.setOnAction(event -> fill(Math.max(0, at - 1)));
        var next = new Button(Messages.text("fork.part.next"));
        next.setOnAction(event -> fill(Math.min(now.size() - 1, at + 1)));
        for (var button : List.of(previous, next)) {
            button.getStyleClass().add("small");
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var find = new TextField();
        find.setPromptText(Messages.text("fork.part.find"));
        find.setAccessibleText(Messages.text("fork.part.find.spoken", name));
        find.setOnAction(event -> find(find.getText()));
        HBox.setHgrow(find, Priority.ALWAYS);
        var line = new HBox(previous, place, next, find);
        line.getStyleClass().add("edited-parts");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void fill(int part) {
        keep();
        at = part;
        isFilling = true;
        area.setText(now.get(part));
        isFilling = false;
        // A field takes no control characters and only one kind of line ends: what it shows is not always what it was
        // given.
        shown = area.getText();
        area.positionCaret(0);
        place.setText(Messages.text("fork.part", Figures.count(part + 1L), Figures.count(now.size())));
    }

    /** What was typed counts; what was only shown stays as it was. */
    private void keep() {
        if (!shown.equals(area.getText())) {
            now.set(at, area.getText());
            shown = area.getText();
        }
    }

    private void typed() {
        if (!isFilling) {
            keep();
            mark();
            changed.run();
        }
    }

    private void mark() {
        pseudoClassStateChanged(CHANGED, isEdited());
        back.setVisible(isEdited());
    }

    private void find(String words) {
        if (words.isEmpty()) {
            return;
        }
        keep();
        var whole = String.join("", now);
        var here = now.subList(0, at).stream().mapToInt(String::length).sum() + area.getCaretPosition();
        var found = whole.indexOf(words, here);
        if (found < 0) {
            found = whole.indexOf(words);
        }
        if (found >= 0) {
            var part = 0;
            var from = 0;
            while (from + now.get(part).length() <= found) {
                from += now.get(part).length();
                part++;
            }
            fill(part);
            area.selectRange(found - from, Math.min(area.getLength(), found - from + words.length()));
        }
    }

    boolean isEdited() {
        return !now.equals(before);
    }

    /** The text as it is now. What it takes to compare it with the recorded one is done when it is asked for, on any thread. */
    Supplier<String> text() {
        if (!isEdited()) {
            return () -> recorded;
        }
        var written = String.join("", now);
        return () -> JsonLayout.edited(recorded, written);
    }

    private void reset() {
        for (var part = 0; part < before.size(); part++) {
            now.set(part, before.get(part));
        }
        shown = area.getText();
        fill(at);
        mark();
        area.requestFocus();
        changed.run();
    }

    void focus() {
        area.requestFocus();
    }
}
