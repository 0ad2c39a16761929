package dev.runtree.ui.shell;

import dev.runtree.ui.Fxml;
import dev.runtree.ui.receive.Reception;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** What is shown instead of a database's views: that it is being opened, that it cannot be, or that it has no run yet. */
final class Pages {
    private final StackPane slot;
    private final Node views;
    private final Actions actions;
    private final Reception reception;
    private @Nullable WelcomeController welcome;
    private Runnable usable = () -> {};

    /**
     * @param slot where pages stand
     * @param views hidden beneath them
     */
    Pages(StackPane slot, Node views, Actions actions, Reception reception) {
        this.slot = slot;
        this.views = views;
        this.actions = actions;
        this.reception = reception;
    }

    /** Called once, when the reader can do something with the window for the first time. */
    void onUsable(Runnable handler) {
        usable = handler;
    }

    private void tellUsable() {
        usable.run();
        usable = () -> {};
    }

    void opening(String place) {
        show(MessagePage.opening(place));
    }

    void failed(String message) {
        show(MessagePage.failed(message, actions));
    }

    /**
     * How to come by runs.
     *
     * @param open {@code null} while no database is: then nothing changes
     * @param busy whether runs are being made or read already
     */
    void welcome(@Nullable OpenDatabase open, boolean busy) {
        if (open == null) {
            return;
        }
        if (welcome == null) {
            var page = new WelcomeController(actions, open.database(), reception);
            show(Fxml.load(page));
            welcome = page;
            tellUsable();
        }
        busy(busy);
    }

    /** While the demo runs or files are read there is nothing to start. */
    void busy(boolean busy) {
        if (welcome != null) {
            welcome.busy(busy);
        }
    }

    private void show(Node page) {
        welcome = null;
        views.setVisible(false);
        slot.getChildren().setAll(page);
    }

    /** Away with the page: there are runs to be seen. */
    void clear() {
        welcome = null;
        slot.getChildren().clear();
        views.setVisible(true);
        tellUsable();
    }
}
