package dev.runtree.ui.statistics;

import dev.runtree.model.Figures;
import dev.runtree.model.RunStatistics;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The critical path as one bar: how much of the run's duration was spent by each kind of step, and how much by none. */
final class PathBar extends VBox {
    private final Label length = new Label();
    private final Bar bar = new Bar();
    private final FlowPane legend = new FlowPane();

    /** A kind, or what is idle, with its nanoseconds. */
    private record Part(String name, String style, long nanos) {}

    /** @param button beside the length */
    PathBar(Node button) {
        getStyleClass().add("path-bar");
        var title = new Label(Messages.text("run.statistics.path"));
        title.getStyleClass().add("heading-strong");
        title.setTooltip(new Tooltip(Messages.text("run.statistics.path.tip")));
        length.getStyleClass().add("figure-strong");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(title, space, length, button);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("path-head");
        legend.getStyleClass().add("path-legend");
        getChildren().addAll(head, bar, legend);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    void show(RunStatistics.Summary summary) {
        var all = summary.pathNanos();
        length.setText(Figures.duration(all));
        length.setTooltip(new Tooltip(Figures.count(all) + " ns"));
        var parts = parts(summary);
        bar.show(parts, all);
        legend.getChildren().setAll(parts.stream().map(part -> entry(part, all)).toList());
        var spoken = new StringBuilder(Messages.text("run.statistics.path") + " " + length.getText());
        parts.forEach(part -> spoken.append(", ").append(text(part, all)));
        setAccessibleText(spoken.toString());
    }

    private static List<Part> parts(RunStatistics.Summary summary) {
        var parts = new ArrayList<Part>();
        summary.path().entrySet().stream()
                .sorted(Map.Entry.<SpanKind, Long>comparingByValue().reversed())
                .forEach(entry -> parts.add(part(entry.getKey(), entry.getValue())));
        if (summary.idleNanos() > 0) {
            parts.add(new Part(Messages.text("run.statistics.idle"), "fill-idle", summary.idleNanos()));
        }
        return parts;
    }

    private static Part part(SpanKind kind, long nanos) {
        return new Part(Messages.text("run.kind." + kind.lowerCase()), "fill-" + kind.lowerCase(), nanos);
    }

    private static String text(Part part, long all) {
        return part.name() + " " + Figures.share(all == 0 ? 0 : (double) part.nanos() / all);
    }

    private static Label entry(Part part, long all) {
        var square = new Region();
        square.getStyleClass().addAll("legend-square", part.style());
        var label = new Label(text(part, all), square);
        label.getStyleClass().add("legend-entry");
        label.setTooltip(new Tooltip(Figures.duration(part.nanos()) + "   " + Figures.count(part.nanos()) + " ns"));
        return label;
    }

    /** Pieces beside each other, as wide as their shares, to whole pixels. */
    private static final class Bar extends Region {
        private static final double HEIGHT = 12;

        private List<Part> parts = List.of();
        private long all;

        Bar() {
            setMinHeight(HEIGHT);
            setMaxHeight(HEIGHT);
            getStyleClass().add("path-parts");
        }

        void show(List<Part> shown, long nanos) {
            parts = shown;
            all = nanos;
            getChildren().clear();
            for (var part : parts) {
                var piece = new Region();
                piece.getStyleClass().add(part.style());
                getChildren().add(piece);
            }
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            var before = 0L;
            for (var i = 0; i < parts.size(); i++) {
                var from = Math.rint(getWidth() * before / all);
                before += parts.get(i).nanos();
                var to = Math.rint(getWidth() * before / all);
                getChildren()
                        .get(i)
                        .resizeRelocate(from, 0, Math.max(0, to - from - (i + 1 < parts.size() ? 1 : 0)), HEIGHT);
            }
        }
    }
}
