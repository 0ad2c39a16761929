package dev.runtree.ui.shell;

import dev.runtree.ui.background.Background;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/**
 * The places where the panes meet. Until the reader takes hold of the panes they keep their share of the window, which
 * gets its size in several steps while it opens; from then on the list and the details keep their widths.
 */
final class Dividers {
    private static final List<Double> FIRST = List.of(440 / 1384.0, 1020 / 1384.0);

    private final SplitPane panes;
    private List<Double> wanted = FIRST;
    private boolean held;

    Dividers(SplitPane panes, ReadOnlyBooleanProperty beside, Background background) {
        this.panes = panes;
        panes.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> held = true);
        panes.widthProperty().subscribe(width -> background.later(this::apply));
        beside.addListener((property, was, is) -> {
            if (is) {
                background.later(() -> panes.setDividerPositions(positions()));
            } else {
                wanted = places();
            }
        });
        apply();
    }

    private double[] positions() {
        return wanted.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Each 0 to 1 from the left. */
    List<Double> places() {
        var now = Arrays.stream(panes.getDividerPositions()).boxed().toList();
        return now.size() == FIRST.size() ? now : wanted;
    }

    /** Puts them there; does nothing when there are not as many of them. */
    void put(List<Double> places) {
        if (places.size() == FIRST.size()) {
            wanted = List.copyOf(places);
            apply();
        }
    }

    private void apply() {
        if (!held && panes.getItems().size() > FIRST.size()) {
            panes.setDividerPositions(positions());
        }
    }
}
