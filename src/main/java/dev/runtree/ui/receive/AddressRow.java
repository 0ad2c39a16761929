package dev.runtree.ui.receive;

import dev.runtree.ui.Messages;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** An address, to copy. */
final class AddressRow extends HBox {
    private final Label address = new Label();

    /** @param protocol such as {@code gRPC} */
    AddressRow(String protocol) {
        getStyleClass().add("address-row");
        var name = new Label(protocol);
        name.getStyleClass().add("address-protocol");
        name.setMinWidth(USE_PREF_SIZE);
        address.getStyleClass().add("address");
        address.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        var what = Messages.text("receive.address", protocol);
        getChildren().addAll(name, address, space, new CopyButton(what, address::getText));
    }

    void show(String text) {
        address.setText(text);
    }
}
