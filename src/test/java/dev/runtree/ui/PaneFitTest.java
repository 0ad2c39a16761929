package dev.runtree.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.FxExtension;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three panes in windows of any size. */
@Tag("fx")
@ExtendWith(FxExtension.class)
class PaneFitTest {
    private StackPane runs;
    private StackPane tree;
    private StackPane step;
    private PaneFit fit;
    private Scene scene;

    @BeforeEach
    void open() {
        runs = new StackPane();
        tree = new StackPane();
        step = new StackPane();
        fit = new PaneFit(
                new SplitPane(runs, tree, step),
                List.of(
                        new PaneFit.Part(runs, "Runs", 320, 270),
                        new PaneFit.Part(tree, "Run", 420, 400),
                        new PaneFit.Part(step, "Step", 320, 290)));
        scene = new Scene(fit, 1384, 800);
        Theme.install(scene);
    }

    @Test
    void nothing_is_wider_than_the_window() {
        for (var width : new int[] {1384, 1224, 1062, 968, 900, 700, 584, 400, 700, 968, 1384}) {
            in(width);
            for (var pane : List.of(runs, tree, step)) {
                if (pane.getScene() != null) {
                    assertThat(place(pane).getMinX()).isGreaterThanOrEqualTo(0);
                    assertThat(place(pane).getMaxX()).isLessThanOrEqualTo(width);
                }
            }
        }
    }

    @Test
    void panes_stand_beside_each_other_then_beneath_then_one_at_a_time() {
        in(968);
        assertThat(place(step).getMinX()).isGreaterThanOrEqualTo(place(tree).getMaxX());
        in(800);
        assertThat(place(step).getMinY()).isGreaterThanOrEqualTo(place(tree).getMaxY());
        in(584);
        assertThat(runs.getScene()).isNotNull();
        assertThat(step.getScene()).isNull();
        assertThat(place(runs).getWidth()).isEqualTo(584);
        in(1384);
        assertThat(place(step).getMinX()).isGreaterThanOrEqualTo(place(tree).getMaxX());
    }

    @Test
    void in_a_low_window_no_pane_stands_beneath_another() {
        in(800, 520);
        assertThat(runs.getScene()).isNotNull();
        assertThat(step.getScene()).isNull();
        assertThat(place(runs).getWidth()).isEqualTo(800);
        in(800, 640);
        assertThat(place(step).getMinY()).isGreaterThanOrEqualTo(place(tree).getMaxY());
    }

    @Test
    void a_pane_that_is_wanted_comes_to_the_front() {
        in(584);
        PaneFit.reveal(step);
        in(584);
        assertThat(step.getScene()).isNotNull();
        assertThat(runs.getScene()).isNull();
        fit.lookupAll(".toggle-button").stream()
                .map(ToggleButton.class::cast)
                .filter(button -> button.getText().equals("Run"))
                .forEach(ToggleButton::fire);
        assertThat(tree.getScene()).isNotNull();
        assertThat(step.getScene()).isNull();
    }

    private void in(double width) {
        in(width, scene.getHeight());
    }

    private void in(double width, double height) {
        fit.resize(width, height);
        for (var i = 0; i < 3; i++) {
            fit.applyCss();
            fit.layout();
        }
    }

    private Bounds place(StackPane pane) {
        return fit.sceneToLocal(pane.localToScene(pane.getLayoutBounds()));
    }
}
