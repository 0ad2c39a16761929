package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Query;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunOrder;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Highlight;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What a list of runs knows of a filter with words: how far it has looked for them, and where they are said. */
final class WordSearch {
    /** More are not counted: it takes long, and a number that is known to be large tells as much. */
    private static final int COUNTED = 100_000;

    /** New runs are looked into for words no more often than this. */
    private static final Duration REST = Duration.seconds(3);

    private final Latest counting;
    private final PauseTransition resting = new PauseTransition(REST);
    private final Map<SpanId, String> said = new HashMap<>();
    private final ReadOnlyObjectWrapper<Reached> reached = new ReadOnlyObjectWrapper<>(Reached.NOWHERE);
    private RunFilter filter = RunFilter.ALL;
    private Highlight highlight = Highlight.NONE;
    private int sought;
    private boolean stopped;

    WordSearch(Background background) {
        counting = new Latest(background, Duration.ZERO);
    }

    /**
     * How far a search is.
     *
     * @param runs how many runs have been looked into
     * @param all how many there are to look into; {@code null} until they are counted
     * @param backNanos all runs that started at this moment or later have been; {@code null} when there are no others
     * @param goesOn whether it is under way, rather than ended, or waiting for the reader to scroll on
     */
    record Reached(
            long runs, @Nullable RunCount all, @Nullable Long backNanos, boolean goesOn) {
        static final Reached NOWHERE = new Reached(0, null, null, false);

        boolean isEnd() {
            return runs > 0 && backNanos == null && !goesOn;
        }
    }

    ReadOnlyObjectProperty<Reached> reachedProperty() {
        return reached.getReadOnlyProperty();
    }

    /** Whether the filter has words at all. */
    boolean isOn() {
        return filter.hasWords();
    }

    /** Begins anew, if the filter has words. */
    void begin(RunQueries queries, RunFilter wanted) {
        counting.cancel();
        filter = wanted;
        highlight = Highlight.of(wanted);
        said.clear();
        sought = 0;
        stopped = false;
        reached.set(isOn() ? new Reached(0, null, null, true) : Reached.NOWHERE);
        if (isOn()) {
            counting.askNow(queries.searched(wanted, COUNTED), this::counted, failure -> {});
        }
    }

    private void counted(RunCount all) {
        var now = reached.get();
        reached.set(new Reached(now.runs(), all, now.backNanos(), now.goesOn()));
    }

    /** The next page of the filter: of one with words as far as they are found in a while. */
    static Query<RunPage> page(RunQueries queries, RunFilter filter, RunOrder order, @Nullable Place after, int limit) {
        return filter.hasWords() ? queries.said(filter, after, limit) : queries.runs(filter, order, after, limit);
    }

    /** Takes in what the runs of a page say, before their rows are shown. */
    void take(RunPage page) {
        said.putAll(page.said());
    }

    /** Takes in how far a page went; whether so few were found since the reader asked for more that another one is wanted. */
    boolean add(RunPage page) {
        sought += page.runs().size();
        boolean goesOn = !stopped && isOn() && page.next() != null && sought < RunFeed.PAGE;
        if (isOn()) {
            var next = page.next();
            var now = reached.get();
            reached.set(new Reached(
                    now.runs() + page.looked(),
                    now.all(),
                    next == null ? null : Long.valueOf(next.startNanos()),
                    goesOn));
        }
        return goesOn;
    }

    /** The reader wants more, from here on. */
    void seek() {
        sought = 0;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Ends it where it is. */
    void stop() {
        stopped = true;
        going(false);
    }

    void goOn() {
        stopped = false;
    }

    /** Whether new runs were looked into a moment ago, so that it is not yet time to do it again. */
    boolean rests() {
        if (!isOn()) {
            return false;
        }
        boolean rests = resting.getStatus() == Animation.Status.RUNNING;
        if (!rests) {
            resting.playFromStart();
        }
        return rests;
    }

    /** Called when it has rested. */
    void onRested(Runnable handler) {
        resting.setOnFinished(event -> handler.run());
    }

    void going(boolean goesOn) {
        var now = reached.get();
        if (isOn() && now.goesOn() != goesOn) {
            reached.set(new Reached(now.runs(), now.all(), now.backNanos(), goesOn));
        }
    }

    /** As many as were found, and more while not all has been looked into. */
    RunCount count(int found) {
        return new RunCount(found, !reached.get().isEnd());
    }

    /** Where the words are said in a run; empty when the filter has none, or they are not said but stand in its name. */
    Optional<Snippet> snippet(Run run) {
        if (!isOn()) {
            return Optional.empty();
        }
        var around = said.get(run.id());
        return Snippet.of(around == null ? run.input() : around, highlight)
                .or(() -> Snippet.of(run.output(), highlight));
    }
}
