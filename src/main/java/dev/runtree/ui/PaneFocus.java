package dev.runtree.ui;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;

/** Which node of a pane is meant when the reader walks to the pane: what it is for, not the first of its buttons. */
public final class PaneFocus {
    private static final Object MARK = PaneFocus.class;

    private PaneFocus() {}

    /** Says that a node is what its pane is for. */
    public static void goesTo(Node node) {
        node.getProperties().put(MARK, true);
    }

    /** The one that can be seen in a pane. */
    public static Optional<Node> in(Parent pane) {
        for (Node child : pane.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.hasProperties() && child.getProperties().containsKey(MARK)) {
                return Optional.of(child);
            }
            if (child instanceof Parent parent) {
                var found = in(parent);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
