package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFocus;
import dev.runtree.ui.run.Palette;
import dev.runtree.ui.run.RowScroll;
import dev.runtree.ui.run.Surface;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Two runs as one tree, the left one and the right one in the same rows: one canvas as large as what is seen of it, over
 * {@link AlignedRows}. Draws at most once a pulse, and only the rows in view.
 */
final class AlignedTree extends Region implements Palette.Owner {
    static final int ROW = 26;

    private final Palette palette = new Palette(this, this::repaint);
    private final Surface surface = new Surface(this::paint);
    private final RowScroll scroll = new RowScroll(this::repaint);
    private final AlignedPainter painter = new AlignedPainter(surface.graphics(), palette);
    private final HeardRows heardRows = new HeardRows(this);
    private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(AlignedRows.NONE);
    private @Nullable AlignedPair pair;
    private AlignedRows rows = new AlignedRows(new AlignedForest(List.of()), false);
    private int hovered = -1;

    AlignedTree() {
        getStyleClass().add("aligned-tree");
        setFocusTraversable(true);
        PaneFocus.goesTo(this);
        setAccessibleRole(AccessibleRole.TREE_TABLE_VIEW);
        focusedProperty().addListener(observable -> repaint());
        getChildren().addAll(surface, scroll.bar());
        new AlignedKeys(this).listen();
        AlignedMouse.install(this, surface);
    }

    /**
     * Shows two runs, at the step with which they part; where they are equal, at the first. When their beginnings were shown
     * before, and the reader has gone elsewhere since or they still part there, what is selected stays where it is.
     */
    void show(AlignedPair made) {
        var before = pair;
        var read = before == null || before.isWhole() ? null : step();
        var kept = before == null || read == null ? -1 : kept(before, read, made);
        var height = (double) rows.rowOf(selected()) * ROW - scrolled();
        pair = made;
        rows = new AlignedRows(made.forest(), rows.hidesEqual());
        hovered = -1;
        if (kept >= 0) {
            rows.reveal(kept);
            selected.set(AlignedRows.NONE);
            changed();
            scroll.to((double) rows.rowOf(kept) * ROW - height);
            select(kept);
            return;
        }
        selected.set(AlignedRows.NONE);
        scroll.to(0);
        changed();
        first();
        if (made.alignment().isEqual() && rows.size() > 0) {
            select(rows.at(0));
        }
    }

    /** The place of a step in what is now known of the two runs, or -1 where the reader is to go to where they part. */
    private static int kept(AlignedPair before, AlignedStep read, AlignedPair made) {
        var place = made.forest().placeOf(read);
        var wasFirst = before.forest().step(before.alignment().first()).equals(read);
        return wasFirst && place != made.alignment().first() ? -1 : place;
    }

    /** Shows nothing. */
    void clear() {
        pair = null;
        rows = new AlignedRows(new AlignedForest(List.of()), rows.hidesEqual());
        selected.set(AlignedRows.NONE);
        changed();
    }

    @Nullable AlignedPair pair() {
        return pair;
    }

    AlignedRows rows() {
        return rows;
    }

    /** What is selected: a step by its place, or the head of a fold; {@link AlignedRows#NONE} where nothing is. */
    ReadOnlyIntegerProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    int selected() {
        return selected.get();
    }

    /** The step that is selected; {@code null} for the head of a fold, and where nothing is. */
    @Nullable AlignedStep step() {
        return selected() < 0 ? null : rows.forest().step(selected());
    }

    /** Selects a row and scrolls until it is in view. */
    void select(int entry) {
        if (rows.rowOf(entry) < 0) {
            return;
        }
        selected.set(entry);
        repaint();
        bringIntoView(rows.rowOf(entry));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        notifyAccessibleAttributeChanged(AccessibleAttribute.FOCUS_ITEM);
    }

    private void bringIntoView(int row) {
        var top = (double) row * ROW;
        if (top < scrolled()) {
            scrollTo(top);
        } else if (top + ROW > scrolled() + viewportHeight()) {
            scrollTo(top + ROW - viewportHeight());
        }
    }

    /** Selects a step that may be far away, and shows what is around it. */
    void jump(int step) {
        rows.reveal(step);
        changed();
        var row = rows.rowOf(step);
        var top = (double) row * ROW;
        if (top < scrolled() || top + ROW > scrolled() + viewportHeight()) {
            scrollTo(top - Math.rint(viewportHeight() / 3));
        }
        select(step);
    }

    /** To the step with which the runs part. */
    void first() {
        if (pair != null && !pair.alignment().isEqual()) {
            jump(pair.alignment().first());
        }
    }

    /** To the next step that differs, or with -1 to the one before. */
    void difference(int by) {
        var here = selected() == AlignedRows.NONE ? -1 : rows.place(selected());
        var differing = rows.forest().differing();
        if (by > 0) {
            for (var at : differing) {
                if (at > here) {
                    jump(at);
                    return;
                }
            }
        } else {
            for (var i = differing.length - 1; i >= 0; i--) {
                if (differing[i] < here) {
                    jump(differing[i]);
                    return;
                }
            }
        }
    }

    boolean hidesEqual() {
        return rows.hidesEqual();
    }

    void hideEqual(boolean hidden) {
        rows.hideEqual(hidden);
        settle();
    }

    /** Opens or closes a fold, or what lies beneath a step. */
    void setOpen(int entry, boolean open) {
        if (rows.opens(entry)) {
            rows.setOpen(entry, open);
            settle();
        }
    }

    /** When the row of what is selected has gone, the nearest above takes it. */
    private void settle() {
        changed();
        var entry = selected();
        if (entry != AlignedRows.NONE && rows.rowOf(entry) < 0) {
            selected.set(rows.size() == 0 ? AlignedRows.NONE : rows.at(rows.rowAround(entry)));
        }
        if (rows.rowOf(selected()) >= 0) {
            select(selected());
        }
    }

    /** How far the rows are scrolled, in pixels. */
    double scrolled() {
        return scroll.value();
    }

    void scrollTo(double y) {
        scroll.to(y);
    }

    /** The row at a height of the canvas, or -1. */
    int rowAt(double y) {
        var row = (int) Math.floor((y - AlignedPainter.HEADER + scrolled()) / ROW);
        return y < AlignedPainter.HEADER || row < 0 || row >= rows.size() ? -1 : row;
    }

    int hovered() {
        return hovered;
    }

    void hover(int row) {
        if (row != hovered) {
            hovered = row;
            repaint();
        }
    }

    double viewportWidth() {
        return Math.max(0, getWidth() - scroll.width());
    }

    double viewportHeight() {
        return Math.max(0, getHeight() - AlignedPainter.HEADER);
    }

    AlignedColumns columns() {
        return AlignedColumns.of(viewportWidth());
    }

    private void changed() {
        scroll.fit((long) rows.size() * ROW, viewportHeight());
        repaint();
    }

    void repaint() {
        surface.requestLayout();
    }

    private void paint() {
        painter.paint(this, viewportWidth(), getHeight());
    }

    @Override
    protected void layoutChildren() {
        changed();
        surface.resizeRelocate(0, 0, getWidth(), getHeight());
        scroll.bar()
                .resizeRelocate(getWidth() - RowScroll.WIDTH, AlignedPainter.HEADER, RowScroll.WIDTH, viewportHeight());
        var row = rows.rowOf(selected());
        if (row >= 0 && hasGrown()) {
            bringIntoView(row);
        }
    }

    private double laidOut = -1;

    /** Whether it has another height than when it was laid out before: what is selected stays in view then. */
    private boolean hasGrown() {
        var before = laidOut;
        laidOut = getHeight();
        return before != laidOut;
    }

    /** A node that draws nothing and is not laid out. */
    void add(Node node) {
        getChildren().add(node);
    }

    @Override
    public Palette palette() {
        return palette;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return Palette.STYLEABLES;
    }

    /** A row in words, with its level and whether it is open, which others see by its place and its triangle. */
    String text(int entry) {
        var shown = pair;
        if (shown == null || entry == AlignedRows.NONE) {
            return Messages.text("aligned.none");
        }
        var said = AlignedRows.isFold(entry)
                ? StepWords.fold(rows.fold(entry))
                : String.join(". ", StepWords.lines(shown, rows.forest().step(entry)));
        var level = Messages.text("aligned.level", String.valueOf(rows.depth(entry) + 1));
        var open =
                rows.opens(entry) ? ", " + Messages.text(rows.isOpen(entry) ? "aligned.open" : "aligned.closed") : "";
        return said + ", " + level + open;
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, @Nullable Object... parameters) {
        var answer = heardRows.ofTree(attribute, parameters);
        return answer != null ? answer : super.queryAccessibleAttribute(attribute, parameters);
    }
}
