package dev.runtree.ui.prose;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is selected across the passages beneath a node: by dragging, a word by a double click, a passage by a triple
 * one, further by Shift and a click. A scene has one selection; a new one takes the one before away.
 */
final class Selection {
    private static final Object CURRENT = Selection.class;

    private final Node owner;
    private final Supplier<List<Passage>> passages;
    private @Nullable Place anchor;

    private record Place(int passage, int at) {}

    Selection(Node owner, Supplier<List<Passage>> passages) {
        this.owner = owner;
        this.passages = passages;
        owner.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        owner.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        owner.requestFocus();
        var all = passages.get();
        var place = place(all, event);
        event.consume();
        if (place == null) {
            return;
        }
        if (event.isShiftDown() && anchor != null) {
            select(all, anchor, place);
            return;
        }
        anchor = place;
        var passage = all.get(place.passage());
        if (event.getClickCount() == 2) {
            var word = passage.wordAt(place.at());
            anchor = new Place(place.passage(), word[0]);
            select(all, anchor, new Place(place.passage(), word[1]));
        } else if (event.getClickCount() > 2) {
            anchor = new Place(place.passage(), 0);
            select(all, anchor, new Place(place.passage(), passage.text().length()));
        } else {
            select(all, place, place);
        }
    }

    private void dragged(MouseEvent event) {
        var all = passages.get();
        var from = anchor;
        var place = place(all, event);
        if (from != null && place != null && event.isPrimaryButtonDown()) {
            select(all, from, place);
            event.consume();
        }
    }

    private void select(List<Passage> all, Place one, Place other) {
        takeOver();
        var forward = one.passage() < other.passage() || (one.passage() == other.passage() && one.at() <= other.at());
        var from = forward ? one : other;
        var to = forward ? other : one;
        for (var i = 0; i < all.size(); i++) {
            var passage = all.get(i);
            if (i < from.passage() || i > to.passage()) {
                passage.select(0, 0);
            } else {
                passage.select(
                        i == from.passage() ? from.at() : 0,
                        i == to.passage() ? to.at() : passage.text().length());
            }
        }
    }

    void selectAll() {
        var all = passages.get();
        if (!all.isEmpty()) {
            var last = all.size() - 1;
            select(all, new Place(0, 0), new Place(last, all.get(last).text().length()));
        }
    }

    void clear() {
        passages.get().forEach(passage -> passage.select(0, 0));
        anchor = null;
    }

    /** The words that are selected, a line for each passage; empty when there are none. */
    String text() {
        return passages.get().stream()
                .map(Passage::selected)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private void takeOver() {
        var scene = owner.getScene();
        if (scene != null && scene.getProperties().put(CURRENT, this) instanceof Selection before && before != this) {
            before.clear();
        }
    }

    /** The place nearest to the pointer. */
    private static @Nullable Place place(List<Passage> all, MouseEvent event) {
        var best = -1;
        var least = Double.MAX_VALUE;
        for (var i = 0; i < all.size(); i++) {
            var bounds = all.get(i).localToScene(all.get(i).getLayoutBounds());
            var dx = Math.max(0, Math.max(bounds.getMinX() - event.getSceneX(), event.getSceneX() - bounds.getMaxX()));
            var dy = Math.max(0, Math.max(bounds.getMinY() - event.getSceneY(), event.getSceneY() - bounds.getMaxY()));
            var distance = dy * 10 + dx; // a line is left sideways more easily than it is left up or down
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best < 0 ? null : new Place(best, all.get(best).placeAt(event.getSceneX(), event.getSceneY()));
    }
}
