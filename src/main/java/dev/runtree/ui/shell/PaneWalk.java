package dev.runtree.ui.shell;

import dev.runtree.ui.PaneFit;
import dev.runtree.ui.PaneFocus;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Moves the focus from pane to pane. */
final class PaneWalk {
    private final List<? extends Parent> panes;

    PaneWalk(List<? extends Parent> panes) {
        this.panes = panes;
    }

    /** @param by 1 to the next pane, -1 to the one before, around the ends */
    void step(int by) {
        int from = current();
        for (int i = 1; i <= panes.size(); i++) {
            var pane = panes.get(Math.floorMod(from + by * i, panes.size()));
            var target = PaneFocus.in(pane).orElseGet(() -> firstIn(pane));
            if (target != null) {
                PaneFit.reveal(target);
                target.requestFocus();
                return;
            }
        }
    }

    private int current() {
        var scene = panes.getFirst().getScene();
        for (Node node = scene == null ? null : scene.getFocusOwner(); node != null; node = node.getParent()) {
            int pane = panes.indexOf(node);
            if (pane >= 0) {
                return pane;
            }
        }
        return -1;
    }

    /** What a pane is for stands last: a list below its header's buttons. Fields come first. */
    private static @Nullable Node firstIn(Parent pane) {
        for (Node child : pane.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.isFocusTraversable() && !child.getStyleClass().contains("button")) {
                return child;
            }
            if (child instanceof Parent parent) {
                var found = firstIn(parent);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
