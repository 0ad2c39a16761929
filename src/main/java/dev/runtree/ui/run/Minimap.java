package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A whole run in one strip: a ruler, a band for each kind of step, errors, the critical path, and the window that the lane
 * shows, which can be dragged, widened and moved by keys. Drawn anew when the run changes; the window lies over it.
 */
final class Minimap extends Region {
    static final int HEIGHT = 86;
    private static final int RULER = 16;
    private static final int ERRORS = 8;
    private static final int PATH = 5;
    private static final int TICKS_APART = 70;
    private static final double GRIP = 6;
    private static final double STEP = 1.2;

    private final RunTree tree;
    private final Surface picture = new Surface(this::paintPicture);
    private final Surface window = new Surface(this::paintWindow);
    private final Brush brush;
    private final Brush over;
    private @Nullable RunSpans drawn;
    private @Nullable TimeScale drawnScale;
    private boolean drawnPath;
    private Hold hold = Hold.NOTHING;
    private double grabbed;

    /** What the mouse has taken hold of. */
    private enum Hold {
        NOTHING,
        WINDOW,
        LEFT,
        RIGHT
    }

    Minimap(RunTree tree) {
        this.tree = tree;
        brush = new Brush(picture.graphics(), tree.palette());
        over = new Brush(window.graphics(), tree.palette());
        getStyleClass().add("minimap");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(Messages.text("run.minimap"));
        getChildren().addAll(picture, window);
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(event -> hold = Hold.NOTHING);
        setOnMouseMoved(event -> setCursor(cursor(event.getX())));
        setOnScroll(this::scrolled);
        setOnKeyPressed(this::keyed);
        focusedProperty().addListener(observable -> window.requestLayout());
        managedProperty().bind(visibleProperty());
    }

    /** The run, its layout or the lane's view may have changed. */
    @SuppressWarnings("ReferenceEquality") // comparing a hundred thousand steps costs more than painting them
    void changed() {
        if (!isVisible()) {
            // A run that is gone is not kept in memory by its picture.
            drawn = null;
            return;
        }
        if (drawn != tree.spans() || drawnScale != tree.view().scale() || drawnPath != tree.showsCriticalPath()) {
            picture.requestLayout();
        }
        window.requestLayout();
    }

    /** The theme has changed. */
    void recoloured() {
        picture.requestLayout();
        window.requestLayout();
    }

    private void paintPicture() {
        var width = getWidth();
        drawn = tree.spans();
        drawnScale = tree.view().scale();
        drawnPath = tree.showsCriticalPath();
        brush.fill(Token.BG_INSET, 0, 0, width, HEIGHT);
        brush.horizontal(Token.BORDER, 0, HEIGHT - 1.0, width);
        if (width < 40) {
            return;
        }
        var all = tree.lane().all();
        ruler(all);
        bands(tree.spans().overview(), parts(all));
        marks(tree.spans().overview(), parts(all));
    }

    /** At which part of the overview each pixel begins. */
    private int[] parts(TimeView all) {
        var parts = new int[(int) inner() + 1];
        for (var x = 0; x < parts.length; x++) {
            parts[x] = tree.spans().overview().part(all.origin() + (long) all.time((double) x / (parts.length - 1)));
        }
        return parts;
    }

    private double left() {
        return 10;
    }

    private double inner() {
        return Math.max(1, getWidth() - 20);
    }

    private void ruler(TimeView all) {
        for (var tick : Ticks.of(all, inner(), TICKS_APART)) {
            var x = Math.rint(left() + all.share(all.origin() + (long) tick.nanos()) * inner());
            brush.vertical(Token.BORDER, x, 3, RULER - 5.0);
            if (x + 4 + brush.ticks.width(tick.label()) < getWidth()) {
                brush.text(tick.label(), brush.ticks, Token.FG_MUTED, x + 4, RULER / 2.0);
            }
        }
    }

    private void bands(Overview overview, int[] parts) {
        var room = HEIGHT - RULER - ERRORS - PATH - 4.0;
        var band = Math.min(12, Math.floor(room / Math.max(1, overview.bands().size())));
        var top = (double) RULER;
        for (var each : overview.bands()) {
            var color = Token.of(each.kind());
            var high = Math.max(1, band - 1);
            for (var x = 0; x + 1 < parts.length; x++) {
                var count = 0;
                for (var part = parts[x]; part <= Math.max(parts[x], parts[x + 1] - 1); part++) {
                    count = Math.max(count, each.counts()[part]);
                }
                if (count > 0) {
                    var tall = Math.max(1, Math.rint(high * (0.4 + 0.6 * count / each.most())));
                    brush.fill(color, left() + x, top + high - tall, 1, tall);
                }
            }
            top += band;
        }
    }

    private void marks(Overview overview, int[] parts) {
        var errors = HEIGHT - PATH - ERRORS - 2.0;
        for (var x = 0; x + 1 < parts.length; x++) {
            var failed = false;
            var onPath = false;
            for (var part = parts[x]; part <= Math.max(parts[x], parts[x + 1] - 1); part++) {
                failed |= overview.errors()[part] > 0;
                onPath |= overview.path()[part];
            }
            if (failed) {
                brush.fill(Token.DANGER, left() + x, errors, 2, ERRORS - 1.0);
            }
            if (onPath && tree.showsCriticalPath()) {
                brush.fill(Token.CRITICAL_PATH, left() + x, HEIGHT - PATH - 1.0, 1, 2);
            }
        }
    }

    private double from() {
        return Math.rint(left() + tree.view().from() / tree.view().whole() * inner());
    }

    private double to() {
        return Math.rint(left()
                + (tree.view().from() + tree.view().length()) / tree.view().whole() * inner());
    }

    private void paintWindow() {
        over.g.clearRect(0, 0, getWidth(), HEIGHT);
        var from = from();
        var width = Math.max(4, to() - from);
        if (!tree.view().showsAll()) {
            over.fillTint(Token.BG_INSET, 0.4, 0, RULER, from, HEIGHT - RULER - 1.0);
            over.fillTint(Token.BG_INSET, 0.4, from + width, RULER, getWidth() - from - width, HEIGHT - RULER - 1.0);
        }
        over.outline(Token.ACCENT_FG, isFocused() ? 2 : 1, from, 1, width, HEIGHT - 3.0);
        for (var grip : new double[] {from - 1, from + width - 2}) {
            over.fill(Token.ACCENT_FG, grip, HEIGHT / 2.0 - 10, 3, 20);
        }
    }

    private Hold at(double x) {
        if (Math.abs(x - from()) <= GRIP) {
            return Hold.LEFT;
        }
        if (Math.abs(x - to()) <= GRIP) {
            return Hold.RIGHT;
        }
        return x > from() && x < to() ? Hold.WINDOW : Hold.NOTHING;
    }

    private Cursor cursor(double x) {
        return switch (at(x)) {
            case LEFT, RIGHT -> Cursor.H_RESIZE;
            case WINDOW -> tree.view().showsAll() ? Cursor.DEFAULT : Cursor.OPEN_HAND;
            case NOTHING -> Cursor.DEFAULT;
        };
    }

    private double share(double x) {
        return (x - left()) / inner();
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        if (event.getClickCount() == 2) {
            tree.lane().showAll();
            return;
        }
        hold = at(event.getX());
        if (hold == Hold.NOTHING) {
            tree.lane().set(tree.view().around(share(event.getX())));
            hold = Hold.WINDOW;
        }
        grabbed = share(event.getX()) - tree.view().from() / tree.view().whole();
    }

    private void dragged(MouseEvent event) {
        var view = tree.view();
        var at = share(event.getX());
        var first = view.from() / view.whole();
        var last = (view.from() + view.length()) / view.whole();
        switch (hold) {
            case WINDOW -> tree.lane().set(view.around(at - grabbed + (last - first) / 2));
            case LEFT -> tree.lane().set(view.all().part(Math.clamp(at, 0, last), last));
            case RIGHT -> tree.lane().set(view.all().part(first, Math.clamp(at, first, 1)));
            case NOTHING -> {}
        }
    }

    private void scrolled(ScrollEvent event) {
        var sideways = event.getDeltaX() != 0 ? event.getDeltaX() : event.isShiftDown() ? event.getDeltaY() : 0;
        if (sideways != 0) {
            tree.lane().pan(sideways > 0 ? -0.1 : 0.1);
        } else if (event.getDeltaY() != 0) {
            var view = tree.view();
            var inView = (share(event.getX()) * view.whole() - view.from()) / view.length();
            tree.lane().zoom(event.getDeltaY() > 0 ? 1 / STEP : STEP, Math.clamp(inView, 0, 1));
        }
        event.consume();
    }

    private void keyed(KeyEvent event) {
        var action = switch (event.getCode()) {
            case LEFT -> TreeAction.PAN_LEFT;
            case RIGHT -> TreeAction.PAN_RIGHT;
            case UP, PLUS, ADD, EQUALS -> TreeAction.ZOOM_IN;
            case DOWN, MINUS, SUBTRACT -> TreeAction.ZOOM_OUT;
            case HOME, ESCAPE -> TreeAction.SHOW_ALL;
            default -> null;
        };
        if (action != null) {
            tree.does(action);
            event.consume();
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected void layoutChildren() {
        picture.resizeRelocate(0, 0, getWidth(), getHeight());
        window.resizeRelocate(0, 0, getWidth(), getHeight());
        changed();
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, @Nullable Object... parameters) {
        return switch (attribute) {
            case TEXT ->
                Messages.text("run.minimap") + ": "
                        + Figures.duration((long) tree.view().time(0)) + " to "
                        + Figures.duration((long) tree.view().time(1));
            case VALUE -> tree.view().from() / tree.view().whole();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> 1.0;
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }
}
