package dev.runtree.ui.run;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** The keys of the tree: arrows, Home and End as trees have them everywhere, and letters for what is done often. */
final class TreeKeys {
    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    private static final Map<String, TreeAction> BY_KEY = byKey();

    private final RunTree tree;

    TreeKeys(RunTree tree) {
        this.tree = tree;
    }

    private static Map<String, TreeAction> byKey() {
        var all = new HashMap<String, TreeAction>();
        for (var action : TreeAction.values()) {
            if (action.keys().length() == 1) {
                all.put(action.keys(), action);
            }
        }
        all.put("=", TreeAction.ZOOM_IN);
        return Map.copyOf(all);
    }

    void listen() {
        tree.setOnKeyPressed(this::pressed);
        tree.setOnKeyTyped(this::typed);
    }

    private void pressed(KeyEvent event) {
        if (event.isMetaDown() && !event.isShortcutDown()) {
            return;
        }
        if (event.isAltDown() && !isAltGr(event)) {
            consumeIf(event, panned(event.getCode()));
        } else if (isAltGr(event)) {
            return; // what it types counts
        } else if (event.isShortcutDown()) {
            consumeIf(event, event.getCode() == KeyCode.C && does(TreeAction.COPY));
        } else if (event.getCode() == KeyCode.ESCAPE) {
            tree.tell(TreeEvent.ESCAPE);
            event.consume();
        } else {
            consumeIf(event, moved(event) || levelled(event) || does(byCode(event)));
        }
    }

    /** Where these stand differs from keyboard to keyboard, so what was typed counts and not which key it was. */
    private void typed(KeyEvent event) {
        if (isAltGr(event) || (!event.isAltDown() && !event.isShortcutDown() && !event.isMetaDown())) {
            consumeIf(event, "/+-=[].,".contains(event.getCharacter()) && does(BY_KEY.get(event.getCharacter())));
        }
    }

    /** Windows reports AltGr, with which many keyboards type brackets, as Ctrl and Alt; a Mac types them with Option. */
    private static boolean isAltGr(KeyEvent event) {
        return event.isAltDown() && (event.isControlDown() || (MAC && event.getEventType() == KeyEvent.KEY_TYPED));
    }

    private static void consumeIf(KeyEvent event, boolean done) {
        if (done) {
            event.consume();
        }
    }

    private static @Nullable TreeAction byCode(KeyEvent event) {
        var code = event.getCode();
        if (code.isLetterKey()) {
            var letter = code.getChar();
            return BY_KEY.get(event.isShiftDown() ? letter : letter.toLowerCase(Locale.ROOT));
        }
        return null;
    }

    private boolean does(@Nullable TreeAction action) {
        return action != null && tree.does(action);
    }

    private boolean panned(KeyCode code) {
        return switch (code) {
            case LEFT, KP_LEFT -> does(TreeAction.PAN_LEFT);
            case RIGHT, KP_RIGHT -> does(TreeAction.PAN_RIGHT);
            case UP, KP_UP -> does(TreeAction.PANEL_UP);
            case DOWN, KP_DOWN -> does(TreeAction.PANEL_DOWN);
            default -> false;
        };
    }

    private boolean moved(KeyEvent event) {
        var rows = tree.rows();
        if (rows.size() == 0) {
            return false;
        }
        var row = Math.max(0, rows.rowOf(tree.selected()));
        var page = Math.max(1, (int) (tree.viewportHeight() / rows.rowHeight()) - 1);
        switch (event.getCode()) {
            case UP, KP_UP -> selectRow(row - 1);
            case DOWN, KP_DOWN -> selectRow(tree.selected() < 0 ? 0 : row + 1);
            case PAGE_UP -> selectRow(row - page);
            case PAGE_DOWN -> selectRow(row + page);
            case HOME -> selectRow(0);
            case END -> selectRow(rows.size() - 1);
            case LEFT, KP_LEFT -> left();
            case RIGHT, KP_RIGHT -> right();
            case ENTER, SPACE -> toggle();
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
            tree.select(tree.rows().firstBeneath(span));
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
}
