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
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What a list of runs knows of a filter with words: how many runs there are to look into, and where the words are said. */
final class WordSearch {
    /** More are not counted: it takes long, and a number that is known to be large tells as much. */
    private static final int COUNTED = 100_000;

    /** New runs are looked into for words no more often than this. */
    private static final Duration REST = Duration.seconds(3);

    private final Latest counting;
    private final PauseTransition resting = new PauseTransition(REST);
    private final Map<SpanId, String> said = new HashMap<>();
    private final Reach reach;
    private RunFilter filter = RunFilter.ALL;
    private Highlight highlight = Highlight.NONE;

    /** @param reach told how many runs there are to look into */
    WordSearch(Background background, Reach reach) {
        this.reach = reach;
        counting = new Latest(background, Duration.ZERO);
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
        if (isOn()) {
            counting.askNow(queries.searched(wanted, COUNTED), reach::counted, failure -> {});
        }
    }

    /** The next page of the filter: of one with words as far as they are found in a while. */
    static Query<RunPage> page(RunQueries queries, RunFilter filter, RunOrder order, @Nullable Place after, int limit) {
        return filter.hasWords() ? queries.said(filter, after, limit) : queries.runs(filter, order, after, limit);
    }

    /** Takes in what the runs of a page say, before their rows are shown. */
    void take(RunPage page) {
        said.putAll(page.said());
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

    /** As many as were found, and more while not all has been looked into. */
    RunCount count(int found) {
        return new RunCount(found, !reach.reachedProperty().get().isEnd());
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
