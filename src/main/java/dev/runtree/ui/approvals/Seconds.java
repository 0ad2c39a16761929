package dev.runtree.ui.approvals;

import dev.runtree.ui.background.EachSecond;
import javafx.scene.Node;
import javafx.stage.Stage;

/** Calls once a second for as long as a node can be seen: what waits grows, and a deadline comes nearer. */
final class Seconds {
    private final Node node;
    private final Runnable tick;
    private final EachSecond seconds;

    private Seconds(Node node, Runnable tick) {
        this.node = node;
        this.tick = tick;
        seconds = new EachSecond(this::tick);
    }

    static void whileSeen(Node node, Runnable tick) {
        var whileSeen = new Seconds(node, tick);
        node.sceneProperty().subscribe(scene -> {
            if (scene == null) {
                whileSeen.seconds.stop();
            } else {
                whileSeen.seconds.play();
            }
        });
    }

    private void tick() {
        if (isSeen()) {
            tick.run();
        }
    }

    private boolean isSeen() {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        var scene = node.getScene();
        return scene != null && !(scene.getWindow() instanceof Stage stage && stage.isIconified());
    }
}
