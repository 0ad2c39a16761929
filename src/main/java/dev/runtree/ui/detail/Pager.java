package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** Very many nodes beneath each other: the first and the last of them, and the others page by page where they belong. */
final class Pager extends VBox {
    private final List<Supplier<Node>> items;
    private final Button more = new Button();
    private final int page;
    private final int end;
    private int shown;

    /** @param page how many are made at first, half of them at the end, and with each press of the button */
    Pager(List<Supplier<Node>> items, int page) {
        this.items = items;
        this.page = page;
        getStyleClass().add("pager");
        var whole = items.size() <= page + page / 2;
        end = whole ? items.size() : items.size() - page / 2;
        more.getStyleClass().add("show-all");
        more.setMaxWidth(Double.MAX_VALUE);
        more.setOnAction(event -> show(page));
        if (whole) {
            getChildren().setAll(made(0, items.size()));
            return;
        }
        getChildren().add(more);
        getChildren().addAll(made(end, items.size()));
        show(page / 2);
    }

    /** Folded cards stand closely together. */
    Pager ofLines() {
        getStyleClass().add("lines");
        return this;
    }

    private void show(int further) {
        var to = Math.min(end, shown + further);
        getChildren().addAll(getChildren().indexOf(more), made(shown, to));
        shown = to;
        if (shown == end) {
            getChildren().remove(more);
            return;
        }
        more.setText(Messages.text(
                "detail.more",
                Figures.count(Math.min(page, end - shown)),
                Figures.count(shown + items.size() - end),
                Figures.count(items.size())));
    }

    private List<Node> made(int from, int to) {
        var nodes = new ArrayList<Node>(to - from);
        for (var item : items.subList(from, to)) {
            nodes.add(item.get());
        }
        return nodes;
    }
}
