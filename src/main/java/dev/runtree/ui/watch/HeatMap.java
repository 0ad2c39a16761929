package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.ui.Fonts;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The runs of users over time: a row for each, a cell for each stretch, the darker the more. A click on a cell, or Enter on the
 * one that the arrow keys stand on, opens its runs; one on the name those of the whole range.
 */
final class HeatMap extends Inked {
    /** The column of the name and the sum. */
    static final int WHOLE = -1;

    private static final double HEAD = 24;
    private static final double LEAST_ROW = 20;
    private static final double MOST_ROW = 27;
    private static final double LEFT = 14;
    private static final double NAME = 92;
    private static final double SUM = 52;
    private static final double GAP = 2;
    private static final double FAINTEST = 0.1;
    private static final double STRONG = 0.62;
    private static final double CHARACTER = 6.8;

    private final Tooltip tooltip = new Tooltip();
    private BiConsumer<String, Integer> opened = (user, column) -> {};
    private List<Row> rows = List.of();
    private @Nullable UserActivity activity;
    private int row = -1;
    private int column = WHOLE;
    private boolean marked;

    /** @param user {@code null} for all others together, which lead nowhere */
    private record Row(@Nullable String user, String name, List<Long> runs, long sum) {}

    HeatMap() {
        getStyleClass().add("heat-map");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setMinHeight(HEAD + 5 * LEAST_ROW);
        tooltip.setShowDelay(Duration.millis(120));
        tooltip.setHideDelay(Duration.millis(60));
        Tooltip.install(this, tooltip);
        focusVisibleProperty().subscribe(now -> {
            marked = now;
            paint();
        });
        setOnMouseMoved(event -> {
            var at = rowAt(event);
            tooltip.setText(at < 0 ? title() : said(at, columnAt(event)));
        });
        setOnMouseClicked(this::clicked);
        setOnKeyPressed(this::pressed);
    }

    /** @param handler is given a user, empty for nobody in particular, and a stretch or {@link #WHOLE} */
    void onOpened(BiConsumer<String, Integer> handler) {
        opened = handler;
    }

    void show(UserActivity now) {
        activity = now;
        var all = new ArrayList<Row>();
        now.top().forEach(user -> all.add(new Row(user.user(), name(user.user()), user.stretches(), user.runs())));
        var left = now.others().stream().mapToLong(Long::longValue).sum();
        if (left > 0) {
            var others = now.now().users()
                    - now.top().stream().filter(user -> !user.user().isEmpty()).count();
            all.add(new Row(null, Messages.text("watch.users.more", Figures.count(others)), now.others(), left));
        }
        rows = List.copyOf(all);
        row = Math.min(row, rows.size() - 1);
        column = Math.min(column, now.course().size() - 1);
        setPrefHeight(HEAD + rows.size() * MOST_ROW);
        tell();
        paint();
    }

    static String name(String user) {
        return user.isEmpty() ? Messages.text("watch.users.nobody") : user;
    }

    private double rowHeight() {
        return Math.clamp((getHeight() - HEAD) / Math.max(1, rows.size()), LEAST_ROW, MOST_ROW);
    }

    private double cellsWidth() {
        return Math.max(1, getWidth() - 2 * LEFT - NAME - SUM);
    }

    private int size() {
        return activity == null ? 1 : activity.course().size();
    }

    private double cellX(int index) {
        return Math.round(LEFT + NAME + cellsWidth() * index / size());
    }

    private int rowAt(MouseEvent event) {
        var at = (int) Math.floor((event.getY() - HEAD) / rowHeight());
        return event.getY() < HEAD || at >= rows.size() ? -1 : at;
    }

    private int columnAt(MouseEvent event) {
        var at = Math.floor((event.getX() - LEFT - NAME) / cellsWidth() * size());
        return at < 0 || at >= size() ? WHOLE : (int) at;
    }

    private void clicked(MouseEvent event) {
        requestFocus();
        var at = rowAt(event);
        if (at >= 0) {
            open(at, columnAt(event));
        }
    }

    private void open(int at, int stretch) {
        var user = rows.get(at).user();
        if (user != null) {
            opened.accept(user, stretch);
        }
    }

    private void pressed(KeyEvent event) {
        if (rows.isEmpty() || event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> move(Math.max(0, row - 1), column);
            case DOWN -> move(Math.min(rows.size() - 1, row + 1), column);
            case LEFT -> move(Math.max(0, row), Math.max(WHOLE, column - 1));
            case RIGHT -> move(Math.max(0, row), Math.min(size() - 1, column + 1));
            case HOME -> move(Math.max(0, row), WHOLE);
            case END -> move(Math.max(0, row), size() - 1);
            case ENTER, SPACE -> {
                if (row < 0) {
                    return;
                }
                open(row, column);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int toRow, int toColumn) {
        row = toRow;
        column = toColumn;
        tell();
        paint();
    }

    private String title() {
        return activity == null
                ? ""
                : Messages.text(
                        "watch.users.told",
                        Figures.counted(activity.now().users(), "user"),
                        Figures.counted(activity.now().runs(), "run"));
    }

    private String said(int at, int stretch) {
        var of = rows.get(at);
        var now = activity;
        return stretch == WHOLE || now == null
                ? of.name() + ": " + Figures.counted(of.sum(), "run")
                : of.name() + ", " + Times.of(now.course()).span(stretch) + ": "
                        + Figures.counted(of.runs().get(stretch), "run");
    }

    private void tell() {
        setAccessibleText(row < 0 ? title() : said(row, column));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        var now = activity;
        if (now == null || rows.isEmpty()) {
            return;
        }
        g.setTextBaseline(VPos.CENTER);
        head(g, now, width);
        var most = Math.max(
                1,
                now.top().stream()
                        .flatMap(user -> user.stretches().stream())
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(1));
        for (var at = 0; at < rows.size(); at++) {
            row(g, at, most, width);
        }
    }

    private void head(GraphicsContext g, UserActivity now, double width) {
        g.setFont(Fonts.words(11));
        g.setFill(ink(Ink.FG_MUTED));
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(Messages.text("watch.users.user"), LEFT, HEAD / 2);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(Messages.text("watch.users.runs"), width - LEFT, HEAD / 2);
        g.setTextAlign(TextAlignment.CENTER);
        var times = Times.of(now.course());
        var longest = times.head(0).length() * CHARACTER + 4;
        var each = Math.max(1, (int) Math.ceil(longest / (cellsWidth() / size())));
        for (var i = 0; i < size(); i += each) {
            g.fillText(times.head(i), (cellX(i) + cellX(i + 1)) / 2, HEAD / 2);
        }
    }

    private void row(GraphicsContext g, int at, long most, double width) {
        var of = rows.get(at);
        var top = Math.rint(HEAD + at * rowHeight());
        var middle = top + rowHeight() / 2;
        g.setFill(ink(Ink.LINE));
        g.fillRect(0, top, width, 1);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(Fonts.words(12.5));
        g.setFill(ink(of.user() == null ? Ink.FG_MUTED : Ink.FG));
        g.fillText(elided(of.name()), LEFT, middle);
        g.setFont(Fonts.mono(11));
        for (var i = 0; i < of.runs().size(); i++) {
            cell(g, i, top, of.runs().get(i), most);
        }
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(ink(Ink.FG));
        g.fillText(Figures.count(of.sum()), width - LEFT, middle);
        if (marked && at == Math.max(0, row)) {
            g.setStroke(ink(Ink.ACCENT_FG));
            g.setLineWidth(2);
            var x = column == WHOLE ? LEFT - 6 : cellX(column);
            var end = column == WHOLE ? LEFT + NAME - 6 : cellX(column + 1);
            g.strokeRect(x + 1, top + 2, end - x - 2, rowHeight() - 3);
        }
    }

    private static String elided(String name) {
        var most = (int) (NAME / CHARACTER);
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }

    private void cell(GraphicsContext g, int index, double top, long runs, long most) {
        var x = cellX(index) + GAP / 2;
        var width = Math.max(1, cellX(index + 1) - cellX(index) - GAP);
        if (runs <= 0) {
            g.setFill(ink(Ink.BG_SUBTLE));
            g.fillRoundRect(x, top + 2, width, rowHeight() - 3, 4, 4);
            return;
        }
        var share = FAINTEST + (1 - FAINTEST) * Math.min(1, (double) runs / most);
        g.setFill(ink(Ink.ACCENT) instanceof Color color ? color.deriveColor(0, 1, 1, share) : ink(Ink.ACCENT));
        g.fillRoundRect(x, top + 2, width, rowHeight() - 3, 4, 4);
        var text = Figures.count(runs);
        if (text.length() * CHARACTER <= width) {
            g.setTextAlign(TextAlignment.CENTER);
            g.setFill(ink(share > STRONG ? Ink.ON_ACCENT : Ink.FG_STRONG));
            g.fillText(text, x + width / 2, top + rowHeight() / 2);
        }
    }
}
