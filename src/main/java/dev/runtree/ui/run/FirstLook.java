package dev.runtree.ui.run;

import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import org.jspecify.annotations.Nullable;

/** What is selected in a run when it comes: the step that was asked for, else the most telling one. */
final class FirstLook {
    private final RunTree tree;
    private @Nullable SpanId wanted;

    FirstLook(RunTree tree) {
        this.tree = tree;
    }

    /** Selects a step as soon as its run is there. */
    void want(SpanId step) {
        wanted = step;
    }

    /** @param fresh whether the run has just come, and nothing in it is selected */
    void at(boolean fresh) {
        var place = wanted == null ? -1 : tree.rows().forest().indexOf(wanted);
        wanted = null;
        if (place >= 0) {
            jump(place);
        } else if (fresh) {
            telling();
        }
    }

    /** Most often it is what the reader came for: where it failed, in view; else the last model call. */
    private void telling() {
        var forest = tree.rows().forest();
        var failed = tree.rows().next(-1, 1, forest::errorStarts);
        if (failed < 0) {
            tree.select(tree.rows().next(-1, -1, span -> forest.span(span).kind() == SpanKind.LLM));
            tree.scrollTo(0);
            return;
        }
        if (forest.span(failed).kind() == SpanKind.TOOL) {
            tree.setOpen(failed, true);
        }
        jump(failed);
    }

    void jump(int span) {
        if (tree.viewportHeight() > 0) {
            tree.jump(span);
        } else {
            tree.select(span);
            tree.scrollTo(0);
            jumpOnceLaidOut(span);
        }
    }

    private void jumpOnceLaidOut(int span) {
        var of = tree.spans();
        tree.heightProperty().addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable height) {
                tree.heightProperty().removeListener(this);
                if (of.equals(tree.spans()) && tree.selected() == span) {
                    tree.jump(span);
                }
            }
        });
    }
}
