package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.ui.PaneFocus;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A run's spans as a tree table with the timeline in the same rows: one canvas as large as what is seen of it, over
 * {@link RunRows}. Draws at most once a pulse, and only the rows in view.
 */
public final class RunTree extends Region implements Palette.Owner {
    static final int ROW = 26;

    private final Palette palette = new Palette(this, this::recoloured);
    private final Surface surface = new Surface(this::paint);
    private final RowScroll scroll = new RowScroll(this::repaint);
    private final ReadRows readRows = new ReadRows(this);
    private final TreePainter painter = new TreePainter(surface.graphics(), palette);
    private final ReadOnlyObjectWrapper<@Nullable Span> selectedSpan = new ReadOnlyObjectWrapper<>();
    private final Panels panels = new Panels(this, painter.panelPainter());
    private final Narrowing narrowing = new Narrowing();
    private final Pointer pointer = new Pointer(this::repaint);
    private final TreeDeeds deeds = new TreeDeeds(this);
    private final StepMarks marks = new StepMarks(this::repaint);
    private final Lane lane = new Lane(this::laneChanged);
    private Consumer<TreeEvent> watcher = event -> {};
    private RunSpans spans = RunSpans.NONE;
    private RunRows rows = new RunRows(RunSpans.NONE.forest(), ROW);
    private Hits hits = Hits.NONE;
    private Columns.Choice choice = Columns.Choice.USUAL;
    private boolean criticalPath;
    private int selected = -1;

    RunTree() {
        getStyleClass().add("run-tree");
        setFocusTraversable(true);
        PaneFocus.goesTo(this);
        setAccessibleRole(AccessibleRole.TREE_TABLE_VIEW);
        focusedProperty().addListener(observable -> repaint());
        getChildren().addAll(surface, scroll.bar());
        new TreeKeys(this).listen();
        TreeMouse.install(this, surface);
    }

    /** Tells what happens in the tree. */
    void watch(Consumer<TreeEvent> handler) {
        watcher = handler;
    }

    void tell(TreeEvent event) {
        watcher.accept(event);
    }

    private void recoloured() {
        repaint();
        tell(TreeEvent.RECOLOURED);
    }

    /** Shows another run from its top; its first span is selected. */
    void show(RunSpans other, long nowNanos) {
        spans = other;
        rows = new RunRows(other.forest(), ROW);
        panels.clear();
        hits = Hits.NONE;
        lane.show(other, nowNanos);
        pointer.hover(-1);
        narrowing.apply(rows);
        setSelected(rows.size() > 0 ? rows.at(0) : -1);
        scroll.to(0);
        changed();
    }

    /** Shows what has become of the same run: selection, expansion, zoom and what is at the top stay. */
    void update(RunSpans later, long nowNanos) {
        var anchor = Anchor.of(this);
        var wasSelected = selected < 0 ? null : spans.forest().span(selected).id();
        var fresh = new RunRows(later.forest(), ROW);
        fresh.like(rows);
        panels.forgetUnfinished(spans.forest(), later.forest());
        spans = later;
        rows = fresh;
        lane.update(later, nowNanos);
        hits.lookInto(later.forest());
        narrowing.apply(rows);
        setSelected(wasSelected == null ? -1 : later.forest().indexOf(wasSelected));
        panels.measure();
        layoutScroll();
        anchor.restore(this);
        changed();
    }

    /** Moves the line to which running spans grow. */
    void setNow(long nowNanos) {
        lane.update(spans, nowNanos);
        laneChanged();
    }

    /** Lets only some of the spans have rows; the row at the top and the selection stay as far as they can. */
    void setScope(RowScope wanted) {
        narrowing.set(wanted);
        Anchor.hold(this, () -> {
            narrowing.apply(rows);
            settle();
        });
        changed();
    }

    Narrowing narrowing() {
        return narrowing;
    }

    Pointer pointer() {
        return pointer;
    }

    StepMarks marks() {
        return marks;
    }

    TreeDeeds deeds() {
        return deeds;
    }

    /** @return whether there is a way to do it */
    boolean does(TreeAction action) {
        return rows.forest().size() > 0 && deeds.does(action);
    }

    /** Shows where some words stand. */
    void setHits(Hits found) {
        hits = found;
        changed();
    }

    Hits hits() {
        return hits;
    }

    /** Gives what opens beneath a step; ignored when it is not open any more. */
    void setPanel(SpanId id, ToolPanel panel) {
        panels.put(id, panel);
        var span = spans.forest().indexOf(id);
        if (span >= 0 && rows.isOpened(span)) {
            var read = span == selected && scroll.sees(rows, span, viewportHeight());
            Anchor.hold(this, () -> rows.open(span, panels.height(span)));
            if (read) {
                scroll.reveal(rows, span, viewportHeight());
            }
            changed();
        }
    }

    Panels panels() {
        return panels;
    }

    /** The span that is selected; {@code null} when there is none. */
    public ReadOnlyObjectProperty<@Nullable Span> selectedSpanProperty() {
        return selectedSpan.getReadOnlyProperty();
    }

    RunSpans spans() {
        return spans;
    }

    RunRows rows() {
        return rows;
    }

    Lane lane() {
        return lane;
    }

    TimeView view() {
        return lane.view();
    }

    Columns columns() {
        return Columns.of(viewportWidth(), choice);
    }

    Columns.Choice columnChoice() {
        return choice;
    }

    void setColumnChoice(Columns.Choice wanted) {
        choice = wanted;
        panels.measure();
        changed();
    }

    boolean showsCriticalPath() {
        return criticalPath;
    }

    void showCriticalPath(boolean wanted) {
        criticalPath = wanted;
        changed();
    }

    int selected() {
        return selected;
    }

    /** How far the rows are scrolled, in pixels. */
    double scrolled() {
        return scroll.value();
    }

    double viewportWidth() {
        return Math.max(0, getWidth() - scroll.width());
    }

    double viewportHeight() {
        return Math.max(0, getHeight() - TreePainter.HEADER);
    }

    /** Selects a span, expands what hides it, and scrolls until it is in view. */
    void select(int span) {
        if (span < 0 || span >= rows.forest().size()) {
            return;
        }
        bringIn(span);
        setSelected(span);
        changed();
        bringIntoView(span);
    }

    private int bringIn(int span) {
        narrowing.admit(rows, span);
        return rows.reveal(span);
    }

    private void setSelected(int span) {
        selected = span;
        selectedSpan.set(span < 0 ? null : spans.forest().span(span));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }

    /** Scrolls until a row is in view. */
    void bringIntoView(int span) {
        var row = rows.rowOf(span);
        var top = (double) rows.y(row);
        if (top < scrolled()) {
            scrollTo(top);
        } else if (top + ROW > scrolled() + viewportHeight()) {
            scrollTo(top + ROW - viewportHeight());
        }
    }

    void scrollTo(double y) {
        scroll.to(y);
    }

    /** Opens or closes a row: its children, and its input and output when it has them. */
    void setOpen(int span, boolean open) {
        if (open) {
            rows.expand(span);
            if (RowPainter.canOpen(spans.forest().span(span))) {
                rows.open(span, panels.height(span));
            }
        } else {
            rows.collapse(span);
            panels.closed(span);
            rows.close(span);
            if (selected > span && selected < spans.forest().end(span)) {
                setSelected(span);
            }
        }
        changed();
        if (open) {
            scroll.reveal(rows, span, viewportHeight());
        }
    }

    boolean isOpen(int span) {
        return rows.isExpanded(span) || rows.isOpened(span);
    }

    /** Whether {@link #setOpen} has something to open. */
    boolean opens(int span) {
        return rows.hasRowsBeneath(span) || RowPainter.canOpen(spans.forest().span(span));
    }

    /** Changes which rows are visible; when that hides the selection, the nearest ancestor in view takes it. */
    void rearrange(Consumer<RunRows> change) {
        change.accept(rows);
        settle();
        changed();
        if (selected >= 0) {
            bringIntoView(selected);
        }
    }

    private void settle() {
        var span = selected;
        while (span >= 0 && rows.rowOf(span) < 0) {
            span = spans.forest().parent(span);
        }
        if (span != selected) {
            setSelected(span < 0 && rows.size() > 0 ? rows.at(0) : span);
        }
    }

    /** Selects a span that may be far away, and shows what is around it. */
    void jump(int span) {
        if (span < 0) {
            return;
        }
        var top = (double) rows.y(bringIn(span));
        changed();
        if (top < scrolled() || top + ROW > scrolled() + viewportHeight()) {
            scrollTo(top - viewportHeight() / 3);
        }
        select(span);
    }

    /** The row's text as it is copied and read aloud. */
    String text(int span) {
        return RowText.of(spans, span, lane.now());
    }

    private void laneChanged() {
        repaint();
        tell(TreeEvent.CHANGED);
    }

    private void changed() {
        layoutScroll();
        repaint();
        tell(TreeEvent.CHANGED);
    }

    void repaint() {
        surface.requestLayout();
    }

    @Override
    protected void layoutChildren() {
        var width = getWidth();
        var height = getHeight();
        panels.measure();
        layoutScroll();
        surface.resizeRelocate(0, 0, width, height);
        scroll.bar().resizeRelocate(width - RowScroll.WIDTH, TreePainter.HEADER, RowScroll.WIDTH, viewportHeight());
        repaint();
    }

    void layoutScroll() {
        scroll.fit(rows.height(), viewportHeight());
    }

    /** Where hits and errors lie along the scroll bar. */
    ScrollTicks ticks() {
        return scroll.ticks(rows, hits, (int) viewportHeight());
    }

    private void paint() {
        painter.paint(this, viewportWidth(), getHeight());
        panels.seen(rows.rowAt(scrolled()), rows.rowAt(scrolled() + viewportHeight()));
    }

    /** A node that draws nothing and is not laid out. */
    void add(Node node) {
        getChildren().add(node);
    }

    boolean isElided(int span) {
        return painter.rowPainter().isElided(this, span, columns());
    }

    @Override
    public Palette palette() {
        return palette;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return Palette.STYLEABLES;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, @Nullable Object... parameters) {
        var answer = readRows.ofTree(attribute, parameters);
        return answer != null ? answer : super.queryAccessibleAttribute(attribute, parameters);
    }
}
