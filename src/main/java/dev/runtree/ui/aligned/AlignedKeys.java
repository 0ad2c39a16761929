package dev.runtree.ui.aligned;

import javafx.scene.input.KeyEvent;

/** The keys that walk in the tree; those for what is done with it are the view's. */
final class AlignedKeys {
    private final AlignedTree tree;

    AlignedKeys(AlignedTree tree) {
        this.tree = tree;
    }

    void listen() {
        tree.setOnKeyPressed(event -> {
            if (!event.isShortcutDown() && !event.isAltDown() && !event.isMetaDown() && walks(event)) {
                event.consume();
            }
        });
    }

    private boolean walks(KeyEvent event) {
        if (tree.rows().size() == 0) {
            return false;
        }
        var row = Math.max(0, tree.rows().rowOf(tree.selected()));
        var page = Math.max(1, (int) (tree.viewportHeight() / AlignedTree.ROW) - 1);
        switch (event.getCode()) {
            case UP, KP_UP -> select(row - 1);
            case DOWN, KP_DOWN -> select(row + 1);
            case PAGE_UP -> select(row - page);
            case PAGE_DOWN -> select(row + page);
            case HOME -> select(0);
            case END -> select(tree.rows().size() - 1);
            case LEFT, KP_LEFT -> left();
            case RIGHT, KP_RIGHT -> right();
            case SPACE -> toggle();
            case ENTER -> {
                if (!AlignedRows.isFold(tree.selected())) {
                    return false; // leads to the step
                }
                toggle();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void select(int row) {
        tree.select(tree.rows().at(Math.clamp(row, 0, tree.rows().size() - 1)));
    }

    private void left() {
        var entry = tree.selected();
        if (entry == AlignedRows.NONE) {
            return;
        }
        if (tree.rows().opens(entry) && tree.rows().isOpen(entry)) {
            tree.setOpen(entry, false);
        } else {
            tree.select(tree.rows().parent(entry));
        }
    }

    private void right() {
        var entry = tree.selected();
        if (entry == AlignedRows.NONE || !tree.rows().opens(entry)) {
            return;
        }
        if (tree.rows().isOpen(entry)) {
            select(tree.rows().rowOf(entry) + 1);
        } else {
            tree.setOpen(entry, true);
        }
    }

    private void toggle() {
        var entry = tree.selected();
        if (entry != AlignedRows.NONE) {
            tree.setOpen(entry, !tree.rows().isOpen(entry));
        }
    }
}
