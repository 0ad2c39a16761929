package dev.runtree.ui.receive;

import dev.runtree.ui.Messages;
import javafx.scene.layout.VBox;

/** Both addresses, to copy. */
public final class AddressRows extends VBox {

    public AddressRows(Reception reception) {
        getStyleClass().add("address-rows");
        var http = new AddressRow(Messages.text("receive.http"));
        var grpc = new AddressRow(Messages.text("receive.grpc"));
        getChildren().addAll(http, grpc);
        reception.follow(this, state -> {
            http.show(reception.addresses().http());
            grpc.show(reception.addresses().grpc());
        });
    }
}
