package dev.runtree.ui.shell;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A page instead of the panes: the database is being opened, or could not be. */
final class MessagePage extends VBox {

    private MessagePage() {
        getStyleClass().addAll("page", "message-page");
    }

    static MessagePage opening(String what) {
        var page = new MessagePage();
        var progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        progress.getStyleClass().add("thin");
        page.getChildren().addAll(new Label(what), progress);
        return page;
    }

    static MessagePage failed(String message, Actions actions) {
        var page = new MessagePage();
        var title = new Label(Messages.text("main.open.failed"), Icons.icon(BootstrapIcons.X_OCTAGON_FILL));
        title.getStyleClass().add("error-title");
        var text = new Label(message);
        text.setWrapText(true);
        var retry = new Button(Messages.text("retry"));
        retry.setDefaultButton(true);
        retry.setOnAction(event -> actions.retry());
        var other = new Button(Messages.text("main.open.other"));
        other.setOnAction(event -> actions.connect());
        var buttons = new HBox(retry, other);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(title, text, buttons);
        card.getStyleClass().add("error-card");
        page.getChildren().add(card);
        return page;
    }
}
