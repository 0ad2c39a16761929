package dev.runtree.ui.text;

import dev.runtree.ui.CrispCanvas;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Rows of text on one canvas as large as what is seen of them, so that a text of any size costs what its visible part
 * costs. One row is current, as in a tree; any range of characters can be selected.
 */
final class TextPane extends Region {
    static final int BAR = 16;
    private static final int LOW_BAR = 10;
    static final double SIZE = 12;

    private final Inks inks = new Inks(this, this::repaint);
    private final CrispCanvas canvas = new CrispCanvas();
    private final Pane surface = new Pane(canvas) {
        @Override
        protected void layoutChildren() {
            paint();
        }
    };
    private final ScrollBar down = new ScrollBar();
    private final ScrollBar across = new ScrollBar();
    private final TickStrip ticks = new TickStrip();
    private final Viewport viewport = new Viewport(new PlainRows(PlainLines.of("")), Cells.of(SIZE));
    private final TextPainter painter = new TextPainter(this, canvas.getGraphicsContext2D());
    private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper();
    private final Selection selection = new Selection(this);
    private BiConsumer<Integer, Boolean> opens = (row, open) -> {};
    private Words words = new Words("");
    private @Nullable TextPlace hit;
    private @Nullable TextPlace mistake;
    private boolean moving;

    TextPane() {
        getStyleClass().add("text-pane");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        // An unmanaged pane is a layout root: repainting it does not lay out what is around it.
        surface.setManaged(false);
        localToSceneTransformProperty().addListener(observable -> repaint());
        down.setOrientation(Orientation.VERTICAL);
        for (var bar : List.of(down, across)) {
            bar.setManaged(false);
            bar.setFocusTraversable(false);
        }
        ticks.setManaged(false);
        down.valueProperty().addListener(observable -> dragged());
        across.valueProperty().addListener(observable -> repaint());
        focusedProperty().addListener(observable -> repaint());
        getChildren().addAll(surface, down, across, ticks);
        PaneMouse.install(this, surface);
    }

    /** Shows other rows from their start. */
    void show(Rows rows) {
        setAccessibleRole(rows instanceof JsonRows ? AccessibleRole.TREE_VIEW : AccessibleRole.TEXT_AREA);
        selection.clear();
        hit = null;
        mistake = null;
        across.setValue(0);
        painter.forgetWidth();
        viewport.show(rows);
        setCurrent(0);
        rearranged();
    }

    /** Takes in that rows were added at the end, or that others are to be seen. */
    void rearranged() {
        viewport.changed();
        requestLayout();
        repaint();
    }

    /** Calls when what a row begins shall be opened or closed. */
    void onOpen(BiConsumer<Integer, Boolean> handler) {
        opens = handler;
    }

    void open(int row, boolean open) {
        opens.accept(row, open);
    }

    Viewport viewport() {
        return viewport;
    }

    Rows rows() {
        return viewport.rows();
    }

    Selection selection() {
        return selection;
    }

    Inks inks() {
        return inks;
    }

    TickStrip ticks() {
        return ticks;
    }

    Words words() {
        return words;
    }

    /** Marks these words wherever they stand. */
    void setWords(Words marked) {
        words = marked;
        hit = null;
        repaint();
    }

    @Nullable TextPlace hit() {
        return hit;
    }

    @Nullable TextPlace mistake() {
        return mistake;
    }

    /** Shows a place where the text is wrong. */
    void setMistake(@Nullable TextPlace wrong) {
        mistake = wrong;
        if (wrong != null) {
            setCurrent(wrong.row());
            reveal(wrong, false);
        }
        repaint();
    }

    /** Makes a hit the current one and shows it. */
    void showHit(TextPlace place) {
        hit = place;
        setCurrent(place.row());
        reveal(place, false);
    }

    /** Scrolls until a place is in view; when it is far away, to the upper third. */
    void reveal(TextPlace place, boolean near) {
        viewport.reveal(place.row(), place.offset(), near);
        revealAcross(place);
        scrolled();
    }

    private void revealAcross(TextPlace place) {
        if (viewport.wraps()) {
            return;
        }
        var laid = viewport.laid(place.row());
        var x = viewport.indent(laid.row()) + laid.line(0).x(place.offset());
        painter.widen(x + 40 * viewport.cells().cell());
        layoutBars();
        if (x < scrolledAcross() || x > scrolledAcross() + textWidth() - 40) {
            across.setValue(Math.clamp(x - textWidth() / 3, 0, across.getMax()));
        }
    }

    ReadOnlyIntegerProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    int current() {
        return Math.clamp(current.get(), 0, Math.max(0, rows().size() - 1));
    }

    void setCurrent(int row) {
        current.set(row);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        repaint();
    }

    /** Makes a row current and scrolls no more than needed to show it. */
    void go(int row) {
        var to = Math.clamp(row, 0, Math.max(0, rows().size() - 1));
        setCurrent(to);
        if (rows().size() > 0) {
            viewport.reveal(to, 0, true);
            scrolled();
        }
    }

    void goToStart() {
        viewport.toStart();
        setCurrent(0);
        scrolled();
    }

    void goToEnd() {
        viewport.toEnd();
        setCurrent(rows().size() - 1);
        scrolled();
    }

    void setWrap(boolean wrap) {
        viewport.setWrap(wrap);
        painter.forgetWidth();
        across.setValue(0);
        across.setVisible(false);
        requestLayout();
        repaint();
    }

    void scroll(double dx, double dy) {
        viewport.scroll(dy);
        across.setValue(Math.clamp(across.getValue() + dx, 0, across.getMax()));
        scrolled();
    }

    private void scrolled() {
        layoutBars();
        repaint();
    }

    private void dragged() {
        if (!moving) {
            if (down.getValue() >= down.getMax() - 0.01) {
                viewport.toEnd();
            } else {
                viewport.moveTo(down.getValue());
            }
            repaint();
        }
    }

    double scrolledAcross() {
        return viewport.wraps() ? 0 : across.getValue();
    }

    /** Where text begins, behind line numbers. */
    double gutter() {
        var digits = rows().digits();
        return digits == 0
                ? 8
                : Math.ceil((Math.max(2, digits) + 2) * viewport.cells().cell()) + 6;
    }

    double textWidth() {
        return Math.max(0, getWidth() - BAR - gutter());
    }

    void repaint() {
        surface.requestLayout();
    }

    @Override
    protected void layoutChildren() {
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
        viewport.resize(textWidth() - 4, textHeight());
        layoutBars();
        repaint();
    }

    private double textHeight() {
        return Math.max(0, getHeight() - (across.isVisible() ? LOW_BAR : 0));
    }

    private void layoutBars() {
        var height = textHeight();
        down.resizeRelocate(getWidth() - BAR, 0, BAR, height);
        ticks.resizeRelocate(getWidth() - BAR, 0, BAR, height);
        across.resizeRelocate(0, getHeight() - LOW_BAR, Math.max(0, getWidth() - BAR), LOW_BAR);
        var shown = height / viewport.rowHeight();
        var most = Math.max(0, viewport.total() - shown);
        moving = true;
        down.setMax(most);
        down.setVisibleAmount(viewport.total() == 0 ? 0 : most * Math.min(1, shown / viewport.total()));
        down.setUnitIncrement(1);
        down.setBlockIncrement(Math.max(1, shown - 1));
        down.setVisible(most > 0.01);
        down.setValue(Math.clamp(viewport.position(), 0, most));
        moving = false;
        var wide = Math.max(0, painter.width() - textWidth());
        across.setMax(wide);
        across.setVisibleAmount(painter.width() == 0 ? 0 : wide * Math.min(1, textWidth() / painter.width()));
        across.setUnitIncrement(viewport.cells().cell() * 4);
        across.setBlockIncrement(textWidth() / 2);
        across.setVisible(!viewport.wraps() && wide > 1);
        if (across.getValue() > wide) {
            across.setValue(wide);
        }
    }

    private void paint() {
        canvas.fit(getWidth(), getHeight());
        var was = across.isVisible();
        painter.paint(getWidth(), textHeight());
        layoutBars();
        if (was != across.isVisible()) {
            viewport.resize(textWidth() - 4, textHeight());
        }
        ticks.paint(inks);
    }

    /** The place under a point of the pane; at the nearest row when it is beneath all. */
    TextPlace placeAt(double x, double y) {
        var row = viewport.top();
        var line = viewport.topLine();
        var bottom = -viewport.shift() + viewport.rowHeight();
        while (bottom <= y) {
            if (line + 1 < viewport.laid(row).lines()) {
                line++;
            } else if (row + 1 < rows().size()) {
                row++;
                line = 0;
            } else {
                return new TextPlace(row, viewport.laid(row).row().text().length());
            }
            bottom += viewport.rowHeight();
        }
        var laid = viewport.laid(row);
        var left = gutter() + viewport.indent(laid.row()) - scrolledAcross();
        return new TextPlace(row, laid.line(line).at(x - left));
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return Inks.STYLEABLES;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, @Nullable Object... parameters) {
        return switch (attribute) {
            case TEXT -> rows().size() == 0 ? "" : RowSpeech.of(rows(), current());
            case ROW_COUNT, ITEM_COUNT -> rows().size();
            case SELECTION_START, SELECTION_END, CARET_OFFSET -> 0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
