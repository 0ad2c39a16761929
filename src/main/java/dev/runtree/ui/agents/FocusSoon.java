package dev.runtree.ui.agents;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Leads the focus to the list and, once there is somebody to write to, on to the message: each as soon as it is laid out, and
 * only if the focus has not gone elsewhere in the meantime. Where one pane is shown at a time it stays in that one.
 */
final class FocusSoon {
    private final Node view;
    private final FileList list;
    private final TalkPane talk;
    private boolean awaited;
    private boolean listed;
    private boolean ready;
    private @Nullable Node before;

    FocusSoon(Node view, FileList list, TalkPane talk) {
        this.view = view;
        this.list = list;
        this.talk = talk;
        list.widthProperty().subscribe(this::look);
        talk.widthProperty().subscribe(this::look);
    }

    /** From now on. */
    void await() {
        awaited = true;
        listed = false;
        ready = false;
        before = owner();
        look();
    }

    /** There is somebody to write to. */
    void ready() {
        ready = true;
        look();
    }

    private void look() {
        if (awaited && !listed && isLaidOut(list)) {
            listed = true;
            if (isUntouched()) {
                list.focus();
            }
        }
        if (awaited && ready && isLaidOut(talk)) {
            awaited = false;
            if (isUntouched()) {
                talk.composer().focus();
            }
        }
    }

    private static boolean isLaidOut(Region part) {
        return part.getScene() != null && part.getWidth() > 0;
    }

    private boolean isUntouched() {
        var now = owner();
        return now == null || now.equals(before) || isInList(now);
    }

    /** Also while another program's window is in front. */
    private boolean isInList(Node owner) {
        for (Node at = owner; at != null; at = at.getParent()) {
            if (at.equals(list)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Node owner() {
        Scene scene = view.getScene();
        return scene == null ? null : scene.getFocusOwner();
    }
}
