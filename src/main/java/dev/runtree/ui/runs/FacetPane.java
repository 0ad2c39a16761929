package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Facets;
import dev.runtree.store.Facets.Counts;
import dev.runtree.store.Facets.Facet;
import dev.runtree.store.Facets.Value;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Counts by value of the runs that match, beneath the list; only while it is open is anything counted. */
final class FacetPane extends VBox {
    private static final Duration LATER = Duration.millis(300);
    private static final Duration SOON = Duration.millis(20);

    /** The narrowest column, the gap between two, and what is beside all of them with a scroll bar. */
    private static final double LEAST = 120;

    /** Of the height of the list and the counts together. */
    private static final double SHARE = 0.3;

    private static final double MOST = 150;
    private static final double GAP = 10;
    private static final double EDGES = 32;

    private final Latest counting;
    private final Latest tools;
    private final FilterBy filterBy;
    private final Consumer<String> term;
    private final Button head = new Button();
    private final FlowPane columns = new FlowPane();
    private final ScrollPane body = new ScrollPane(columns);
    private final Map<Facet, FacetColumn> byFacet = new EnumMap<>(Facet.class);
    private Consumer<Boolean> chosen = open -> {};
    private @Nullable Facets facets;
    private RunFilter filter = RunFilter.ALL;
    private boolean open;

    /**
     * @param filterBy takes a value into the filter
     * @param term takes a whole term into it
     */
    FacetPane(Background background, FilterBy filterBy, Consumer<String> term) {
        this.filterBy = filterBy;
        this.term = term;
        counting = new Latest(background, LATER);
        tools = new Latest(background, SOON);
        getStyleClass().add("facets");
        head.getStyleClass().setAll("facets-head");
        head.setMaxWidth(Double.MAX_VALUE);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setOnAction(event -> {
            open(!open);
            chosen.accept(open);
        });
        columns.getStyleClass().add("facet-columns");
        body.setFitToWidth(true);
        body.getStyleClass().add("facets-body");
        body.managedProperty().bind(body.visibleProperty());
        body.widthProperty().subscribe(width -> spread());
        setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(head, body);
        show(null);
        open(false);
    }

    /** @param height of the list and the counts together, of which the list has the larger part */
    void room(double height) {
        body.setPrefHeight(Math.clamp(Math.rint(height * SHARE), 60, MOST));
    }

    /** Called with whether it is open when the reader has opened or closed it. */
    void onChosen(Consumer<Boolean> handler) {
        chosen = handler;
    }

    void open(boolean now) {
        open = now;
        body.setVisible(now);
        head.setGraphic(Icons.icon(now ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL));
        head.setAccessibleHelp(Messages.text(now ? "facets.close" : "facets.open"));
        if (now) {
            count();
        } else {
            counting.cancel();
            tools.cancel();
            show(null);
        }
    }

    void use(Facets facets) {
        this.facets = facets;
        forget();
        filter(filter);
    }

    void filter(RunFilter wanted) {
        filter = wanted;
        if (open) {
            count();
        } else {
            forget();
        }
    }

    /** What was counted for another filter or database is not to be seen when it is opened again. */
    private void forget() {
        show(null);
        byFacet.clear();
        columns.getChildren().clear();
    }

    /** Something has changed in the database. */
    void refresh() {
        var database = facets;
        if (open && database != null) {
            var asked = filter;
            counting.again(() -> database.of(asked), found -> show(database, found), this::failed);
        }
    }

    private void count() {
        var database = facets;
        if (database != null) {
            var asked = filter;
            tools.cancel();
            counting.ask(() -> database.of(asked), found -> show(database, found), this::failed);
        }
    }

    private void show(Facets database, Facets.Found found) {
        show(found.counts());
        countTools(database, found);
    }

    private void failed(RuntimeException failure) {
        head.setText(Messages.text("facets.failed"));
    }

    private void countTools(Facets database, Facets.Found found) {
        if (found.failed().isEmpty()) {
            tools.cancel();
            column(Facet.FAILED_TOOL, List.of());
        } else {
            tools.again(
                    () -> database.failedTools(found.failed()),
                    failing -> column(Facet.FAILED_TOOL, failing.values(), failing.left()),
                    failure -> column(Facet.FAILED_TOOL, List.of()));
        }
    }

    private void show(@Nullable Counts counts) {
        head.setText(
                counts == null
                        ? Messages.text("facets.title")
                        : counts.more()
                                ? Messages.text("facets.title.newest", Figures.count(counts.runs()))
                                : counts.runs() == 1
                                        ? Messages.text("facets.title.one")
                                        : Messages.text("facets.title.all", Figures.count(counts.runs())));
        if (counts != null) {
            if (filter.hasWords()) {
                head.setText(Messages.text("facets.wordless", head.getText()));
            }
            for (var facet : Facet.values()) {
                if (facet != Facet.FAILED_TOOL) {
                    column(facet, counts.values().getOrDefault(facet, List.of()));
                }
            }
        }
    }

    private void column(Facet facet, List<Value> values) {
        column(facet, values, 0);
    }

    private void column(Facet facet, List<Value> values, int without) {
        var column =
                byFacet.computeIfAbsent(facet, one -> new FacetColumn(title(one), one == Facet.FAILED_TOOL, this::add));
        column.show(values, without);
        var shown = byFacet.values().stream().filter(each -> !each.isEmpty()).toList();
        if (!columns.getChildren().equals(shown)) {
            columns.getChildren().setAll(shown);
        }
        spread();
    }

    /** Columns of one width, as many as fit beside one another. */
    private void spread() {
        double room = body.getWidth() - EDGES;
        double count = Math.max(1, Math.floor((room + GAP) / (LEAST + GAP)));
        byFacet.values().forEach(column -> column.setWide(Math.floor((room - (count - 1) * GAP) / count)));
    }

    private static String title(Facet facet) {
        return switch (facet) {
            case FAILED_TOOL -> Messages.text("facets.failed.tool");
            case NAME -> Messages.text("facets.name");
            case MODEL -> Messages.text("facets.model");
            case USER -> Messages.text("facets.user");
            case SESSION -> Messages.text("facets.session");
            case STATUS -> Messages.text("facets.status");
            case ENVIRONMENT -> Messages.text("facets.environment");
            case TAG -> Messages.text("facets.tag");
        };
    }

    private void add(Value value, boolean without) {
        if (value.key().isEmpty()) {
            var tool = value.value().matches("[\\w.-]+")
                    ? value.value()
                    : '"' + value.value().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            term.accept((without ? "-" : "") + "span:(tool:" + tool + " step.status:error)");
        } else {
            filterBy.add(new RunColumn.Term(value.key(), value.value()), without);
        }
    }
}
