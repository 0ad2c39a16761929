package dev.runtree.ui.detail;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/**
 * The line by which a card is folded and unfolded: Enter and Space do both, Left folds, Right unfolds, Up and Down go to
 * the card before and after.
 */
final class FoldHead extends HBox {
    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

    private final Runnable toggle;
    private boolean open;

    FoldHead(Runnable toggle) {
        this.toggle = toggle;
        getStyleClass().add("fold-head");
        setAlignment(Pos.CENTER_LEFT);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TITLED_PANE);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    void setOpen(boolean now) {
        open = now;
        pseudoClassStateChanged(OPEN, now);
        notifyAccessibleAttributeChanged(AccessibleAttribute.EXPANDED);
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            requestFocus();
            toggle.run();
            event.consume();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getTarget() != this || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        var known = true;
        switch (event.getCode()) {
            case ENTER, SPACE -> toggle.run();
            case RIGHT -> turn(true);
            case LEFT -> turn(false);
            case DOWN -> walk(1);
            case UP -> walk(-1);
            default -> known = false;
        }
        if (known) {
            event.consume();
        }
    }

    private void turn(boolean wanted) {
        if (open != wanted) {
            toggle.run();
        }
    }

    private void walk(int by) {
        var scroll = scroll();
        if (scroll == null) {
            return;
        }
        var heads = scroll.getContent().lookupAll(".fold-head").stream().toList();
        var next = heads.indexOf(this) + by;
        if (next >= 0 && next < heads.size()) {
            heads.get(next).requestFocus();
            show(scroll, heads.get(next));
        }
    }

    private @Nullable ScrollPane scroll() {
        Node node = this;
        while (node != null && !(node instanceof ScrollPane)) {
            node = node.getParent();
        }
        return (ScrollPane) node;
    }

    private static void show(ScrollPane scroll, Node node) {
        var content = scroll.getContent();
        var bounds = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        var seen = scroll.getViewportBounds().getHeight();
        var room = content.getLayoutBounds().getHeight() - seen;
        if (room <= 0) {
            return;
        }
        var top = scroll.getVvalue() * room;
        if (bounds.getMinY() < top) {
            scroll.setVvalue(bounds.getMinY() / room);
        } else if (bounds.getMaxY() > top + seen) {
            scroll.setVvalue((bounds.getMaxY() - seen) / room);
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.EXPANDED
                ? Boolean.valueOf(open)
                : super.queryAccessibleAttribute(attribute, parameters);
    }

    @Override
    public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
        switch (action) {
            case EXPAND -> turn(true);
            case COLLAPSE -> turn(false);
            case FIRE -> toggle.run();
            default -> super.executeAccessibleAction(action, parameters);
        }
    }
}
