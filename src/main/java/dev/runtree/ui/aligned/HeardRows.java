package dev.runtree.ui.aligned;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The rows for programs that read the screen aloud, which want a node for each: a few that draw nothing and lie where the row
 * is that was asked for last.
 */
final class HeardRows {
    private static final int NODES = 64;

    /** Name and signs, and both runs' figures, are read as one. */
    private static final int COLUMNS = 3;

    private final AlignedTree tree;
    private final @Nullable Row[] nodes = new @Nullable Row[NODES];

    HeardRows(AlignedTree tree) {
        this.tree = tree;
    }

    private @Nullable Region at(int row) {
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
                0,
                AlignedPainter.HEADER + (double) row * AlignedTree.ROW - tree.scrolled(),
                tree.viewportWidth(),
                AlignedTree.ROW);
        return node;
    }

    /** What the tree tells of itself; {@code null} for what it has nothing of its own to tell. */
    @Nullable Object ofTree(AccessibleAttribute attribute, @Nullable Object... parameters) {
        return switch (attribute) {
            case TEXT -> tree.text(tree.selected());
            case ROW_COUNT -> tree.rows().size();
            case COLUMN_COUNT -> COLUMNS;
            case ROW_AT_INDEX -> parameters.length > 0 && parameters[0] instanceof Integer row ? at(row) : null;
            case FOCUS_ITEM, SELECTED_ITEMS -> at(tree.rows().rowOf(tree.selected()));
            default -> null;
        };
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
            var rows = tree.rows();
            if (row >= rows.size()) {
                return super.queryAccessibleAttribute(attribute, parameters);
            }
            var entry = rows.at(row);
            return switch (attribute) {
                case TEXT -> tree.text(entry);
                case INDEX -> row;
                case DISCLOSURE_LEVEL -> rows.depth(entry);
                case LEAF -> !rows.opens(entry);
                case EXPANDED -> rows.opens(entry) && rows.isOpen(entry);
                case SELECTED -> entry == tree.selected();
                default -> super.queryAccessibleAttribute(attribute, parameters);
            };
        }
    }
}
