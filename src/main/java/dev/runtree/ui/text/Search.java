package dev.runtree.ui.text;

import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import org.jspecify.annotations.Nullable;

/** The hits of what is looked for in a view: counted as they are found, walked, and shown as ticks. */
final class Search {
    /** More ticks than a screen has lines say nothing. */
    private static final int MOST_TICKS = 4000;

    private final TextView view;
    private final Background background;
    private String wanted = "";
    private @Nullable Hits hits;
    private @Nullable Job job;
    private int current = -1;
    private boolean walkWhenFound;

    Search(TextView view, Background background) {
        this.view = view;
        this.background = background;
    }

    /** Forgets everything; for another text. */
    void clear() {
        stop();
        wanted = "";
        view.pane().setWords(new Words(""));
    }

    private void stop() {
        if (hits != null) {
            hits.cancel();
            hits = null;
        }
        if (job != null) {
            job.cancel();
            job = null;
        }
        current = -1;
        view.pane().ticks().show(new double[0]);
        view.pane().ticks().showCurrent(-1);
    }

    /** Looks for other words. */
    void look(String words) {
        if (!words.equals(wanted)) {
            wanted = words;
            again();
        }
    }

    /** Looks once more, for what is searched has changed. */
    void again() {
        stop();
        view.pane().setWords(new Words(wanted));
        if (wanted.isEmpty() || !isReady()) {
            view.bar().updateHits();
            return;
        }
        var fresh = new Hits();
        var words = new Words(wanted);
        hits = fresh;
        Runnable progress = () -> background.later(this::found);
        var rows = view.pane().rows();
        job = background.call(
                () -> {
                    switch (rows) {
                        case PlainRows plain -> fresh.findIn(plain.lines(), words, progress);
                        case JsonRows json ->
                            fresh.findIn(json.index(), words, json.texts().isAsSent(), json.matches(), progress);
                    }
                    return fresh;
                },
                done -> found(),
                failed -> {});
        view.bar().updateHits();
    }

    private boolean isReady() {
        return switch (view.pane().rows()) {
            case PlainRows plain -> plain.lines().isFinished();
            case JsonRows json -> json.index().isFinished();
        };
    }

    /** The text is read to its end. */
    void ready() {
        if (!wanted.isEmpty() && hits == null) {
            again();
        }
    }

    private void found() {
        view.bar().updateHits();
        rearranged();
        if (walkWhenFound && count() > 0) {
            walkWhenFound = false;
            walk(1);
        }
    }

    /** Rows were folded, unfolded or filtered: hits stand elsewhere. */
    void rearranged() {
        var found = hits;
        if (found != null) {
            view.pane().ticks().show(Ticks.of(view.pane(), found, MOST_TICKS));
            view.pane().repaint();
        }
    }

    int count() {
        return hits == null ? 0 : hits.count();
    }

    /** Which hit is the current one, from 0; -1 for none. */
    int current() {
        return current;
    }

    boolean isEnded() {
        return hits == null || hits.isEnded();
    }

    String wanted() {
        return wanted;
    }

    /** Goes to the next hit, or the one before, and round at the ends; the first time to the one behind the current row. */
    void walk(int step) {
        var found = hits;
        if (found == null || found.count() == 0) {
            walkWhenFound = found != null && !found.isEnded();
            return;
        }
        var count = found.count();
        if (current < 0) {
            var from = found.from(line(view.pane().current()), 0);
            current = step > 0 ? from % count : (from - 1 + count) % count;
        } else {
            current = Math.floorMod(current + step, count);
        }
        show(found);
        view.bar().updateHits();
    }

    private int line(int row) {
        return switch (view.pane().rows()) {
            case PlainRows plain -> row;
            case JsonRows json -> json.rootLine(row);
        };
    }

    private void show(Hits found) {
        var line = found.line(current);
        var offset = found.offset(current);
        var place = switch (view.pane().rows()) {
            case PlainRows plain -> new TextPlace(line, offset);
            case JsonRows json -> HitPlaces.of(json, line, offset);
        };
        if (place != null) {
            view.pane().rearranged();
            view.pane().showHit(place);
            view.pane().ticks().showCurrent(Ticks.place(view.pane(), place.row()));
        }
    }
}
