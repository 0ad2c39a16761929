package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.ui.Messages;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** How many approvals waited: the most at once in each stretch. */
final class StepsChart extends Chart {
    private static final double TINT = 0.22;

    private @Nullable QueueDepth queue;

    StepsChart() {
        super(0);
    }

    void show(QueueDepth now) {
        queue = now;
        show(now.course());
    }

    private List<QueueDepth.Depth> depths() {
        return queue == null ? List.of() : queue.depths();
    }

    @Override
    String title() {
        return queue == null ? "" : Messages.text("watch.approvals.told", Figures.count(queue.peak()));
    }

    @Override
    String words(int index) {
        var at = depths().get(index);
        return Messages.text("watch.approvals.at", Figures.count(at.most()), Figures.count(at.last()));
    }

    @Override
    Scale scale() {
        return Scale.ofCounts(queue == null ? 1 : Math.max(2, (double) queue.peak()));
    }

    @Override
    void paint(GraphicsContext g, Area area) {
        var depths = depths();
        var ink = ink(Ink.KIND_APPROVAL);
        g.setFill(ink instanceof Color color ? color.deriveColor(0, 1, 1, TINT) : ink);
        for (var i = 0; i < depths.size(); i++) {
            var y = area.at((double) depths.get(i).most());
            g.fillRect(area.left(i), y, area.left(i + 1) - area.left(i), area.bottom() - y);
        }
        g.setStroke(ink);
        g.setLineWidth(1.5);
        g.beginPath();
        for (var i = 0; i < depths.size(); i++) {
            var y = Math.rint(area.at((double) depths.get(i).most())) + 0.5;
            if (i == 0) {
                g.moveTo(area.left(i), y);
            } else {
                g.lineTo(area.left(i), y);
            }
            g.lineTo(area.left(i + 1), y);
        }
        g.stroke();
    }
}
