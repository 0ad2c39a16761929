package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Usage;
import dev.runtree.ui.Messages;
import java.util.ArrayList;

/** A row in words: for the clipboard, the tooltip and the screen reader, with nothing elided and nothing rounded away. */
final class RowText {
    private RowText() {}

    static String of(RunSpans spans, int index, long now) {
        var span = spans.forest().span(index);
        var parts = new ArrayList<String>();
        parts.add(span.kind().lowerCase() + " " + Names.of(span));
        parts.add(
                span.failed()
                        ? "failed" + (span.statusMessage() == null ? "" : ": " + span.statusMessage())
                        : RunSpans.isRunning(span)
                                ? spans.word(span)
                                : span.status().word());
        parts.add(spans.running() || !RunSpans.isRunning(span) ? spans.duration(span, now) : "");
        var tokens = spans.sums().tokens(index);
        if (tokens != null) {
            parts.add(Figures.count(tokens) + " tokens");
        }
        parts.add(Figures.costOf(spans.sums().usage(index)));
        parts.removeIf(String::isEmpty);
        var inside = spans.forest().errorsInside(index);
        if (inside > 0) {
            parts.add(Figures.count(inside) + (inside == 1 ? " error inside" : " errors inside"));
        }
        return String.join(", ", parts);
    }

    /** Several lines with exact figures. */
    static String exact(RunSpans spans, int index) {
        var span = spans.forest().span(index);
        var lines = new ArrayList<String>();
        lines.add(Names.of(span).toString());
        if (!span.name().equals(Names.of(span).subject())) {
            lines.add("sent as " + span.name());
        }
        if (span.statusMessage() != null) {
            lines.add(span.statusMessage());
        }
        lines.add("starts after " + Figures.duration(Math.max(0, span.startNanos() - spans.start())) + ", "
                + Figures.exactTime(span.startNanos()));
        var duration = span.durationNanos();
        lines.add(
                duration == null
                        ? Messages.text("run.open." + spans.going().word())
                        : "takes " + Figures.count(duration) + " ns");
        var first = span.firstTokenNanos();
        if (first != null) {
            lines.add("first token after " + Figures.duration(first));
        }
        var tokens = spans.sums().tokens(index);
        if (tokens != null) {
            lines.add(Figures.count(tokens) + " tokens");
        }
        lines.add(cost(spans.sums().usage(index)));
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    private static String cost(Usage sum) {
        var cost = sum.cost();
        if (cost == null) {
            return sum.total() == null ? "" : "price unknown";
        }
        var unknown = sum.unpriced() == 0 ? "" : " at least, the price of others is unknown";
        return "$" + cost.toPlainString() + unknown;
    }
}
