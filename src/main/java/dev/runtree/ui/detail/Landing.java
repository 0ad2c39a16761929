package dev.runtree.ui.detail;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;

/** Goes to the card of a tab that says some words: unfolds it, scrolls to it, and puts the focus on it. */
final class Landing {
    private Landing() {}

    static void at(Node tab, String words) {
        tab.applyCss(); // what is in a scroll pane is there only then
        if (tab instanceof Parent parent) {
            parent.layout();
        }
        for (var node : tab.lookupAll(".fold-card")) {
            if (node instanceof Foldable card && card.says(words)) {
                card.setOpen(true);
                card.focusHead();
                scrollTo(card);
                return;
            }
        }
    }

    private static void scrollTo(Node card) {
        for (var at = card.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane scroll && scroll.getContent() instanceof Parent content) {
                scroll.applyCss();
                scroll.layout();
                var top = content.sceneToLocal(card.localToScene(card.getLayoutBounds()))
                        .getMinY();
                var room = content.getLayoutBounds().getHeight()
                        - scroll.getViewportBounds().getHeight();
                scroll.setVvalue(room <= 0 ? 0 : Math.clamp((top - 8) / room, 0, 1));
                return;
            }
        }
    }
}
