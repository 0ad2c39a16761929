package dev.runtree.ui.shell;

import dev.runtree.store.Database;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.receive.AddressRows;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.receive.StateLine;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What a newcomer sees when the database has no run: the ways to a first trace. */
public final class WelcomeController {
    private final Actions actions;
    private final Database database;
    private final Reception reception;

    @FXML
    private Button demoButton;

    @FXML
    private Label connectKey;

    @FXML
    private Label importKey;

    @FXML
    private VBox addresses;

    @FXML
    private HBox receiveFoot;

    @FXML
    private Label receiveKey;

    @FXML
    private Label where;

    @SuppressWarnings("NullAway.Init")
    WelcomeController(Actions actions, Database database, Reception reception) {
        this.actions = actions;
        this.database = database;
        this.reception = reception;
    }

    @FXML
    private void initialize() {
        connectKey.setText(Shortcut.CONNECT.keys());
        importKey.setText(Shortcut.OPEN_FILE.keys());
        receiveKey.setText(Shortcut.RECEIVE.keys());
        addresses.getChildren().add(new AddressRows(reception));
        receiveFoot.getChildren().addFirst(new StateLine(reception));
        where.setText(Messages.text(
                database.isEmbedded() ? "welcome.where.embedded" : "welcome.where.server", database.describe()));
    }

    /** While the demo runs or files are read there is nothing to start. */
    void busy(boolean busy) {
        demoButton.setDisable(busy);
    }

    @FXML
    private void runDemo() {
        actions.runDemo();
    }

    @FXML
    private void connect() {
        actions.connect();
    }

    @FXML
    private void receive() {
        actions.receive();
    }

    @FXML
    private void chooseFiles() {
        actions.chooseFiles();
    }
}
