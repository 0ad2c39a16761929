package dev.runtree.ui.runs;

import dev.runtree.ui.Messages;
import dev.runtree.ui.runs.ColumnPlaces.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/**
 * The heads over the list. A click sorts; dragging one moves its column, dragging its right edge makes it wider; Alt and Shift
 * with the arrow keys do the same.
 */
final class ColumnHeads extends Region {
    private static final double EDGE = 5;
    private static final double FAR = 6;
    private static final double KEY_STEP = 8;

    /** So that the head of a number ends where the number does. */
    private static final double NUMBER_GAP = 4;

    /** As wide as the title over user and model. */
    private static final double WORDS_TITLE = 76;

    private final Consumer<RunSort> sorted;
    private final Consumer<ColumnSet> chosen;
    private final List<ColumnHead> heads = new ArrayList<>();
    private final Map<RunColumn, ColumnHead> wideHeads = new EnumMap<>(RunColumn.class);
    private ColumnSet columns = ColumnSet.FIRST;
    private ColumnPlaces places = ColumnPlaces.NONE;
    private RunSort sort = RunSort.NEWEST;
    private boolean few;
    private boolean wide;
    private double rowWidth;
    private double pressedAt;
    private double pressedWidth;
    private boolean resizing;
    private boolean dragged;

    /**
     * @param sorted told how the list is to be sorted
     * @param chosen told of columns that were moved or made wider
     */
    ColumnHeads(Consumer<RunSort> sorted, Consumer<ColumnSet> chosen) {
        this.sorted = sorted;
        this.chosen = chosen;
        getStyleClass().add("run-columns");
        narrow();
    }

    /** Two lines a run. */
    void narrow() {
        if (!wide && !heads.isEmpty()) {
            return;
        }
        wide = false;
        heads(List.of(
                head("runs.column.narrow.name", RunColumn.NAME, RunColumn.INPUT),
                head("runs.column.narrow.user", RunColumn.USER, RunColumn.MODEL),
                head("runs.column.narrow.tokens", RunColumn.TOKENS, RunColumn.COST),
                head("runs.column.duration", RunColumn.DURATION),
                head("runs.column.started", RunColumn.STARTED)));
    }

    private ColumnHead head(String key, RunColumn... columns) {
        boolean first = columns[0] == RunColumn.NAME;
        return listened(
                new ColumnHead(Messages.text(key), List.of(columns)), first ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
    }

    /** One line a run. */
    void wide(ColumnSet set, ColumnPlaces at) {
        columns = set;
        boolean same = wide
                && heads.stream()
                        .map(ColumnHead::column)
                        .toList()
                        .equals(at.places().stream().map(Place::column).toList());
        wide = true;
        places = at;
        if (!same) {
            var focused = heads.stream()
                    .filter(ColumnHead::isFocused)
                    .map(ColumnHead::column)
                    .findFirst();
            heads(at.places().stream().map(place -> wideHead(place.column())).toList());
            focused.ifPresent(column ->
                    heads.stream().filter(head -> head.column() == column).forEach(ColumnHead::requestFocus));
        }
        requestLayout();
    }

    private void heads(List<ColumnHead> now) {
        heads.clear();
        heads.addAll(now);
        getChildren().setAll(heads);
        show(sort, few);
    }

    private ColumnHead wideHead(RunColumn column) {
        return wideHeads.computeIfAbsent(
                column,
                one -> listened(
                        new ColumnHead(one.title(), List.of(one)),
                        one.isNumber() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT));
    }

    private ColumnHead listened(ColumnHead head, Pos alignment) {
        head.setAlignment(alignment);
        head.setOnAction(event -> clicked(head));
        head.addEventFilter(
                MouseEvent.MOUSE_MOVED,
                event -> head.setCursor(isAtEdge(head, event) ? Cursor.H_RESIZE : Cursor.DEFAULT));
        head.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> pressed(head, event));
        head.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> dragged(head, event));
        head.addEventFilter(KeyEvent.KEY_PRESSED, event -> typed(head, event));
        return head;
    }

    /** @param few whether so few runs match that any column can be sorted by */
    void show(RunSort now, boolean few) {
        sort = now;
        this.few = few;
        heads.forEach(head -> head.show(now, few));
        requestLayout();
    }

    /** How wide the rows are, which a scroll bar makes narrower than the list. */
    void rowWidth(double width) {
        rowWidth = width;
        requestLayout();
    }

    private void clicked(ColumnHead head) {
        if (dragged || resizing) {
            return;
        }
        if (head.isSortable()) {
            sorted.accept(head.next(sort));
        }
    }

    private boolean isAtEdge(ColumnHead head, MouseEvent event) {
        return wide && event.getX() > head.getWidth() - EDGE;
    }

    private void pressed(ColumnHead head, MouseEvent event) {
        pressedAt = event.getSceneX();
        pressedWidth = columns.width(head.column());
        resizing = isAtEdge(head, event) && event.getButton() == MouseButton.PRIMARY;
        dragged = false;
    }

    private void dragged(ColumnHead head, MouseEvent event) {
        if (!wide || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        double by = sceneToLocal(event.getSceneX(), 0).getX()
                - sceneToLocal(pressedAt, 0).getX();
        if (resizing) {
            resize(head.column(), pressedWidth + by);
        } else if (dragged || Math.abs(by) > FAR) {
            dragged = true;
            moveTo(head.column(), sceneToLocal(event.getSceneX(), 0).getX());
        }
    }

    private void resize(RunColumn column, double width) {
        chosen.accept(columns.resized(column, width));
    }

    /** Past the middle of the neighbour. */
    private void moveTo(RunColumn column, double x) {
        var all = places.places();
        for (var i = 0; i < all.size(); i++) {
            if (all.get(i).column() != column) {
                continue;
            }
            if (i > 0 && x < all.get(i - 1).start() + all.get(i - 1).width() / 2) {
                chosen.accept(columns.moved(column, -1));
            } else if (i + 1 < all.size()
                    && x > all.get(i + 1).start() + all.get(i + 1).width() / 2) {
                chosen.accept(columns.moved(column, 1));
            }
            return;
        }
    }

    private void typed(ColumnHead head, KeyEvent event) {
        int by = event.getCode() == KeyCode.LEFT ? -1 : event.getCode() == KeyCode.RIGHT ? 1 : 0;
        if (by == 0 || !wide) {
            return;
        }
        if (event.isAltDown()) {
            chosen.accept(columns.moved(head.column(), by));
            event.consume();
        } else if (event.isShiftDown()) {
            resize(head.column(), columns.width(head.column()) + by * KEY_STEP);
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        if (wide) {
            for (var head : heads) {
                places.of(head.column())
                        .ifPresent(place -> put(
                                head,
                                place.start(),
                                place.width() - (place.column().isNumber() ? NUMBER_GAP : 0)));
            }
        } else {
            layoutNarrow(rowWidth > 0 ? rowWidth : getWidth());
        }
    }

    private void layoutNarrow(double width) {
        double user = width - RunColumns.user(width);
        double words = Math.max(WORDS_TITLE, (user - RunColumns.NAME) * RunColumns.WORDS);
        put(heads.get(0), RunColumns.NAME, user - RunColumns.NAME - words);
        put(heads.get(1), user - words, words + 6);
        heads.get(2).setVisible(RunColumns.hasTokens(width));
        heads.get(3).setVisible(RunColumns.hasDuration(width));
        put(heads.get(2), user + 2, width - RunColumns.TOKENS - user + 4);
        put(heads.get(3), width - RunColumns.TOKENS + 2, RunColumns.TOKENS - RunColumns.DURATION + 4);
        put(heads.get(4), width - RunColumns.DURATION + 4, RunColumns.DURATION - RunColumns.STARTED + 2);
    }

    private void put(ColumnHead head, double start, double width) {
        head.resizeRelocate(snapPositionX(start), 0, snapSizeX(Math.max(0, width)), getHeight());
    }
}
