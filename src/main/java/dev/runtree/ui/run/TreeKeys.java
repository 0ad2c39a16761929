package dev.runtree.ui.run;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The keys of the tree: arrows, Home and End as trees have them everywhere, and letters for what is done often. */
final class TreeKeys {
    private final RunTree tree;

    TreeKeys(RunTree tree) {
        this.tree = tree;
    }

    void pressed(KeyEvent event) {
        if (event.isAltDown() || event.isMetaDown() || tree.rows().size() == 0) {
            return;
        }
        if (event.isShortcutDown()) {
            if (event.getCode() == KeyCode.C) {
                copy();
                event.consume();
            }
            return;
        }
        if (moved(event.getCode()) || acted(event.getCode(), event.isShiftDown()) || levelled(event)) {
            event.consume();
        }
    }

    private boolean moved(KeyCode code) {
        var rows = tree.rows();
        var row = Math.max(0, rows.rowOf(tree.selected()));
        var page = Math.max(1, (int) (tree.viewportHeight() / rows.rowHeight()) - 1);
        switch (code) {
            case UP, KP_UP -> selectRow(row - 1);
            case DOWN, KP_DOWN -> selectRow(tree.selected() < 0 ? 0 : row + 1);
            case PAGE_UP -> selectRow(row - page);
            case PAGE_DOWN -> selectRow(row + page);
            case HOME -> selectRow(0);
            case END -> selectRow(rows.size() - 1);
            case LEFT, KP_LEFT -> left();
            case RIGHT, KP_RIGHT -> right();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void selectRow(int row) {
        tree.select(tree.rows().at(Math.clamp(row, 0, tree.rows().size() - 1)));
    }

    private void left() {
        var span = tree.selected();
        if (span < 0) {
            return;
        }
        if (tree.isOpen(span)) {
            tree.setOpen(span, false);
        } else {
            tree.select(tree.rows().forest().parent(span));
        }
    }

    private void right() {
        var span = tree.selected();
        if (span < 0) {
            return;
        }
        if (tree.opens(span) && !tree.isOpen(span)) {
            tree.setOpen(span, true);
        } else if (tree.rows().isExpanded(span)) {
            tree.select(span + 1);
        }
    }

    private boolean acted(KeyCode code, boolean shift) {
        switch (code) {
            case ENTER, SPACE -> toggle();
            case OPEN_BRACKET -> tree.rearrange(RunRows::collapseAll);
            case CLOSE_BRACKET -> tree.rearrange(RunRows::expandAll);
            case O -> tree.rearrange(RunRows::deeper);
            case P -> tree.rearrange(RunRows::shallower);
            case E -> jumpToError(shift ? -1 : 1);
            case PERIOD -> jumpToSameKind(1);
            case COMMA -> jumpToSameKind(-1);
            case F -> tree.fitOrBack();
            case C -> copy();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void jumpToError(int step) {
        tree.jump(tree.rows().next(tree.selected(), step, tree.rows().forest()::errorStarts));
    }

    private void jumpToSameKind(int step) {
        if (tree.selected() >= 0) {
            var forest = tree.rows().forest();
            var kind = forest.span(tree.selected()).kind();
            tree.jump(tree.rows()
                    .next(tree.selected(), step, span -> forest.span(span).kind() == kind));
        }
    }

    private void toggle() {
        if (tree.selected() >= 0 && tree.opens(tree.selected())) {
            tree.setOpen(tree.selected(), !tree.isOpen(tree.selected()));
        }
    }

    /** A digit expands to that level: 1 shows the roots alone. */
    private boolean levelled(KeyEvent event) {
        if (!event.getCode().isDigitKey() || event.isShiftDown()) {
            return false;
        }
        var level = event.getCode().getName().charAt(event.getCode().getName().length() - 1) - '0';
        tree.rearrange(rows -> rows.expandToLevel(Math.max(0, level - 1)));
        return true;
    }

    private void copy() {
        if (tree.selected() >= 0) {
            var content = new ClipboardContent();
            content.putString(tree.text(tree.selected()));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }
}
