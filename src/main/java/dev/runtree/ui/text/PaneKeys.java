package dev.runtree.ui.text;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys of a text: as trees have them for JSON, as readers have them for plain text, and letters for what is done often. */
final class PaneKeys {
    private static final double STEP = 40;

    private final TextView view;
    private final TextPane pane;
    private final TextActions actions;

    PaneKeys(TextView view, TextActions actions) {
        this.view = view;
        this.actions = actions;
        pane = view.pane();
    }

    void pressed(KeyEvent event) {
        if (event.isAltDown() || (event.isMetaDown() && !event.isShortcutDown())) {
            return;
        }
        var used = event.isShortcutDown()
                ? shortcut(event.getCode())
                : moved(event.getCode(), event.isShiftDown()) || acted(event) || levelled(event);
        if (used) {
            event.consume();
        }
    }

    private boolean shortcut(KeyCode code) {
        switch (code) {
            case C -> actions.copy();
            case A -> pane.selection().selectAll();
            case F -> view.bar().find("");
            case HOME -> pane.goToStart();
            case END -> view.toEnd();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean moved(KeyCode code, boolean selecting) {
        var page = Math.max(1, (int) (pane.viewport().height() / pane.viewport().rowHeight()) - 1);
        switch (code) {
            case UP, KP_UP -> go(-1, selecting);
            case DOWN, KP_DOWN -> go(1, selecting);
            case PAGE_UP -> page(-page, selecting);
            case PAGE_DOWN -> page(page, selecting);
            case HOME -> pane.goToStart();
            case END -> view.toEnd();
            case LEFT, KP_LEFT -> sideways(-1, selecting);
            case RIGHT, KP_RIGHT -> sideways(1, selecting);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void go(int by, boolean selecting) {
        var from = pane.current();
        var to = Math.clamp((long) from + by, 0, Math.max(0, pane.rows().size() - 1));
        if (selecting) {
            if (pane.selection().caret() == null) {
                pane.selection().start(by > 0 ? new TextPlace(from, 0) : end(from));
            }
            pane.selection().extend(by > 0 ? end(to) : new TextPlace(to, 0));
        } else {
            pane.selection().clear();
        }
        pane.go(to);
    }

    private TextPlace end(int row) {
        return new TextPlace(row, pane.rows().row(row).text().length());
    }

    /** A long line that is wrapped is passed by screens, not as one row. */
    private void page(int rows, boolean selecting) {
        if (pane.viewport().wraps() && !selecting) {
            pane.scroll(0, rows * pane.viewport().rowHeight());
            pane.setCurrent(pane.viewport().top());
        } else {
            go(rows, selecting);
        }
    }

    private void sideways(int step, boolean selecting) {
        if (selecting) {
            extend(step);
        } else if (pane.rows() instanceof JsonRows json && json.size() > 0) {
            fold(json, step > 0);
        } else {
            pane.scroll(step * STEP, 0);
        }
    }

    private void extend(int step) {
        var caret = pane.selection().caret();
        var from = caret == null ? new TextPlace(pane.current(), 0) : caret;
        if (caret == null) {
            pane.selection().start(from);
        }
        var length = end(from.row()).offset();
        var to = from.offset() + step;
        if (to < 0 || to > length) {
            var row = from.row() + step;
            if (row < 0 || row >= pane.rows().size()) {
                return;
            }
            pane.selection().extend(step > 0 ? new TextPlace(row, 0) : end(row));
            pane.go(row);
        } else {
            pane.selection().extend(new TextPlace(from.row(), to));
            pane.reveal(new TextPlace(from.row(), to), true);
        }
    }

    private void fold(JsonRows json, boolean open) {
        var row = pane.current();
        if (json.isOpenable(row) && json.isOpen(row) != open) {
            view.setOpen(row, open);
        } else if (open && json.isOpenable(row)) {
            pane.go(row + 1);
        } else if (!open) {
            pane.go(json.parentRow(row));
        }
    }

    private boolean acted(KeyEvent event) {
        switch (event.getCode()) {
            case SLASH -> view.bar().find("");
            case ENTER, SPACE -> actions.toggle();
            case OPEN_BRACKET -> actions.foldAll();
            case CLOSE_BRACKET -> actions.unfoldAll();
            case C -> actions.copyValue();
            case P -> actions.copyPath();
            case W -> view.bar().setWrap(!pane.viewport().wraps());
            case U -> actions.toggleEscapes();
            case G -> view.bar().find(":");
            case N -> view.bar().walk(event.isShiftDown() ? -1 : 1);
            case ESCAPE -> {
                if (pane.selection().isEmpty() && view.bar().found().isEmpty()) {
                    return false;
                }
                pane.selection().clear();
                view.bar().clear();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A digit unfolds to that level: 1 shows the outermost value alone. */
    private boolean levelled(KeyEvent event) {
        if (!event.getCode().isDigitKey() || event.isShiftDown()) {
            return false;
        }
        var name = event.getCode().getName();
        actions.level(Math.max(1, name.charAt(name.length() - 1) - '0') - 1);
        return true;
    }
}
