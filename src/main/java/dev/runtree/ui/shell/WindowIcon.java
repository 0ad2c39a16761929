package dev.runtree.ui.shell;

import java.util.stream.IntStream;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/** The program's sign for title bars and task lists: the steps of a run, as they lie in the timeline. */
public final class WindowIcon {
    private static final Color GROUND = Color.web("#0969da");

    private WindowIcon() {}

    /** In the sizes that systems ask for. On the JavaFX thread. */
    public static Image[] images() {
        return IntStream.of(16, 24, 32, 48, 64, 128, 256)
                .mapToObj(WindowIcon::image)
                .toArray(Image[]::new);
    }

    private static Image image(int size) {
        var canvas = new Canvas(size, size);
        var pen = canvas.getGraphicsContext2D();
        pen.scale(size / 16.0, size / 16.0);
        pen.setFill(GROUND);
        pen.fillRoundRect(0, 0, 16, 16, 5, 5);
        pen.setFill(Color.WHITE);
        pen.fillRect(3, 3, 10, 2);
        pen.fillRect(5, 7, 4, 2);
        pen.fillRect(8, 11, 5, 2);
        var parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return canvas.snapshot(parameters, null);
    }
}
