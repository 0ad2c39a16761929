package dev.runtree.ui;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Three panes in a window of any size: beside each other, narrower than usual, the third beneath the second, or one at a
 * time with a button for each above them. Nothing is ever laid out wider than the window.
 */
public final class PaneFit extends VBox {
    /** The two of them, together. */
    private static final double DIVIDERS = 8;

    /** Two panes beneath each other in less show the heads of both and nothing else. */
    private static final double STACKED_HEIGHT = 560;

    private final SplitPane panes;
    private final SplitPane stacked = new SplitPane();
    private final List<Part> parts;
    private final HBox strip = new HBox();
    private final ToggleGroup buttons = new ToggleGroup();
    private final ReadOnlyBooleanWrapper beside = new ReadOnlyBooleanWrapper(true);
    private Shape shape = Shape.BESIDE;
    private Part current;

    /**
     * A pane.
     *
     * @param name what its button says
     * @param usual how narrow it may be where there is room for the usual widths of all
     * @param least how narrow it may be otherwise
     */
    public record Part(Region pane, String name, double usual, double least) {}

    private enum Shape {
        BESIDE,
        NARROW,
        STACKED,
        SINGLE
    }

    /** @param panes holds the three parts */
    public PaneFit(SplitPane panes, List<Part> parts) {
        this.panes = panes;
        this.parts = List.copyOf(parts);
        current = parts.getFirst();
        stacked.getStyleClass().add("panes");
        stacked.setOrientation(Orientation.VERTICAL);
        var segments = new HBox();
        segments.getStyleClass().add("segments");
        strip.getStyleClass().add("pane-strip");
        strip.getChildren().add(segments);
        strip.managedProperty().bind(strip.visibleProperty());
        strip.setVisible(false);
        for (var part : parts) {
            part.pane().getProperties().put(PaneFit.class, this);
            var button = new ToggleButton(part.name());
            button.setUserData(part);
            button.setToggleGroup(buttons);
            button.setOnAction(event -> show(part));
            button.getStyleClass().add("segment");
            segments.getChildren().add(button);
        }
        setVgrow(panes, Priority.ALWAYS);
        getChildren().addAll(strip, panes);
        setMinSize(0, 0);
        least(true);
        widthProperty().subscribe(this::fit);
        heightProperty().subscribe(this::fit);
    }

    /** Whether the three stand beside each other; told before they are taken apart and after they are together again. */
    public ReadOnlyBooleanProperty besideProperty() {
        return beside.getReadOnlyProperty();
    }

    /** Brings the pane to the front that a node stands in, where only one is shown. */
    public static void reveal(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.hasProperties() && at.getProperties().get(PaneFit.class) instanceof PaneFit fit) {
                var pane = at;
                fit.parts.stream().filter(part -> part.pane().equals(pane)).forEach(fit::show);
                return;
            }
        }
    }

    private void show(Part part) {
        current = part;
        buttons.getToggles().stream()
                .filter(button -> part.equals(button.getUserData()))
                .forEach(buttons::selectToggle);
        if (shape == Shape.SINGLE && !panes.getItems().equals(List.of(part.pane()))) {
            panes.getItems().setAll(List.of(part.pane()));
        }
    }

    private void fit() {
        var wanted = shape(getWidth());
        if (getWidth() > 0 && getHeight() > 0 && wanted != shape) {
            turn(wanted);
        }
    }

    private Shape shape(double width) {
        if (width >= parts.stream().mapToDouble(Part::usual).sum() + DIVIDERS) {
            return Shape.BESIDE;
        } else if (width >= parts.stream().mapToDouble(Part::least).sum() + DIVIDERS) {
            return Shape.NARROW;
        } else if (getHeight() >= STACKED_HEIGHT
                && width
                        >= parts.get(0).least()
                                + Math.max(parts.get(1).least(), parts.get(2).least())
                                + DIVIDERS) {
            return Shape.STACKED;
        }
        return Shape.SINGLE;
    }

    private void turn(Shape wanted) {
        var together = wanted == Shape.BESIDE || wanted == Shape.NARROW;
        beside.set(beside.get() && together);
        shape = wanted;
        least(wanted == Shape.BESIDE);
        strip.setVisible(wanted == Shape.SINGLE);
        if (!together || panes.getItems().size() < parts.size()) {
            panes.getItems().clear();
            stacked.getItems().clear();
            arrange(wanted);
        }
        beside.set(together);
    }

    private void arrange(Shape wanted) {
        switch (wanted) {
            case BESIDE, NARROW ->
                panes.getItems().setAll(parts.stream().map(Part::pane).toList());
            case STACKED -> {
                stacked.getItems().setAll(parts.get(1).pane(), parts.get(2).pane());
                panes.getItems().setAll(parts.get(0).pane(), stacked);
                panes.setDividerPositions(0.34);
            }
            case SINGLE -> show(current);
        }
    }

    private void least(boolean usual) {
        for (var part : parts) {
            part.pane().setMinWidth(usual ? part.usual() : shape == Shape.SINGLE ? 0 : part.least());
        }
    }
}
