package dev.runtree.ui.run;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The rows for programs that read the screen aloud, which want a node for each: a few that draw nothing and lie where the row
 * is that was asked for last.
 */
final class ReadRows {
    private static final int NODES = 64;

    private final RunTree tree;
    private final Row[] nodes = new Row[NODES];

    ReadRows(RunTree tree) {
        this.tree = tree;
    }

    /** The node of a row; {@code null} when there is no such row. */
    @Nullable Region at(int row) {
        if (row < 0 || row >= tree.rows().size()) {
            return null;
        }
        var node = nodes[row % NODES];
        if (node == null) {
            node = new Row();
            nodes[row % NODES] = node;
            tree.add(node);
        }
        node.row = row;
        node.resizeRelocate(
                0, TreePainter.HEADER + tree.rows().y(row) - tree.scrolled(), tree.viewportWidth(), RunTree.ROW);
        return node;
    }

    /** What the tree tells of itself; {@code null} for what it has nothing of its own to tell. */
    @Nullable Object ofTree(AccessibleAttribute attribute, @Nullable Object... parameters) {
        return switch (attribute) {
            case TEXT -> tree.selected() < 0 ? "No span selected" : text(tree.selected());
            case ROW_COUNT -> tree.rows().size();
            case COLUMN_COUNT -> tree.columns().shown().size() + 2;
            case ROW_AT_INDEX -> parameters.length > 0 && parameters[0] instanceof Integer row ? at(row) : null;
            case FOCUS_ITEM, SELECTED_ITEMS -> at(tree.rows().rowOf(tree.selected()));
            default -> null;
        };
    }

    /** A row with its level and whether it is open, which others see by its place and its triangle. */
    private String text(int span) {
        var level = "level " + (tree.rows().forest().depth(span) + 1);
        var open = tree.opens(span) ? tree.isOpen(span) ? ", open" : ", closed" : "";
        var said = tree.marks().words(tree.rows().forest().span(span).id());
        return tree.text(span) + (said.isEmpty() ? "" : ", " + String.join(", ", said)) + ", " + level + open;
    }

    private final class Row extends Region {
        private int row;

        Row() {
            setAccessibleRole(AccessibleRole.TREE_TABLE_ROW);
            setManaged(false);
            setMouseTransparent(true);
        }

        @Override
        public @Nullable Object queryAccessibleAttribute(
                AccessibleAttribute attribute, @Nullable Object... parameters) {
            if (row >= tree.rows().size()) {
                return super.queryAccessibleAttribute(attribute, parameters);
            }
            var span = tree.rows().at(row);
            return switch (attribute) {
                case TEXT -> text(span);
                case INDEX -> row;
                case DISCLOSURE_LEVEL -> tree.rows().forest().depth(span);
                case LEAF -> !tree.opens(span);
                case EXPANDED -> tree.isOpen(span);
                case SELECTED -> span == tree.selected();
                default -> super.queryAccessibleAttribute(attribute, parameters);
            };
        }
    }
}
