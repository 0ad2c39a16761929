package dev.runtree.ui.run;

import dev.runtree.model.SpanKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a whole run did when, for the minimap: its time in equal parts, for each kind of step how many of it went on in each
 * part, and where errors and the critical path lie.
 *
 * @param bands by kind, those that the run has, in the order of the kinds
 * @param errors how many steps failed by themselves, by part
 * @param path whether the critical path has a step beneath the tops there, by part
 */
@SuppressWarnings("ArrayRecordComponent") // read in every painting, compared never
record Overview(long start, long end, List<Band> bands, int[] errors, boolean[] path) {
    /** More than a screen has pixels. */
    private static final int PARTS = 2_048;

    /** @param counts how many steps went on, by part */
    @SuppressWarnings("ArrayRecordComponent")
    record Band(SpanKind kind, int[] counts, int most) {}

    static Overview of(SpanForest forest, PathStretches criticalPath, long start, long end) {
        var time = TimeView.of(start, end);
        Map<SpanKind, int[]> changes = new EnumMap<>(SpanKind.class);
        var errors = new int[PARTS];
        for (var i = 0; i < forest.size(); i++) {
            var span = forest.span(i);
            var ended = span.endNanos();
            var from = part(time, span.startNanos());
            var to = Math.max(from, part(time, Math.max(span.startNanos(), ended == null ? end : ended)));
            var change = changes.computeIfAbsent(span.kind(), kind -> new int[PARTS + 1]);
            change[from]++;
            change[to + 1]--;
            if (forest.errorStarts(i)) {
                errors[from]++;
            }
        }
        var bands = new ArrayList<Band>();
        changes.forEach((kind, change) -> bands.add(band(kind, change)));
        return new Overview(start, end, bands, errors, path(forest, criticalPath, time));
    }

    private static int part(TimeView time, long at) {
        return (int) Math.clamp(time.share(at) * PARTS, 0, PARTS - 1.0);
    }

    private static Band band(SpanKind kind, int[] changes) {
        var counts = new int[PARTS];
        var most = 0;
        for (var i = 0; i < PARTS; i++) {
            counts[i] = changes[i] + (i > 0 ? counts[i - 1] : 0);
            most = Math.max(most, counts[i]);
        }
        return new Band(kind, counts, most);
    }

    private static boolean[] path(SpanForest forest, PathStretches criticalPath, TimeView time) {
        var path = new boolean[PARTS];
        for (var i = 0; i < forest.size(); i++) {
            if (forest.parent(i) >= 0 || forest.size() == 1) {
                criticalPath.each(i, (from, to) -> {
                    for (var at = part(time, from); at <= part(time, to); at++) {
                        path[at] = true;
                    }
                });
            }
        }
        return path;
    }

    /** The part in which a time lies, in nanoseconds since the epoch. */
    int part(long time) {
        return part(TimeView.of(start, end), time);
    }
}
