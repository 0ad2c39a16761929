package dev.runtree.ui.run;

import dev.runtree.model.SpanKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a whole run did when, for the minimap: for each kind of step how many of it went on in each pixel, and where errors
 * and the critical path lie.
 *
 * @param bands by kind, those that the run has, in the order of the kinds
 * @param errors how many steps failed by themselves, by pixel
 * @param path whether the critical path has a step of its own there, by pixel
 */
record Overview(List<Band> bands, int[] errors, boolean[] path) {

    /** @param counts how many steps went on, by pixel */
    record Band(SpanKind kind, int[] counts, int most) {}

    /** @param view all of the run, as the lane lays it out */
    static Overview of(RunSpans spans, TimeView view, long now, int width) {
        var forest = spans.forest();
        Map<SpanKind, int[]> changes = new EnumMap<>(SpanKind.class);
        var errors = new int[width + 1];
        for (var i = 0; i < forest.size(); i++) {
            var span = forest.span(i);
            var end = span.endNanos();
            var from = pixel(view, span.startNanos(), width);
            var to = Math.max(from, pixel(view, Math.max(span.startNanos(), end == null ? now : end), width));
            var change = changes.computeIfAbsent(span.kind(), kind -> new int[width + 2]);
            change[from]++;
            change[to + 1]--;
            if (forest.errorStarts(i)) {
                errors[from]++;
            }
        }
        var bands = new ArrayList<Band>();
        changes.forEach((kind, change) -> bands.add(band(kind, change, width)));
        return new Overview(bands, errors, path(spans, view, width));
    }

    private static int pixel(TimeView view, long time, int width) {
        return (int) Math.clamp(view.share(time) * width, 0, width);
    }

    private static Band band(SpanKind kind, int[] changes, int width) {
        var counts = new int[width + 1];
        var most = 0;
        for (var x = 0; x <= width; x++) {
            counts[x] = changes[x] + (x > 0 ? counts[x - 1] : 0);
            most = Math.max(most, counts[x]);
        }
        return new Band(kind, counts, most);
    }

    private static boolean[] path(RunSpans spans, TimeView view, int width) {
        var path = new boolean[width + 1];
        for (var i = 0; i < spans.forest().size(); i++) {
            if (spans.forest().parent(i) >= 0 || spans.forest().size() == 1) {
                spans.criticalPath().each(i, (from, to) -> {
                    for (var x = pixel(view, from, width); x <= pixel(view, to, width); x++) {
                        path[x] = true;
                    }
                });
            }
        }
        return path;
    }
}
