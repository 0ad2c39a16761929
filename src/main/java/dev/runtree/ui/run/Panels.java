package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What is opened beneath rows: read when it comes into view, forgotten when its step has more to say. */
final class Panels {
    private static final int LOADING = 58;
    private static final int LARGE = 1 << 14;

    private final RunTree tree;
    private final PanelPainter painter;
    private final Map<SpanId, ToolPanel> panels = new HashMap<>();
    private final Map<SpanId, PanelLines> lines = new HashMap<>();
    private Consumer<Span> wanted = span -> {};
    private Consumer<SpanId> forgotten = id -> {};

    Panels(RunTree tree, PanelPainter painter) {
        this.tree = tree;
        this.painter = painter;
    }

    /** Called when an opened step comes into view whose input and output are not here yet. */
    void onWanted(Consumer<Span> handler) {
        wanted = handler;
    }

    /** Called when what has been read of a step is needed no more. */
    void onForgotten(Consumer<SpanId> handler) {
        forgotten = handler;
    }

    void clear() {
        panels.clear();
        lines.clear();
    }

    /** What is closed and large is read again when it is opened again. */
    void closed(int span) {
        lines.remove(span(span).id());
        if (of(span).size() > LARGE) {
            forget(span(span).id());
        }
    }

    /** It is read again when it comes into view again. */
    void forget(SpanId id) {
        panels.remove(id);
        lines.remove(id);
        forgotten.accept(id);
    }

    private boolean isOpened(SpanId id) {
        var span = tree.rows().forest().indexOf(id);
        return span >= 0 && tree.rows().isOpened(span);
    }

    /** Whether a step is still opened; if it is not, what is known of it is forgotten. */
    boolean keeps(SpanId id) {
        var opened = isOpened(id);
        if (!opened) {
            forget(id);
        }
        return opened;
    }

    void put(SpanId id, ToolPanel panel) {
        panels.put(id, panel);
    }

    ToolPanel of(int span) {
        return panels.getOrDefault(span(span).id(), ToolPanel.loading());
    }

    private Span span(int span) {
        return tree.rows().forest().span(span);
    }

    /** How high a panel is depends on the width and on what has been read. */
    int height(int span) {
        if (!panels.containsKey(span(span).id()) || tree.getWidth() <= 0) {
            return LOADING;
        }
        return PanelPainter.height(lines(span));
    }

    /** Where the two sides of a panel stand. */
    PanelPainter.Sides sides(int span) {
        return PanelPainter.Sides.of(tree.rows().forest().depth(span), tree.columns(), tree.viewportWidth());
    }

    /** Its lines for the width that there is; scrolled as it was while that stays. */
    PanelLines lines(int span) {
        var sides = sides(span);
        var input = painter.inputColumns(sides);
        var output = painter.outputColumns(sides);
        return lines.compute(
                span(span).id(),
                (id, known) -> known != null && known.fits(of(span), input, output)
                        ? known
                        : PanelLines.of(of(span), input, output));
    }

    /** @return whether the side of an opened panel had something to scroll to */
    boolean scroll(int span, boolean output, int by) {
        var side = output ? lines(span).output() : lines(span).input();
        var scrolled = tree.rows().isOpened(span) && side.scroll(by);
        if (scrolled) {
            tree.repaint();
        }
        return scrolled;
    }

    void measure() {
        for (var span : tree.rows().opened()) {
            tree.rows().open(span, height(span));
        }
    }

    /** Rows from one to another are in view: what is opened there is read. */
    void seen(int first, int last) {
        var rows = tree.rows();
        for (var row = first; row >= 0 && row <= last; row++) {
            var span = rows.at(row);
            if (rows.isOpened(span) && panels.putIfAbsent(span(span).id(), ToolPanel.loading()) == null) {
                wanted.accept(span(span));
            }
        }
    }

    /** A step that ran when its panel was read has more to say now. */
    void forgetUnfinished(SpanForest before, SpanForest later) {
        panels.keySet().removeIf(id -> {
            var was = before.indexOf(id);
            var is = later.indexOf(id);
            return was < 0 || is < 0 || !before.span(was).equals(later.span(is));
        });
    }
}
