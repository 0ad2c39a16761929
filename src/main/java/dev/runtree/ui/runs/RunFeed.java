package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The runs that match a filter, as far as they have been read, kept up to date. Lives on the JavaFX thread. */
final class RunFeed {
    static final int PAGE = 100;

    /** How many matching runs are counted before it says "and more". */
    static final int COUNTED = 1_000;

    private final Latest page;
    private final Latest fresh;
    private final Latest running;
    private final Latest counting;
    private final ObservableList<Run> runs = FXCollections.observableArrayList();
    private final List<Run> heldBack = new ArrayList<>();
    private final ReadOnlyIntegerWrapper newer = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<RunCount> count = new ReadOnlyObjectWrapper<>(RunCount.NONE);
    private final ReadOnlyObjectWrapper<FeedState> state = new ReadOnlyObjectWrapper<>(new FeedState.Loading());
    private final BooleanSupplier beingRead;
    private final WordSearch search;

    private @Nullable RunQueries queries;
    private RunFilter filter = RunFilter.ALL;
    private @Nullable Place next;
    private boolean paging;
    private boolean freshening;
    private boolean stale;
    private boolean gap;

    /** @param beingRead whether somebody reads the list, so that nothing may move in it */
    RunFeed(Background background, BooleanSupplier beingRead) {
        this.beingRead = beingRead;
        search = new WordSearch(background);
        page = new Latest(background, Duration.millis(150));
        fresh = new Latest(background, Duration.millis(150));
        running = new Latest(background, Duration.millis(150));
        counting = new Latest(background, Duration.millis(150));
    }

    ObservableList<Run> runs() {
        return runs;
    }

    /** How many runs have begun that are not in the list yet. */
    ReadOnlyIntegerProperty newerProperty() {
        return newer.getReadOnlyProperty();
    }

    /** How many runs match; no more than {@link #COUNTED} are counted. */
    ReadOnlyObjectProperty<RunCount> countProperty() {
        return count.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<FeedState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    RunFilter filter() {
        return filter;
    }

    /** Reads from another database. */
    void use(RunQueries queries) {
        this.queries = queries;
        runs.clear();
        show(filter);
    }

    /** Shows what matches another filter; what was shown stays until that is there. */
    void show(RunFilter wanted) {
        filter = wanted;
        var asked = queries;
        if (asked == null) {
            return;
        }
        paging = false;
        freshening = false;
        stale = false;
        next = null;
        fresh.cancel();
        running.cancel();
        if (runs.isEmpty()) {
            state.set(new FeedState.Loading());
        }
        search.begin(asked, filter);
        page.askNow(WordSearch.page(asked, filter, null, PAGE), this::replace, this::failed);
        recount();
    }

    private void replace(RunPage first) {
        next = first.next();
        forgetHeldBack();
        search.take(first);
        runs.setAll(first.runs());
        shown(first);
    }

    /** Ends a search for words where it is. */
    void stop() {
        page.cancel();
        paging = false;
        search.going(false);
    }

    /** Goes on with a search that was ended, or has found enough for now. */
    void goOn() {
        if (next == null) {
            show(filter);
        } else {
            more();
        }
    }

    /** What is known of the words of the filter. */
    WordSearch search() {
        return search;
    }

    /** A page that is not full, and not the last, is what was found in a while: the rest of it is looked for at once. */
    private void shown(RunPage page) {
        if (!runs.isEmpty()) {
            state.set(new FeedState.Shown());
        } else {
            state.set(next == null ? new FeedState.Nothing() : new FeedState.Loading());
        }
        boolean goesOn = page.runs().size() < PAGE && next != null;
        search.add(page, goesOn);
        if (search.isOn()) {
            count.set(search.count(runs.size()));
        }
        if (goesOn) {
            more();
        } else {
            catchUp();
        }
    }

    private void failed(RuntimeException failure) {
        paging = false;
        search.going(false);
        state.set(new FeedState.Failed(String.valueOf(failure.getMessage())));
    }

    private void recount() {
        var asked = queries;
        if (asked != null && !search.isOn()) {
            counting.askNow(asked.count(filter, COUNTED), count::set, failure -> {});
        }
    }

    /** Reads the next page, if there is one and it is not on its way. */
    void more() {
        var asked = queries;
        if (asked == null || next == null || paging) {
            return;
        }
        paging = true;
        search.going(true);
        page.askNow(WordSearch.page(asked, filter, next, PAGE), this::append, this::failed);
    }

    private void append(RunPage further) {
        paging = false;
        next = further.next();
        search.take(further);
        runs.addAll(further.runs());
        shown(further);
    }

    /** Something has changed in the database: shows what has become of the runs shown, and finds new ones. */
    void refresh() {
        var asked = queries;
        if (asked == null) {
            return;
        }
        if (freshening || paging || state.get() instanceof FeedState.Loading) {
            stale = true;
            return;
        }
        freshening = true;
        stale = false;
        fresh.askNow(WordSearch.page(asked, filter, null, PAGE), this::merge, failure -> freshening = false);
        recount();
    }

    private void merge(RunPage fresh) {
        freshening = false;
        search.take(fresh);
        var first = fresh.runs();
        gap = RunMerge.leavesGap(runs, first, PAGE);
        if (runs.isEmpty() || (gap && !beingRead.getAsBoolean())) {
            replace(fresh);
            return;
        }
        var merge = RunMerge.of(runs, first, next == null);
        change(merge);
        followRunning(first);
        heldBack.clear();
        heldBack.addAll(merge.arrived());
        if (!beingRead.getAsBoolean()) {
            letIn();
        } else {
            newer.set(heldBack.size());
        }
        if (!runs.isEmpty()) {
            state.set(new FeedState.Shown());
        }
        catchUp();
    }

    private void change(RunMerge merge) {
        for (var changed : merge.changed()) {
            runs.set(changed.index(), changed.run());
        }
    }

    /** What has become of runs that the fresh page does not reach, or that do not match any more. */
    private void followRunning(List<Run> first) {
        var asked = queries;
        var read = first.stream().map(Run::id).collect(Collectors.toSet());
        var others = runs.stream()
                .filter(run -> run.endNanos() == null && !read.contains(run.id()))
                .map(Run::id)
                .toList();
        if (asked != null && !others.isEmpty()) {
            running.askNow(asked.again(others), found -> change(RunMerge.of(runs, found, false)), failure -> {});
        }
    }

    /** Something changed while an answer was on its way, which may not have it. */
    private void catchUp() {
        if (stale) {
            refresh();
        }
    }

    /** Puts the runs that waited where they belong. */
    void letIn() {
        if (gap) {
            show(filter);
            return;
        }
        for (Run run : heldBack.reversed()) {
            runs.add(RunMerge.place(runs, run), run);
        }
        forgetHeldBack();
    }

    private void forgetHeldBack() {
        heldBack.clear();
        gap = false;
        newer.set(0);
    }
}
