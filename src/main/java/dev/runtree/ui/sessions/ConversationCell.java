package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Figures;
import dev.runtree.store.Conversation;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A session or a user in the list: its name, what was asked, how much went wrong, when it was, and its turns. */
final class ConversationCell extends ListCell<Conversation> {
    static final double HEIGHT = 52;

    /** Made by a machine, and no name to a reader: long, with digits in it, and of no words. */
    private static final Pattern MACHINE = Pattern.compile("(?=.*\\d)[0-9A-Za-z]*[-_:]?[0-9a-fA-F-]{16,}|\\S{60,}");

    private final Label name = label("session-name");
    private final Label errors = label("error-badge");
    private final Label time = label("run-figure");
    private final Label asked = label("session-asked");
    private final Label turns = label("session-turns");
    private final VBox lines;

    ConversationCell() {
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        getStyleClass().add("session-cell");
        errors.setGraphic(Icons.icon(BootstrapIcons.X_OCTAGON_FILL));
        errors.setMinWidth(Region.USE_PREF_SIZE);
        errors.managedProperty().bind(errors.visibleProperty());
        time.setMinWidth(Region.USE_PREF_SIZE);
        turns.setMinWidth(Region.USE_PREF_SIZE);
        lines = new VBox(line(name, errors, time), line(asked, null, turns));
        lines.getStyleClass().add("session-lines");
    }

    private static Label label(String styleClass) {
        var label = new Label();
        label.getStyleClass().add(styleClass);
        label.setMinWidth(0);
        return label;
    }

    private static HBox line(Label first, @Nullable Label badge, Label last) {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = badge == null ? new HBox(first, space, last) : new HBox(first, badge, space, last);
        line.getStyleClass().add("session-line");
        return line;
    }

    @Override
    protected void updateItem(@Nullable Conversation item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        var id = item.id().id();
        var words =
                item.input() == null ? "" : item.input().replaceAll("\\s+", " ").strip();
        boolean namedByWords = item.id().kind() == Kind.SESSION
                && !words.isEmpty()
                && MACHINE.matcher(id).matches();
        name.setText(namedByWords ? words : id);
        asked.setText(namedByWords ? id : words);
        asked.getStyleClass().setAll("label", namedByWords ? "session-id" : "session-asked");
        errors.setText(Figures.count(item.errors()));
        errors.setVisible(item.errors() > 0);
        var now = Instant.now();
        var when = Figures.instant(item.matchNanos());
        var ago = Figures.ago(when, now);
        time.setText(ago.isEmpty() ? Figures.time(when, now, ZoneId.systemDefault()) : ago);
        turns.setText(turns(item));
        setGraphic(lines);
        setAccessibleText(Messages.text(
                "sessions.row.spoken", id, words, turns.getText(), Figures.count(item.errors()), time.getText()));
    }

    private static String turns(Conversation item) {
        var count = Figures.count(item.turns()) + (item.more() ? "+" : "");
        var turns = item.turns() == 1 ? Messages.text("sessions.turn") : Messages.text("sessions.turns.count", count);
        if (item.id().kind() == Kind.SESSION || item.sessions() == 0) {
            return turns;
        }
        return turns + ", " + ChatHeader.counted(item.sessions(), "sessions.title.one", "sessions.title");
    }
}
