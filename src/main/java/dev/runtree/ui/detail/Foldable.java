package dev.runtree.ui.detail;

import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** A card: folded one line with its beginning and size, unfolded a frame with all of it, which is made only then. */
final class Foldable extends VBox {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final int PREVIEW = 400;

    /** In a narrow pane the name of a tool gives way before its outcome does. */
    private static final double NAME = 56;

    /** What cannot be seen, or turns what follows around, has no place in a title. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    private final FoldHead head = new FoldHead(() -> setOpen(!isOpen()));
    private final FontIcon caret = new FontIcon(BootstrapIcons.CARET_RIGHT_FILL);
    private final Label title;
    private final Label preview = new Label();
    private final Supplier<Node> body;
    private final String text;
    private List<Node> whenOpen = List.of();
    private @Nullable Node built;

    /**
     * A folded card.
     *
     * @param text what is copied, and begins on the folded line
     * @param figure its size
     */
    Foldable(Label title, String text, String figure, Supplier<Node> body) {
        this.title = title;
        this.text = text;
        this.body = body;
        getStyleClass().add("fold-card");
        title.setMinWidth(title.getStyleClass().contains("role") ? USE_PREF_SIZE : NAME);
        preview.setText(firstLine(text));
        preview.getStyleClass().add("folded-text");
        preview.setPrefWidth(0); // so that the name keeps its width and the text takes what is left
        preview.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(preview, Priority.ALWAYS);
        caret.getStyleClass().add("caret");
        head.getChildren().addAll(caret, title, preview);
        if (!figure.isEmpty()) {
            var size = new Label(figure);
            size.getStyleClass().add("figure");
            size.setMinWidth(USE_PREF_SIZE);
            head.getChildren().add(size);
        }
        head.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                Clip.put(text);
                event.consume();
            }
        });
        getChildren().add(head);
        tell();
    }

    /** Words of a role. */
    static Label role(String role) {
        var word = UNSEEN.matcher(role).replaceAll("").strip();
        var label = new Label(
                word.isEmpty()
                        ? Messages.text("detail.role.none")
                        : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        label.getStyleClass().add("role");
        return label;
    }

    /** Puts something at the right end of its line. */
    Foldable with(Node... nodes) {
        head.getChildren().addAll(nodes);
        return this;
    }

    /** Puts something at the right end of its line that is there only while it is unfolded. */
    Foldable withWhenOpen(Node... nodes) {
        whenOpen = List.of(nodes);
        show();
        head.getChildren().addAll(nodes);
        return this;
    }

    Foldable styled(String... styleClasses) {
        getStyleClass().addAll(styleClasses);
        return this;
    }

    Foldable opened() {
        setOpen(true);
        return this;
    }

    boolean says(String words) {
        return text.contains(words);
    }

    void focusHead() {
        head.requestFocus();
    }

    boolean isOpen() {
        return getChildren().size() > 1;
    }

    void setOpen(boolean open) {
        if (open == isOpen()) {
            return;
        }
        if (open) {
            if (built == null) {
                built = body.get();
            }
            getChildren().add(built);
        } else {
            getChildren().remove(1);
        }
        show();
    }

    private void show() {
        var open = isOpen();
        pseudoClassStateChanged(OPEN, open);
        head.setOpen(open);
        caret.setIconCode(open ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL);
        preview.setText(open ? "" : firstLine(text));
        for (var node : whenOpen) {
            node.setVisible(open);
            node.setManaged(open);
        }
        tell();
    }

    private void tell() {
        head.setAccessibleText(
                Messages.text(isOpen() ? "detail.card.open" : "detail.card.folded", title.getText(), firstLine(text)));
    }

    /** The beginning of a text on one line. */
    static String firstLine(String text) {
        return text.substring(0, Math.min(text.length(), PREVIEW))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
