package dev.runtree.ui.agents;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.detail.LongText;
import org.jspecify.annotations.Nullable;

/** What a model thought before it answered: folded, with its last words while it comes. */
final class ThoughtFold extends Fold {
    private static final int LAST = 120;
    private static final long WORTH_TELLING = 10_000_000;

    private final StringBuilder text = new StringBuilder();
    private final long since;
    private boolean changed;
    private boolean over;

    /** @param at when it began, {@link System#nanoTime} */
    ThoughtFold(long at) {
        super(Messages.text("agents.thinks"), null);
        since = at;
        getStyleClass().add("thought");
        content(() -> new LongText(text.toString()));
    }

    void add(String words) {
        text.append(words);
        changed = true;
    }

    /** Shows what has come since. */
    void show() {
        if (changed && !over) {
            changed = false;
            var from = Math.max(0, text.length() - LAST);
            about((from > 0 ? "…" : "") + text.substring(from));
            if (isUnfolded()) {
                content(() -> new LongText(text.toString()));
            }
        }
    }

    /**
     * The answer has begun.
     *
     * @param at when, {@link System#nanoTime}
     */
    void end(long at) {
        if (!over) {
            over = true;
            var took = at - since;
            title(
                    took < WORTH_TELLING
                            ? Messages.text("agents.thought.brief")
                            : Messages.text("agents.thought", Figures.duration(took)));
            about(text.toString());
            content(() -> new LongText(text.toString()));
        }
    }

    /** @param tokens that it took; {@code null} when that is not known */
    void took(@Nullable Long tokens) {
        if (tokens != null && tokens > 0) {
            figure(Figures.count(tokens) + " tok");
        }
    }
}
