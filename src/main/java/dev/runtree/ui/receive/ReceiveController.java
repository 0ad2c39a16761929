package dev.runtree.ui.receive;

import atlantafx.base.controls.ToggleSwitch;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/** Receiving, over the window: how it goes, where to send to, and how to do that from each SDK. */
public final class ReceiveController {
    private final Reception reception;
    private final Runnable close;

    @FXML
    private StackPane veil;

    @FXML
    private HBox columns;

    @FXML
    private ScrollPane statusSlot;

    @FXML
    private ToggleSwitch on;

    @FXML
    private Button closeButton;

    private HowTo howTo;

    /** @param close takes it away again */
    @SuppressWarnings("NullAway.Init")
    public ReceiveController(Reception reception, Runnable close) {
        this.reception = reception;
        this.close = close;
    }

    @FXML
    private void initialize() {
        statusSlot.setContent(new StatusPane(reception));
        howTo = new HowTo(reception, Snippets.all());
        HBox.setHgrow(howTo, Priority.ALWAYS);
        columns.getChildren().add(howTo);
        on.setSelected(reception.isOn());
        on.selectedProperty().addListener((value, before, now) -> reception.turn(now));
        closeButton.setAccessibleText(Messages.text("close"));
        Veil.closeByEscapeOrBeside(veil, this::close);
    }

    /** Ready to type the name of an SDK. */
    public void focus() {
        howTo.focus();
    }

    @FXML
    private void close() {
        reception.look();
        close.run();
    }
}
