package dev.runtree.ui.shell;

import dev.runtree.store.Database;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.receive.AddressRows;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.receive.StateLine;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What a newcomer sees when the database has no run: the ways to a first trace. */
public final class WelcomeController {
    private static final PseudoClass DROPPING = PseudoClass.getPseudoClass("dropping");

    private final Actions actions;
    private final Database database;
    private final Reception reception;

    @FXML
    private VBox content;

    @FXML
    private Button demoButton;

    @FXML
    private Label connectKey;

    @FXML
    private Label importKey;

    @FXML
    private HBox dropZone;

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
        content.setOnDragOver(this::dragged);
        content.setOnDragExited(event -> dropZone.pseudoClassStateChanged(DROPPING, false));
        content.setOnDragDropped(this::dropped);
    }

    private void dragged(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            dropZone.pseudoClassStateChanged(DROPPING, true);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        event.setDropCompleted(event.getDragboard().hasFiles());
        actions.importFiles(event.getDragboard().getFiles().stream()
                .map(java.io.File::toPath)
                .toList());
        event.consume();
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
