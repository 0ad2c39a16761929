package dev.runtree.ui.run;

import dev.runtree.model.Span;
import org.jspecify.annotations.Nullable;

/** The stretch of a run's time that its lane shows, as the reader zooms and pans it. */
final class Lane {
    private final Runnable changed;
    private RunSpans spans = RunSpans.NONE;
    private TimeView view = TimeView.of(0, 1);
    private @Nullable TimeView beforeFit;
    private boolean compressed;
    private long now;

    /** @param changed called after what is shown has changed */
    Lane(Runnable changed) {
        this.changed = changed;
    }

    /** Shows all of another run. */
    void show(RunSpans shown, long nowNanos) {
        spans = shown;
        now = shown.running() ? nowNanos : shown.end();
        compressed = false;
        beforeFit = null;
        view = TimeView.of(shown.start(), scale());
    }

    /** Shows the same stretch of the same run, which may have grown. */
    void update(RunSpans shown, long nowNanos) {
        spans = shown;
        now = shown.running() ? nowNanos : shown.end();
        view = view.on(shown.start(), scale());
    }

    private TimeScale scale() {
        var end = spans.running() ? Math.max(spans.end(), now) : spans.end();
        var whole = TimeView.between(spans.start(), end);
        return compressed ? TimeScale.without(idle().gaps(), spans.start(), whole) : TimeScale.even(whole);
    }

    /** The stretches of the run, until now while it goes on, in which nothing worked. */
    IdleGaps idle() {
        return spans.running() ? spans.idle().until(now) : spans.idle();
    }

    TimeView view() {
        return view;
    }

    /** All of the run, laid out the same way. */
    TimeView all() {
        return view.all();
    }

    /** Where steps end that have no end: at this moment, or at the last sign of a run that does not go on any more. */
    long now() {
        return now;
    }

    boolean isCompressed() {
        return compressed;
    }

    /** Leaves idle gaps out, or shows time as it passed. */
    void compress(boolean wanted) {
        if (compressed != wanted) {
            compressed = wanted;
            beforeFit = null;
            view = view.on(spans.start(), scale());
            changed.run();
        }
    }

    void zoom(double factor, double share) {
        set(view.zoom(factor, share));
    }

    void pan(double share) {
        set(view.pan(share));
    }

    void set(TimeView shown) {
        view = shown;
        beforeFit = null;
        changed.run();
    }

    /** Fits to a span; again, and it is as it was before. */
    void fitOrBack(@Nullable Span span) {
        var back = beforeFit;
        if (back != null) {
            set(back);
        } else if (span != null) {
            fit(span);
        }
    }

    void fit(Span span) {
        var end = span.endNanos();
        var was = view;
        set(view.fit(span.startNanos(), Math.max(span.startNanos(), end == null ? now : end)));
        beforeFit = was;
    }

    void showAll() {
        set(view.all());
    }
}
