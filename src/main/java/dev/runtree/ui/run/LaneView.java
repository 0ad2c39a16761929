package dev.runtree.ui.run;

import dev.runtree.model.Span;

/**
 * The lane on the canvas.
 *
 * @param now where a running span ends, in nanoseconds since the epoch
 */
public record LaneView(TimeView time, double left, double right, long now) {

    public double x(long nanos) {
        return left + time.share(nanos) * (right - left);
    }

    /** When the span ended, or now. */
    long end(Span span) {
        var end = span.endNanos();
        return Math.max(span.startNanos(), end == null ? now : end);
    }

    double width() {
        return right - left;
    }
}
