package dev.runtree.ui.shell;

import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.receive.ReceiveController;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.receive.ReceptionState;
import dev.runtree.ui.receive.StatusSegment;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Receiving as the window shows it: a segment of the status line, its details over the window, a banner when it cannot. */
final class ReceiveDesk {
    private final Reception reception;
    private final Banner banner;
    private final StackPane root;

    ReceiveDesk(Reception reception, Banner banner, StackPane root) {
        this.reception = reception;
        this.banner = banner;
        this.root = root;
        reception.stateProperty().subscribe(this::warn);
    }

    StatusSegment segment() {
        return new StatusSegment(reception, () -> show(null));
    }

    /** @param snippet the SDK to show how to send from; {@code null} for the first */
    void show(@Nullable String snippet) {
        if (root.getChildren().size() > 1) {
            return;
        }
        @Nullable Node before = root.getScene() == null ? null : root.getScene().getFocusOwner();
        var controller = new ReceiveController(reception, () -> {
            root.getChildren().remove(1);
            if (before != null) {
                before.requestFocus();
            }
        });
        root.getChildren().add(Fxml.load(controller));
        if (snippet != null) {
            controller.choose(snippet);
        }
        controller.focus();
    }

    /** What stands in the way is told once, with the way around it; the segment goes on telling. */
    private void warn(ReceptionState state) {
        switch (state) {
            case ReceptionState.Taken taken when !taken.ours() -> taken(taken);
            case ReceptionState.Listening now -> banner.hide(this);
            case ReceptionState.Off off -> banner.hide(this);
            default -> {}
        }
    }

    private void taken(ReceptionState.Taken taken) {
        var free = taken.free();
        if (free == null) {
            banner.show(taken.words(), null);
        } else {
            var use = Messages.text("receive.use", String.valueOf(free.http()));
            banner.offer(this, taken.words(), use, () -> reception.listenOn(free));
        }
    }
}
