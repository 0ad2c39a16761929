package dev.runtree.ui;

import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The words that are marked in a window, wherever they are read: those of its filter. */
public final class Marking {
    private static final Object KEY = Marking.class;

    private final Consumer<Highlight> mark;
    private @Nullable Subscription following;

    private Marking(Consumer<Highlight> mark) {
        this.mark = mark;
    }

    /** What is marked in a scene now; whoever sets it changes all that {@linkplain #follow follows}. */
    @SuppressWarnings("unchecked")
    public static ObjectProperty<Highlight> of(Scene scene) {
        return (ObjectProperty<Highlight>)
                scene.getProperties().computeIfAbsent(KEY, key -> new SimpleObjectProperty<>(Highlight.NONE));
    }

    /** Tells a node what is to be marked, now and whenever it changes, for as long as the node is in a scene. */
    public static void follow(Node node, Consumer<Highlight> mark) {
        node.sceneProperty().subscribe(new Marking(mark)::moved);
    }

    private void moved(@Nullable Scene scene) {
        if (following != null) {
            following.unsubscribe();
            following = null;
        }
        if (scene != null) {
            following = of(scene).subscribe(mark);
        }
    }
}
