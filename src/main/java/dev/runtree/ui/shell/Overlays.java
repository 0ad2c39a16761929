package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.connect.ConnectController;
import dev.runtree.ui.copy.CopyPreview;
import dev.runtree.ui.database.DatabaseController;
import dev.runtree.ui.receive.ReceiveController;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.targets.TargetsController;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** What is shown over the whole window, one thing at a time. */
final class Overlays {
    private final StackPane root;
    private @Nullable Node shown;
    private @Nullable Node focused;

    Overlays(StackPane root) {
        this.root = root;
        root.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::keepFocus);
    }

    /** @param commands those whose keys are told */
    void keys(List<Command> commands) {
        if (isFree()) {
            new KeySheet(commands).showOver(root);
        }
    }

    /** @param commands what the palette offers */
    void palette(List<Command> commands) {
        if (isFree()) {
            var palette = new CommandPalette(commands, this::hide);
            show(palette);
            palette.focus();
        }
    }

    /** @param chosen told of the database to open, if one was chosen */
    void connect(Background background, RuntreeHome home, Consumer<DatabaseTarget> chosen) {
        if (isFree()) {
            show(Fxml.load(new ConnectController(background, home, target -> {
                hide();
                target.ifPresent(chosen);
            })));
        }
    }

    void receive(Reception reception) {
        if (isFree()) {
            var controller = new ReceiveController(reception, this::hide);
            show(Fxml.load(controller));
            controller.focus();
        }
    }

    /** @param open {@code null} while none is: then nothing is shown */
    void database(Background background, @Nullable OpenDatabase open) {
        if (open != null && isFree()) {
            var controller = new DatabaseController(background, open.databases(), this::hide);
            show(Fxml.load(controller));
            controller.focus();
        }
    }

    /** @param maker makes it; given what takes it away */
    void targets(Function<Runnable, TargetsController> maker) {
        if (isFree()) {
            var controller = maker.apply(this::hide);
            show(Fxml.load(controller));
            controller.focus();
        }
    }

    /** Asks before something that cannot be undone; {@code done} is called when the reader agrees. */
    void ask(String title, String text, String yes, Runnable done) {
        if (isFree()) {
            var question = new Question(title, text, yes, agreed -> {
                hide();
                if (agreed) {
                    done.run();
                }
            });
            show(question);
            question.focus();
        }
    }

    /**
     * @param maker makes the sheet; given what is to be done when it has done its work
     * @param focus says to it that it is shown
     */
    <S extends Node> void sheet(Function<Runnable, S> maker, Consumer<S> focus) {
        if (isFree()) {
            var sheet = maker.apply(this::hide);
            show(sheet);
            focus.accept(sheet);
        }
    }

    /** Shows what a copy would be, before it is made. */
    void preview(CopyPreview preview) {
        if (isFree()) {
            preview.onClose(this::hide);
            show(preview);
            preview.focus();
        }
    }

    /** What had the focus may have gone, as buttons do that have done their work: keys are then still for what is shown. */
    private void keepFocus(@Nullable Node owner) {
        var over = shown;
        if (over != null && owner != null && !isIn(over, owner)) {
            over.requestFocus();
        }
    }

    private static boolean isIn(Node place, Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(place)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFree() {
        return root.getChildren().size() == 1;
    }

    private void show(Node node) {
        focused = root.getScene() == null ? null : root.getScene().getFocusOwner();
        shown = node;
        root.getChildren().add(node);
    }

    private void hide() {
        var gone = shown;
        shown = null;
        root.getChildren().remove(gone);
        if (focused != null) {
            focused.requestFocus();
        }
        focused = null;
    }
}
