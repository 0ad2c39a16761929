package dev.runtree.ui.filter;

import javafx.beans.value.ChangeListener;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Something that hangs beneath a part of the bar, over what lies below. It is in the scene itself and not a window of its own,
 * so that it stays inside the window, is zoomed with it, and is in its pictures. A press beside it or Escape puts it away.
 */
final class Dropdown {
    private static final double GAP = 4;
    private static final double MARGIN = 8;

    private final Pane host;
    private final EventHandler<MouseEvent> pressed = this::pressedSomewhere;
    private final ChangeListener<Node> focused = (property, before, now) -> focused(now);
    private @Nullable Region content;
    private @Nullable Node owner;
    private Runnable hidden = () -> {};

    /** @param host whose coordinates and child it is */
    Dropdown(Pane host) {
        this.host = host;
        host.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && isShowing()) {
                hide();
                event.consume();
            }
        });
        host.widthProperty().subscribe(this::place);
    }

    /** Shows something beneath its owner, in place of what was shown before. */
    void show(Node below, Region shown, Runnable whenHidden) {
        if (!shown.equals(content)) {
            hide();
            content = shown;
            shown.setManaged(false);
            host.getChildren().add(shown);
            Scene scene = host.getScene();
            if (scene != null) {
                scene.addEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
                scene.focusOwnerProperty().addListener(focused);
            }
        }
        owner = below;
        hidden = whenHidden;
        place();
    }

    /** Puts it where it belongs, as large as it wants to be now. */
    void place() {
        var shown = content;
        var below = owner;
        if (shown == null || below == null || host.getScene() == null) {
            return;
        }
        shown.applyCss();
        Bounds at = host.sceneToLocal(below.localToScene(below.getLayoutBounds()));
        double room = Math.min(
                host.getWidth(),
                host.sceneToLocal(host.getScene().getWidth(), 0).getX());
        double width = Math.min(shown.prefWidth(-1), room - 2 * MARGIN);
        double x = Math.clamp(at.getMinX(), MARGIN, Math.max(MARGIN, room - width - MARGIN));
        shown.resizeRelocate(
                host.snapPositionX(x), host.snapPositionY(at.getMaxY() + GAP), width, shown.prefHeight(width));
    }

    void hide() {
        var gone = content;
        if (gone == null) {
            return;
        }
        content = null;
        owner = null;
        if (host.getScene() != null) {
            host.getScene().removeEventFilter(MouseEvent.MOUSE_PRESSED, pressed);
            host.getScene().focusOwnerProperty().removeListener(focused);
        }
        host.getChildren().remove(gone);
        hidden.run();
    }

    boolean isShowing() {
        return content != null;
    }

    boolean isShowing(Region region) {
        return region.equals(content);
    }

    private void pressedSomewhere(MouseEvent event) {
        if (!(event.getTarget() instanceof Node target) || !isMine(target)) {
            hide();
        }
    }

    /** Who walks away with the keys puts it away too, and keeps the focus. */
    private void focused(@Nullable Node now) {
        if (now != null && !isMine(now)) {
            hide();
            now.requestFocus();
        }
    }

    private boolean isMine(Node target) {
        for (Node node = target; node != null; node = node.getParent()) {
            if (node.equals(content) || node.equals(owner)) {
                return true;
            }
        }
        return false;
    }
}
