package dev.runtree.ui.filter;

import dev.runtree.ui.Messages;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;

/** What an empty field says: as much as is seen whole. */
final class Prompt {
    /** The caret stands before the words. */
    private static final double CARET = 3;

    private static final List<String> FIRST = List.of("filter.prompt", "filter.prompt.short", "filter.prompt.least");
    private static final List<String> MORE =
            List.of("filter.prompt.more", "filter.prompt.more.short", "filter.prompt.more.least");

    private final TextField field;
    private List<String> keys = FIRST;

    Prompt(TextField field) {
        this.field = field;
        field.widthProperty().subscribe(this::say);
        field.fontProperty().subscribe(this::say);
        field.insetsProperty().subscribe(this::say);
    }

    /** @param more whether the filter has terms already */
    void show(boolean more) {
        keys = more ? MORE : FIRST;
        say();
    }

    private void say() {
        var insets = field.getInsets().getLeft() + field.getInsets().getRight();
        var room = field.getWidth() <= 0 ? Double.MAX_VALUE : field.getWidth() - insets - CARET;
        field.setPromptText(keys.stream()
                .map(Messages::text)
                .filter(words -> width(words) <= room)
                .findFirst()
                .orElse(""));
    }

    private double width(String words) {
        var text = new Text(words);
        text.setFont(field.getFont());
        return text.getLayoutBounds().getWidth();
    }
}
