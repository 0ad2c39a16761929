package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A run's spans as a tree table with the timeline in the same rows: one canvas as large as what is seen of it, over
 * {@link RunRows}. Draws at most once a pulse, and only the rows in view.
 */
public final class RunTree extends Region {
    static final int ROW = 26;
    private static final int BAR = 14;
    private static final int LOADING = 58;

    private final Palette palette = new Palette(this, this::repaint);
    private final Canvas canvas = new Canvas();
    private final Pane surface = new Pane(canvas) {
        @Override
        protected void layoutChildren() {
            paint();
        }
    };
    private final ScrollBar scroll = new ScrollBar();
    private final TreePainter painter = new TreePainter(canvas.getGraphicsContext2D(), palette);
    private final ReadOnlyObjectWrapper<@Nullable Span> selectedSpan = new ReadOnlyObjectWrapper<>();
    private final Map<SpanId, ToolPanel> panels = new HashMap<>();
    private Consumer<Span> panelWanted = span -> {};
    private RunSpans spans = RunSpans.NONE;
    private RunRows rows = new RunRows(RunSpans.NONE.forest(), ROW);
    private TimeView view = TimeView.of(0, 1);
    private @Nullable TimeView viewBeforeFit;
    private long now;
    private int selected = -1;
    private int hovered = -1;

    RunTree() {
        getStyleClass().add("run-tree");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TREE_TABLE_VIEW);
        // An unmanaged pane is a layout root: repainting it does not lay out what is around it.
        surface.setManaged(false);
        scroll.setOrientation(Orientation.VERTICAL);
        scroll.setManaged(false);
        scroll.valueProperty().addListener(observable -> repaint());
        focusedProperty().addListener(observable -> repaint());
        getChildren().addAll(surface, scroll);
        setOnKeyPressed(new TreeKeys(this)::pressed);
        TreeMouse.install(this, surface);
    }

    /** Called when an opened tool comes into view whose arguments and result are not here yet. */
    void onPanelWanted(Consumer<Span> handler) {
        panelWanted = handler;
    }

    /** Shows another run from its top; its first span is selected. */
    void show(RunSpans shown, long nowNanos) {
        spans = shown;
        rows = new RunRows(shown.forest(), ROW);
        panels.clear();
        now = nowNanos;
        view = TimeView.of(shown.start(), end());
        viewBeforeFit = null;
        hovered = -1;
        setSelected(shown.forest().size() > 0 ? 0 : -1);
        scroll.setValue(0);
        changed();
    }

    /** Shows what has become of the same run: selection, expansion, zoom and what is at the top stay. */
    void update(RunSpans shown, long nowNanos) {
        var top = rows.rowAt(scrolled());
        var anchor = top < 0 ? null : spans.forest().span(rows.at(top)).id();
        var into = top < 0 ? 0 : scrolled() - rows.y(top);
        var wasSelected = selected < 0 ? null : spans.forest().span(selected).id();
        var fresh = new RunRows(shown.forest(), ROW);
        fresh.like(rows);
        forgetUnfinishedPanels(shown);
        spans = shown;
        rows = fresh;
        now = nowNanos;
        view = view.grown(shown.start(), end());
        setSelected(wasSelected == null ? -1 : shown.forest().indexOf(wasSelected));
        measurePanels();
        layoutScroll();
        var row = anchor == null ? -1 : rows.rowOf(shown.forest().indexOf(anchor));
        if (row >= 0) {
            scrollTo(rows.y(row) + into);
        }
        changed();
    }

    /** A step that ran when its panel was read has more to say now. */
    private void forgetUnfinishedPanels(RunSpans later) {
        panels.keySet().removeIf(id -> {
            var was = spans.forest().indexOf(id);
            var is = later.forest().indexOf(id);
            return was < 0
                    || is < 0
                    || !spans.forest().span(was).equals(later.forest().span(is));
        });
    }

    /** Moves the line to which running spans grow. */
    void setNow(long nowNanos) {
        now = nowNanos;
        view = view.grown(spans.start(), end());
        repaint();
    }

    private long end() {
        return spans.running() ? Math.max(spans.end(), now) : spans.end();
    }

    /** Gives what opens beneath a tool; ignored when it is not open any more. */
    void setPanel(SpanId id, ToolPanel panel) {
        panels.put(id, panel);
        var span = spans.forest().indexOf(id);
        if (span >= 0 && rows.isOpened(span)) {
            rows.open(span, panelHeight(span));
            changed();
        }
    }

    ToolPanel panel(int span) {
        return panels.getOrDefault(spans.forest().span(span).id(), ToolPanel.loading());
    }

    private int panelHeight(int span) {
        if (!panels.containsKey(spans.forest().span(span).id()) || getWidth() <= 0) {
            return LOADING;
        }
        var sides = PanelPainter.Sides.of(spans.forest().depth(span), Columns.of(viewportWidth()), viewportWidth());
        return PanelPainter.height(painter.panelPainter().lines(panel(span), sides));
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

    TimeView view() {
        return view;
    }

    long now() {
        return now;
    }

    int selected() {
        return selected;
    }

    int hovered() {
        return hovered;
    }

    /** How far the rows are scrolled, in pixels. */
    double scrolled() {
        return scroll.getValue();
    }

    double viewportWidth() {
        return Math.max(0, getWidth() - (scroll.isVisible() ? BAR : 0));
    }

    double viewportHeight() {
        return Math.max(0, getHeight() - TreePainter.HEADER);
    }

    void hover(int row) {
        if (hovered != row) {
            hovered = row;
            repaint();
        }
    }

    /** Selects a span, expands what hides it, and scrolls until it is in view. */
    void select(int span) {
        if (span < 0 || span >= rows.forest().size()) {
            return;
        }
        rows.reveal(span);
        setSelected(span);
        changed();
        reveal(span);
    }

    private void setSelected(int span) {
        selected = span;
        selectedSpan.set(span < 0 ? null : spans.forest().span(span));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    private void reveal(int span) {
        var row = rows.rowOf(span);
        var top = (double) rows.y(row);
        if (top < scrolled()) {
            scrollTo(top);
        } else if (top + ROW > scrolled() + viewportHeight()) {
            scrollTo(top + ROW - viewportHeight());
        }
    }

    void scrollTo(double y) {
        scroll.setValue(Math.clamp(y, 0, scroll.getMax()));
    }

    /** Opens or closes a row: its children, and what is beneath it when it is a tool. */
    void setOpen(int span, boolean open) {
        if (open) {
            rows.expand(span);
            if (RowPainter.canOpen(spans.forest().span(span))) {
                rows.open(span, panelHeight(span));
            }
        } else {
            rows.collapse(span);
            rows.close(span);
            if (selected > span && selected < spans.forest().end(span)) {
                setSelected(span);
            }
        }
        changed();
    }

    boolean isOpen(int span) {
        return rows.isExpanded(span) || rows.isOpened(span);
    }

    /** Whether {@link #setOpen} has something to open. */
    boolean opens(int span) {
        return spans.forest().hasChildren(span)
                || RowPainter.canOpen(spans.forest().span(span));
    }

    /** Changes which rows are visible; when that hides the selection, the nearest ancestor in view takes it. */
    void rearrange(Consumer<RunRows> change) {
        change.accept(rows);
        var span = selected;
        while (span >= 0 && rows.rowOf(span) < 0) {
            span = spans.forest().parent(span);
        }
        setSelected(span);
        changed();
        if (span >= 0) {
            reveal(span);
        }
    }

    /** Selects a span that may be far away, and shows what is around it. */
    void jump(int span) {
        if (span < 0) {
            return;
        }
        var top = (double) rows.y(rows.reveal(span));
        changed();
        if (top < scrolled() || top + ROW > scrolled() + viewportHeight()) {
            scrollTo(top - viewportHeight() / 3);
        }
        select(span);
    }

    void zoom(double factor, double share) {
        setView(view.zoom(factor, share));
    }

    void pan(double share) {
        setView(view.pan(share));
    }

    private void setView(TimeView shown) {
        view = shown;
        viewBeforeFit = null;
        repaint();
    }

    /** Fits the lane to the selected span; again, and it is as it was before. */
    void fitOrBack() {
        var back = viewBeforeFit;
        if (back != null) {
            setView(back);
        } else if (selected >= 0) {
            var span = spans.forest().span(selected);
            var end = span.endNanos();
            var was = view;
            setView(view.fit(span.startNanos(), Math.max(span.startNanos(), end == null ? now : end)));
            viewBeforeFit = was;
        }
    }

    /** The row's text as it is copied and read aloud. */
    String text(int span) {
        return RowText.of(spans, span, now);
    }

    private void changed() {
        layoutScroll();
        repaint();
    }

    private void repaint() {
        surface.requestLayout();
    }

    @Override
    protected void layoutChildren() {
        var width = getWidth();
        var height = getHeight();
        measurePanels();
        layoutScroll();
        surface.resizeRelocate(0, 0, width, height);
        scroll.resizeRelocate(width - BAR, TreePainter.HEADER, BAR, viewportHeight());
        repaint();
    }

    /** How high a panel is depends on the width and on what has been read. */
    private void measurePanels() {
        for (var span : rows.opened()) {
            rows.open(span, panelHeight(span));
        }
    }

    private void layoutScroll() {
        var most = Math.max(0, rows.height() - viewportHeight());
        scroll.setMax(most);
        scroll.setVisibleAmount(rows.height() == 0 ? 0 : most * viewportHeight() / rows.height());
        scroll.setUnitIncrement(ROW);
        scroll.setBlockIncrement(viewportHeight() - ROW);
        scroll.setVisible(most > 0);
        scrollTo(scroll.getValue());
    }

    private void paint() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        painter.paint(this, viewportWidth(), getHeight());
        var last = rows.rowAt(scrolled() + viewportHeight());
        for (var row = rows.rowAt(scrolled()); row >= 0 && row <= last; row++) {
            var span = rows.at(row);
            if (rows.isOpened(span)
                    && panels.putIfAbsent(spans.forest().span(span).id(), ToolPanel.loading()) == null) {
                panelWanted.accept(spans.forest().span(span));
            }
        }
    }

    boolean isElided(int span) {
        return painter.rowPainter().isElided(rows, span, Columns.of(viewportWidth()));
    }

    Palette palette() {
        return palette;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return Palette.STYLEABLES;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, @Nullable Object... parameters) {
        if (attribute == AccessibleAttribute.TEXT) {
            return selected < 0 ? "No span selected" : text(selected);
        }
        if (attribute == AccessibleAttribute.ROW_COUNT) {
            return rows.size();
        }
        return super.queryAccessibleAttribute(attribute, parameters);
    }
}
