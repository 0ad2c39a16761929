package dev.runtree.ui.receive;

import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Receiving in the status line: where, how much so far, and a dot that tells how it goes. A click tells more. */
public final class StatusSegment extends Button {
    private final Reception reception;
    private final Region dot = new Region();
    private final Label address = new Label();
    private final Label brief = new Label();
    private final Tooltip tooltip = new Tooltip();

    /** @param more shows the details */
    public StatusSegment(Reception reception, Runnable more) {
        this.reception = reception;
        getStyleClass().setAll("status-segment");
        dot.getStyleClass().add("dot");
        address.getStyleClass().add("status-address");
        var name = new Label(Messages.text("receive.otlp"));
        for (var label : new Label[] {name, address, brief}) {
            label.setMinWidth(USE_PREF_SIZE);
        }
        var content = new HBox(dot, name, address, brief);
        content.getStyleClass().add("status-segment-content");
        setGraphic(content);
        setMinWidth(USE_PREF_SIZE);
        setTooltip(tooltip);
        setOnAction(event -> more.run());
        managedProperty().bind(visibleProperty());
        reception.follow(this, this::show);
    }

    private void show(ReceptionState state) {
        setVisible(!(state instanceof ReceptionState.NoDatabase));
        var place = reception.addresses().place();
        address.setText(place);
        brief.setText("· " + Wording.brief(state));
        Wording.colour(dot, state);
        tooltip.setText(Wording.of(state) + "   " + Shortcut.RECEIVE.keys());
        setAccessibleText(Messages.text("receive.spoken", place, Wording.brief(state), Wording.of(state)));
    }
}
