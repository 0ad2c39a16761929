package dev.runtree.ui.run;

import dev.runtree.ui.Clip;
import java.util.EnumMap;
import java.util.Map;

/** Does what a tree can do by itself; what needs more than the tree is given by whoever has it. */
final class TreeDeeds {
    private static final double ZOOM = 1.5;
    private static final double PAN = 0.2;
    private static final int PAGE = 6;

    private final RunTree tree;
    private final Map<TreeAction, Runnable> given = new EnumMap<>(TreeAction.class);

    TreeDeeds(RunTree tree) {
        this.tree = tree;
    }

    /** Says how something is done that the tree cannot do by itself. */
    void give(TreeAction action, Runnable deed) {
        given.put(action, deed);
    }

    /** @return whether there is a way to do it */
    boolean does(TreeAction action) {
        var deed = given.get(action);
        if (deed != null) {
            deed.run();
            return true;
        }
        return own(action);
    }

    private boolean own(TreeAction action) {
        switch (action) {
            case NEXT_ERROR -> jumpToError(1);
            case PREVIOUS_ERROR -> jumpToError(-1);
            case NEXT_OF_KIND -> jumpToSameKind(1);
            case PREVIOUS_OF_KIND -> jumpToSameKind(-1);
            case NEXT_HIT -> jumpToHit(1);
            case PREVIOUS_HIT -> jumpToHit(-1);
            case EXPAND_ALL -> tree.rearrange(RunRows::expandAll);
            case COLLAPSE_ALL -> tree.rearrange(RunRows::collapseAll);
            case COLLAPSE_OTHERS -> collapseOthers();
            case DEEPER -> tree.rearrange(RunRows::deeper);
            case SHALLOWER -> tree.rearrange(RunRows::shallower);
            case FIT -> tree.lane().fitOrBack(tree.selectedSpanProperty().get());
            case SHOW_ALL -> tree.lane().showAll();
            case ZOOM_IN -> tree.lane().zoom(1 / ZOOM, middle());
            case ZOOM_OUT -> tree.lane().zoom(ZOOM, middle());
            case PAN_LEFT -> tree.lane().pan(-PAN);
            case PAN_RIGHT -> tree.lane().pan(PAN);
            case PANEL_UP -> scrollPanel(-PAGE);
            case PANEL_DOWN -> scrollPanel(PAGE);
            case CRITICAL_PATH -> tree.showCriticalPath(!tree.showsCriticalPath());
            case IDLE_GAPS -> tree.lane().compress(!tree.lane().isCompressed());
            case COPY -> copySelected(tree::text);
            case COPY_NAME ->
                copySelected(span -> Names.of(tree.rows().forest().span(span)).toString());
            case COPY_ID -> copyId();
            case NEXT_RUN,
                    PREVIOUS_RUN,
                    FIND,
                    FILTER,
                    ONLY_LIKE_THIS,
                    ONLY_AGENT,
                    HIDE_KIND,
                    SHOW_KINDS,
                    TO_RUNS,
                    MINIMAP,
                    FOLLOW,
                    DETAIL,
                    COPY_INPUT,
                    COPY_OUTPUT -> {
                return false;
            }
        }
        return true;
    }

    /** Zooming by key goes to the selected step while it is in view. */
    private double middle() {
        var span = tree.selectedSpanProperty().get();
        if (span == null) {
            return 0.5;
        }
        var end = span.endNanos();
        var from = tree.view().share(span.startNanos());
        var to = tree.view().share(end == null ? tree.lane().now() : end);
        return to < 0 || from > 1 ? 0.5 : (Math.max(0, from) + Math.min(1, to)) / 2;
    }

    /** The output first; when that is at its end, the input. */
    private void scrollPanel(int by) {
        var span = tree.selected();
        if (span >= 0 && !tree.panels().scroll(span, true, by)) {
            tree.panels().scroll(span, false, by);
        }
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

    private void jumpToHit(int step) {
        tree.jump(tree.hits().next(tree.selected(), step, tree.narrowing().matching()));
    }

    private void collapseOthers() {
        var span = tree.selected();
        if (span >= 0) {
            tree.rearrange(rows -> {
                rows.collapseAll();
                rows.reveal(span);
                rows.expand(span);
            });
        }
    }

    private void copyId() {
        if (tree.selected() >= 0) {
            Clip.putExact(tree.rows().forest().span(tree.selected()).id().spanId());
        }
    }

    private void copySelected(java.util.function.IntFunction<String> text) {
        if (tree.selected() >= 0) {
            Clip.put(text.apply(tree.selected()));
        }
    }
}
