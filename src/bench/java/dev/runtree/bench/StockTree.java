package dev.runtree.bench;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.ui.background.Toolkit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Scene;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.stage.Stage;

/** JavaFX's own tree table with the same spans and as many columns: what the run's tree is compared with. */
final class StockTree {
    private final TreeTableView<Span> table = new TreeTableView<>();
    private final Scene scene;
    private int row;

    private StockTree(int width, int height) {
        table.setFixedCellSize(26);
        column("Span", 240, Span::name);
        column("Duration", 70, span -> Figures.duration(span.durationNanos()));
        column("Self", 70, span -> Figures.duration(span.durationNanos()));
        column("Tokens", 60, span -> Figures.tokens(span.usage().total()));
        column("Cost", 70, span -> Figures.cost(span.usage().cost()));
        column("Status", 60, span -> span.status().word());
        scene = new Scene(table, width, height);
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
    }

    static StockTree show(Toolkit toolkit, int width, int height) {
        return toolkit.call(() -> new StockTree(width, height));
    }

    private void column(String title, double width, Function<Span, String> text) {
        var column = new TreeTableColumn<Span, String>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(
                row -> new ReadOnlyStringWrapper(text.apply(row.getValue().getValue())));
        table.getColumns().add(column);
    }

    /** Items of the spans in tree order, all of them expanded, from the first one down. */
    static TreeItem<Span> items(List<Span> spans) {
        var byId = HashMap.<SpanId, TreeItem<Span>>newHashMap(spans.size());
        var children = HashMap.<TreeItem<Span>, List<TreeItem<Span>>>newHashMap(spans.size());
        var first = new TreeItem<>(spans.getFirst());
        for (var span : spans) {
            var item = span == spans.getFirst() ? first : new TreeItem<>(span);
            item.setExpanded(true);
            byId.put(span.id(), item);
            var parent = span.parentSpanId() == null
                    ? null
                    : byId.get(new SpanId(span.id().traceId(), span.parentSpanId()));
            if (parent != null) {
                children.computeIfAbsent(parent, up -> new ArrayList<>()).add(item);
            }
        }
        children.forEach((item, beneath) -> item.getChildren().setAll(beneath));
        return first;
    }

    TreeTableView<Span> table() {
        return table;
    }

    Scene scene() {
        return scene;
    }

    void show(TreeItem<Span> root) {
        table.setRoot(root);
    }

    /** Does something and paints, in nanoseconds; on the JavaFX thread. */
    long time(Runnable work) {
        var begun = System.nanoTime();
        work.run();
        scene.snapshot(null);
        return System.nanoTime() - begun;
    }

    void setExpanded(boolean expanded) {
        setExpanded(table.getRoot(), expanded);
    }

    private static void setExpanded(TreeItem<Span> item, boolean expanded) {
        item.getChildren().forEach(child -> setExpanded(child, expanded));
        if (item.getParent() != null) {
            item.setExpanded(expanded);
        }
    }

    /** Three rows on; from the end to the start again. */
    void scroll() {
        row = row + 3 >= table.getExpandedItemCount() ? 0 : row + 3;
        table.scrollTo(row);
    }

    void hide() {
        table.setRoot(null);
        scene.getWindow().hide();
    }
}
