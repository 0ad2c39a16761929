package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.store.RunMarks;
import dev.runtree.ui.PaneFocus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/** How the runs of the list stand in it: two lines each while it is narrow, one with a column each when it is wide. */
final class RunTable {
    static final double TWO_LINES = 46;
    static final double ONE_LINE = 26;

    /** From this width on there is room for a column each. */
    private static final double WIDE = 720;

    private final ListView<Run> list;
    private final RunFeed feed;
    private final ColumnHeads heads;
    private FilterBy filterBy = (term, without) -> {};
    private Consumer<ColumnSet> remembered = set -> {};
    private ColumnSet columns = ColumnSet.FIRST;
    private ColumnPlaces places = ColumnPlaces.NONE;
    private RunScale scale = RunScale.NONE;
    private int scaled;
    private boolean wide;

    RunTable(ListView<Run> list, RunFeed feed, Consumer<RunSort> sorted) {
        this.list = list;
        this.feed = feed;
        heads = new ColumnHeads(sorted, this::choose);
        list.setCellFactory(view -> cell());
        list.setFixedCellSize(TWO_LINES);
        PaneFocus.goesTo(list);
        list.widthProperty().subscribe(width -> arrange());
        list.setItems(feed.shown());
    }

    Node heads() {
        return heads;
    }

    void onFilterBy(FilterBy handler) {
        filterBy = handler;
    }

    /** Called when the reader has changed the columns. */
    void onChosen(Consumer<ColumnSet> handler) {
        remembered = handler;
    }

    private RunCell cell() {
        var cell = new RunCell(this);
        cell.indexProperty().subscribe(index -> feed.seen(index.intValue()));
        cell.widthProperty().subscribe(width -> rowsAre(width.doubleValue()));
        return cell;
    }

    /** Rows are narrower than the list where there is a scroll bar. */
    private void rowsAre(double width) {
        if (width > 0) {
            heads.rowWidth(width);
            place(width);
        }
    }

    private void arrange() {
        boolean now = list.getWidth() >= WIDE;
        if (now != wide) {
            wide = now;
            list.setFixedCellSize(now ? ONE_LINE : TWO_LINES);
            list.refresh();
        }
        place(list.getWidth());
    }

    private void place(double width) {
        if (wide) {
            var now = ColumnPlaces.of(columns, width);
            if (!now.equals(places)) {
                places = now;
                cells().forEach(RunCell::again);
            }
            heads.wide(columns, places);
        } else {
            heads.narrow();
        }
    }

    void columns(ColumnSet set) {
        columns = set;
        var cells = cells();
        place(cells.isEmpty() ? list.getWidth() : cells.getFirst().getWidth());
    }

    /** As {@link #columns}, and to be remembered. */
    void choose(ColumnSet set) {
        columns(set);
        remembered.accept(set);
    }

    ColumnSet columns() {
        return columns;
    }

    boolean isWide() {
        return wide;
    }

    ColumnPlaces places() {
        return places;
    }

    RunScale scale() {
        return scale;
    }

    RunMarks marks(Run run) {
        return feed.marks(run.id());
    }

    /** Where the words of the filter are said in a run; {@code null} where none were looked for. */
    @Nullable Snippet snippet(Run run) {
        return feed.search().snippet(run).orElse(null);
    }

    void filterBy(RunColumn.Term term, boolean without) {
        filterBy.add(term, without);
    }

    /** @param few whether so few runs match that any column can be sorted by */
    void sorted(RunSort sort, boolean few) {
        heads.show(sort, few);
    }

    /** The bars follow what is there; of many runs, whenever there are twice as many. */
    void rescale() {
        int size = feed.shown().size();
        if (size <= RunFeed.COUNTED || size >= 2 * scaled || size < scaled) {
            scaled = size;
            scale = RunScale.of(feed.shown());
        }
    }

    /** What has changed of the runs that are in sight. */
    void again() {
        cells().forEach(RunCell::again);
    }

    /** The runs that are in sight. */
    List<Run> inSight() {
        var runs = new ArrayList<Run>();
        for (var cell : cells()) {
            @Nullable Run run = cell.getItem();
            if (run != null) {
                runs.add(run);
            }
        }
        return runs;
    }

    private List<RunCell> cells() {
        return list.lookupAll(".run-cell").stream()
                .filter(RunCell.class::isInstance)
                .map(RunCell.class::cast)
                .toList();
    }
}
