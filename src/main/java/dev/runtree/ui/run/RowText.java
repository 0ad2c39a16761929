package dev.runtree.ui.run;

import dev.runtree.model.Figures;
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
                        : RunSpans.isRunning(span) ? "running" : span.status().word());
        var duration = span.durationNanos();
        parts.add(
                duration == null ? Figures.running(Math.max(0, now - span.startNanos())) : Figures.duration(duration));
        var tokens = spans.sums().tokens(index);
        if (tokens != null) {
            parts.add(Figures.count(tokens) + " tokens");
        }
        var cost = spans.sums().cost(index);
        if (cost != null) {
            parts.add(Figures.cost(cost));
        }
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
        lines.add(duration == null ? "still running" : "takes " + Figures.count(duration) + " ns");
        var first = span.firstTokenNanos();
        if (first != null) {
            lines.add("first token after " + Figures.duration(first));
        }
        var tokens = spans.sums().tokens(index);
        if (tokens != null) {
            lines.add(Figures.count(tokens) + " tokens");
        }
        var cost = spans.sums().cost(index);
        lines.add(cost == null ? (tokens == null ? "" : "price unknown") : "$" + cost.toPlainString());
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }
}
