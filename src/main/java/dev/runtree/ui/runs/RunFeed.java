package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunMarks;
import dev.runtree.store.RunOrder;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The runs that match a filter, as far as they have been read, kept up to date. Lives on the JavaFX thread. */
final class RunFeed {
    static final int PAGE = 100;

    /** Who scrolls on gets more at once. */
    private static final int FURTHER = 500;

    /** The next page is read when so many runs or fewer are left beneath what is seen. */
    private static final int AHEAD = 60;

    /** How many matching runs are counted before it says "and more". */
    static final int COUNTED = 1_000;

    private static final Duration SOON = Duration.millis(150);

    private final Latest page;
    private final Latest fresh;
    private final Latest counting;
    private final ObservableList<Run> runs = FXCollections.observableArrayList();
    private final FilteredList<Run> kept = new FilteredList<>(runs);
    private final SortedList<Run> shown = new SortedList<>(kept);
    private final HeldBack heldBack;
    private final RunUpdates updates;
    private final ReadOnlyObjectWrapper<RunCount> count = new ReadOnlyObjectWrapper<>(RunCount.NONE);
    private final ReadOnlyObjectWrapper<FeedState> state = new ReadOnlyObjectWrapper<>(new FeedState.Loading());
    private final ReadOnlyObjectWrapper<RunSort> sort = new ReadOnlyObjectWrapper<>(RunSort.NEWEST);
    private final BooleanSupplier beingRead;
    private final Reach reach = new Reach();
    private final WordSearch search;

    private @Nullable RunQueries queries;
    private RunFilter filter = RunFilter.ALL;
    private @Nullable Place next;
    private boolean counted;
    private Runnable countedNow = () -> {};
    private boolean paging;
    private int asked = PAGE;
    private boolean freshening;
    private boolean stale;

    /**
     * @param beingRead whether somebody reads the list, so that nothing may move in it
     * @param inSight the runs that are in sight
     */
    RunFeed(Background background, BooleanSupplier beingRead, Supplier<List<Run>> inSight) {
        this.beingRead = beingRead;
        search = new WordSearch(background, reach);
        page = new Latest(background, SOON);
        fresh = new Latest(background, SOON);
        counting = new Latest(background, SOON);
        search.onRested(this::catchUp);
        heldBack = new HeldBack(runs);
        updates = new RunUpdates(background, runs, inSight);
    }

    /** The runs in the order of the list, without those that are {@linkplain #hide hidden}. */
    ObservableList<Run> shown() {
        return shown;
    }

    /** How many runs have begun that are not in the list yet. */
    ReadOnlyIntegerProperty newerProperty() {
        return heldBack.countProperty();
    }

    /** How many runs match; no more than {@link #COUNTED} are counted. */
    ReadOnlyObjectProperty<RunCount> countProperty() {
        return count.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<FeedState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<RunSort> sortProperty() {
        return sort.getReadOnlyProperty();
    }

    RunFilter filter() {
        return filter;
    }

    /** What is said of a run, as far as it has been asked. */
    RunMarks marks(SpanId run) {
        return updates.marks(run);
    }

    /** Called when what is said of the runs in sight may have changed. */
    void onMarked(Runnable handler) {
        updates.onMarked(handler);
    }

    /** Called when it becomes known, or unknown, how many runs match; also when they are as many as before. */
    void onCounted(Runnable handler) {
        countedNow = handler;
    }

    /** Leaves runs out that are about to be deleted. */
    void hide(Set<String> runIds) {
        kept.setPredicate(runIds.isEmpty() ? null : run -> !runIds.contains(run.runId()));
    }

    /** These are no more. */
    void drop(Set<String> runIds) {
        runs.removeIf(run -> runIds.contains(run.runId()));
        if (runs.isEmpty()) {
            show(filter);
        }
    }

    /** How many match, without those that are hidden. */
    RunCount matching() {
        var all = count.get();
        int hidden = runs.size() - kept.size();
        return all.more() || hidden == 0 ? all : new RunCount(Math.max(0, all.runs() - hidden), false);
    }

    /** Whether so few runs match that they can all be read, and put in any order. */
    boolean isFew() {
        return counted && !count.get().more() && count.get().runs() <= COUNTED;
    }

    /** Whether all that match have been read. */
    boolean isWhole() {
        return next == null && !paging && !reach.isStopped() && !(state.get() instanceof FeedState.Loading);
    }

    /** Reads from another database. */
    void use(RunQueries queries, Annotations annotations) {
        this.queries = queries;
        updates.use(queries, annotations);
        hide(Set.of());
        runs.clear();
        show(filter);
    }

    /** Puts the list into another order. */
    void sort(RunSort wanted) {
        if (search.isOn() && wanted.order() != RunOrder.NEWEST_FIRST) {
            return;
        }
        boolean other = wanted.order() != sort.get().order();
        sort.set(wanted);
        shown.setComparator(wanted.comparator().orElse(null));
        if (other) {
            show(filter);
        } else {
            readAllIfSorted();
        }
    }

    private RunOrder order() {
        return sort.get().order();
    }

    /** Shows what matches another filter; what was shown stays until that is there. */
    void show(RunFilter wanted) {
        filter = wanted;
        var database = queries;
        if (database == null) {
            return;
        }
        paging = false;
        freshening = false;
        stale = false;
        next = null;
        asked = PAGE;
        fresh.cancel();
        updates.cancel();
        if (runs.isEmpty()) {
            state.set(new FeedState.Loading());
        }
        search.begin(database, filter);
        if (search.isOn() && order() != RunOrder.NEWEST_FIRST) {
            sort.set(RunSort.NEWEST); // words are looked for from the newest run down
            shown.setComparator(null);
        }
        reach.begin(search.isOn(), order());
        page.askNow(WordSearch.page(database, filter, order(), null, PAGE), this::replace, this::failed);
        counted = false;
        countedNow.run();
        recount();
    }

    private void replace(RunPage first) {
        next = first.next();
        heldBack.forget();
        search.take(first);
        runs.setAll(first.runs());
        updates.mark(first.runs());
        shown(first);
    }

    /** What is known of the words of the filter. */
    WordSearch search() {
        return search;
    }

    Reach reach() {
        return reach;
    }

    /** Ends a search for words where it is. */
    void stop() {
        page.cancel();
        paging = false;
        reach.stop();
        if (reach.reachedProperty().get().runs() == 0) {
            runs.clear(); // they are of the filter before
        }
        state.set(asFound());
    }

    private FeedState asFound() {
        return !runs.isEmpty()
                ? new FeedState.Shown()
                : next == null || reach.isStopped() ? new FeedState.Nothing() : new FeedState.Loading();
    }

    /** Goes on with a search that was ended, or has found enough for now. */
    void goOn() {
        reach.goOn();
        if (next == null) {
            show(filter);
        } else {
            state.set(asFound());
            more();
        }
    }

    /** A page that is not full, and not the last, is what was found in a while: the rest of it is looked for at once. */
    private void shown(RunPage page) {
        state.set(asFound());
        boolean goesOn = reach.add(page.runs().size(), page.looked(), next, asked);
        if (search.isOn()) {
            counted(search.count(runs.size()));
        }
        if (goesOn) {
            readOn();
        } else {
            readAllIfSorted();
            catchUp();
        }
    }

    /** What is sorted by a value has to be there. */
    private void readAllIfSorted() {
        if (sort.get().comparator().isPresent() && runs.size() <= 2 * COUNTED) {
            more();
        }
    }

    private void failed(RuntimeException failure) {
        paging = false;
        reach.going(false);
        state.set(new FeedState.Failed(String.valueOf(failure.getMessage())));
    }

    private void recount() {
        var database = queries;
        if (database != null && !search.isOn()) {
            counting.askNow(database.count(filter, COUNTED), this::counted, failure -> {});
        }
    }

    private void counted(RunCount now) {
        counted = true;
        count.set(now);
        countedNow.run();
        if (!isFew() && sort.get().comparator().isPresent()) {
            sort(RunSort.NEWEST);
        }
    }

    /** A row of the list is in sight: reads on before its end is. */
    void seen(int index) {
        if (index > shown.size() - AHEAD) {
            more();
        }
    }

    /** Reads the next page, if there is one and it is not on its way. */
    void more() {
        if (!paging) {
            reach.seek();
            asked = search.isOn() ? PAGE : FURTHER;
        }
        readOn();
    }

    private void readOn() {
        var database = queries;
        if (database == null || next == null || paging || reach.isStopped()) {
            return;
        }
        paging = true;
        reach.going(true);
        page.askNow(WordSearch.page(database, filter, order(), next, asked), this::append, this::failed);
    }

    private void append(RunPage further) {
        paging = false;
        next = further.next();
        search.take(further);
        runs.addAll(further.runs());
        updates.mark(further.runs());
        shown(further);
    }

    /** Something has changed in the database: shows what has become of the runs shown, and finds new ones. */
    void refresh() {
        var database = queries;
        if (database == null) {
            return;
        }
        if (freshening || paging || state.get() instanceof FeedState.Loading || search.rests()) {
            stale = true;
            return;
        }
        stale = false;
        recount();
        updates.refresh();
        if (order() == RunOrder.OLDEST_FIRST && !runs.isEmpty()) {
            // New ones belong at the end, where nothing moves.
            next = next == null ? Place.of(runs.getLast()) : next;
            seen(shown.size());
            return;
        }
        freshening = true;
        fresh.askNow(
                WordSearch.page(database, filter, order(), null, PAGE), this::merge, failure -> freshening = false);
    }

    private void merge(RunPage fresh) {
        freshening = false;
        search.take(fresh);
        var first = fresh.runs();
        boolean gap = RunMerge.leavesGap(runs, first, PAGE);
        if (runs.isEmpty() || (gap && !beingRead.getAsBoolean())) {
            replace(fresh);
            return;
        }
        var merge = RunMerge.of(runs, first, next == null);
        updates.change(merge);
        heldBack.hold(merge.arrived(), gap);
        updates.mark(merge.arrived());
        if (!beingRead.getAsBoolean()) {
            letIn();
        }
        if (!runs.isEmpty()) {
            state.set(new FeedState.Shown());
        }
        catchUp();
    }

    /** Something changed while an answer was on its way, which may not have it. */
    private void catchUp() {
        if (stale) {
            refresh();
        }
    }

    /** Puts the runs that waited where they belong. */
    void letIn() {
        if (heldBack.leavesGap()) {
            show(filter);
        } else {
            heldBack.letIn();
        }
    }
}
