package dev.runtree.ui.watch;

import dev.runtree.model.watch.Course;
import dev.runtree.ui.Fonts;
import dev.runtree.ui.Messages;
import java.time.Duration;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * A course over time, with values at the left and times beneath. A click on a stretch, or Enter on the one that the arrow keys
 * stand on, opens what lies behind it.
 */
abstract class Chart extends Inked {
    private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("marked");
    private static final double FONT = 10.5;
    private static final double CHARACTER = 6.4;
    private static final double LEFT = 46;
    private static final double TOP = 10;
    private static final double BOTTOM = 20;
    private static final double TICK_APART = 62;
    private static final double RIGHT = 10;

    private final Tooltip tooltip = new Tooltip();
    private final double right;
    private IntConsumer opened = index -> {};
    private @Nullable Course course;
    private int cursor = -1;
    private int pointed = -1;

    /** Where the course is drawn. */
    record Area(double x, double y, double width, double height, Course course, Scale scale) {
        /** Where a stretch begins, as if all were as long as they are apart. */
        double left(int index) {
            return x + width * index / course.size();
        }

        double middle(int index) {
            return x + width * (index + 0.5) / course.size();
        }

        double at(double value) {
            return y + height - height * Math.min(value, scale.top()) / scale.top();
        }

        double bottom() {
            return y + height;
        }
    }

    /** @param besides room at the right of the course */
    Chart(double besides) {
        right = RIGHT + besides;
        getStyleClass().add("chart");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setMinHeight(90);
        setPrefHeight(120);
        tooltip.setShowDelay(javafx.util.Duration.millis(120));
        tooltip.setHideDelay(javafx.util.Duration.millis(60));
        Tooltip.install(this, tooltip);
        focusVisibleProperty().subscribe(now -> {
            pseudoClassStateChanged(FOCUSED, now);
            paint();
        });
        setOnMouseMoved(this::moved);
        setOnMouseExited(event -> point(-1));
        setOnMouseClicked(this::clicked);
        setOnKeyPressed(this::pressed);
    }

    /** @param handler is given the stretch that was chosen */
    final void onOpened(IntConsumer handler) {
        opened = handler;
    }

    /** Shows another course; what the keys stand on stays, as long as there is such a stretch. */
    final void show(Course now) {
        var before = course;
        if (before == null || before.size() != now.size() || !before.width().equals(now.width())) {
            cursor = -1;
            pointed = -1;
        }
        course = now;
        tell();
        paint();
    }

    /** What it shows, in a few words. */
    abstract String title();

    /** What is to be told of a stretch, without its time. */
    abstract String words(int index);

    abstract Scale scale();

    abstract void paint(GraphicsContext g, Area area);

    @Override
    void paint(GraphicsContext g, double width, double height) {
        var now = course;
        if (now == null || width < LEFT + right + 20 || height < TOP + BOTTOM + 10) {
            return;
        }
        var area = new Area(LEFT, TOP, width - LEFT - right, height - TOP - BOTTOM, now, scale());
        values(g, area);
        times(g, area);
        mark(g, area, pointed);
        mark(g, area, cursor);
        paint(g, area);
    }

    private void values(GraphicsContext g, Area area) {
        g.setFont(Fonts.mono(FONT));
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.RIGHT);
        for (var value : area.scale().ticks()) {
            var y = Math.rint(area.at(value));
            g.setFill(ink(value == 0 ? Ink.BORDER : Ink.LINE));
            g.fillRect(area.x(), y, area.width(), 1);
            g.setFill(ink(Ink.FG_MUTED));
            g.fillText(area.scale().word(value), area.x() - 8, y);
        }
        g.setTextAlign(TextAlignment.LEFT);
    }

    private void times(GraphicsContext g, Area area) {
        var whole = Duration.between(
                        area.course().start(0),
                        area.course().start(area.course().size()))
                .toMillis();
        var free = area.x();
        g.setTextAlign(TextAlignment.CENTER);
        for (var tick : Times.of(area.course()).ticks((int) (area.width() / TICK_APART))) {
            var since = Duration.between(area.course().start(0), tick.at()).toMillis();
            var x = Math.rint(area.x() + area.width() * since / whole);
            g.setFill(ink(Ink.LINE));
            g.fillRect(x, area.y(), 1, area.height());
            var half = tick.word().length() * CHARACTER / 2;
            if (x - half >= free - CHARACTER && x + half <= area.x() + area.width() + right) {
                g.setFill(ink(Ink.FG_MUTED));
                g.fillText(tick.word(), x, area.bottom() + 11);
                free = x + half + 2 * CHARACTER;
            }
        }
        g.setTextAlign(TextAlignment.LEFT);
    }

    private void mark(GraphicsContext g, Area area, int index) {
        if (index >= 0 && index < area.course().size()) {
            g.setFill(ink(Ink.BG_SELECTED));
            g.fillRect(area.left(index), area.y(), area.left(index + 1) - area.left(index), area.height());
        }
    }

    private int at(MouseEvent event) {
        var now = course;
        var width = getWidth() - LEFT - right;
        if (now == null || width <= 0 || event.getX() < LEFT || event.getX() > LEFT + width) {
            return -1;
        }
        return Math.clamp((long) ((event.getX() - LEFT) / width * now.size()), 0, now.size() - 1);
    }

    private void moved(MouseEvent event) {
        point(at(event));
    }

    private void point(int index) {
        if (index != pointed) {
            pointed = index;
            tooltip.setText(index < 0 ? title() : said(index) + "\n" + Messages.text("watch.open.hint"));
            paint();
        }
    }

    private void clicked(MouseEvent event) {
        requestFocus();
        var index = at(event);
        if (index >= 0) {
            opened.accept(index);
        }
        event.consume();
    }

    private void pressed(KeyEvent event) {
        var now = course;
        if (now == null || event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
            return;
        }
        var last = now.size() - 1;
        switch (event.getCode()) {
            case LEFT -> move(cursor < 0 ? last : Math.max(0, cursor - 1));
            case RIGHT -> move(cursor < 0 ? 0 : Math.min(last, cursor + 1));
            case HOME -> move(0);
            case END -> move(last);
            case ENTER, SPACE -> {
                if (cursor < 0) {
                    return;
                }
                opened.accept(cursor);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int to) {
        cursor = to;
        tell();
        paint();
    }

    private String said(int index) {
        return course == null ? "" : Times.of(course).span(index) + ": " + words(index);
    }

    /** For who does not see it. */
    private void tell() {
        setAccessibleText(cursor < 0 ? title() : said(cursor));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
}
