package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId.Kind;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Conversation;
import dev.runtree.store.ConversationPage;
import dev.runtree.store.ConversationQueries;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunOrder;
import dev.runtree.store.RunPage.Place;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.runs.FeedState;
import dev.runtree.ui.runs.Reach;
import java.util.HashMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The sessions or users that match a filter, as far as they have been read, kept up to date. Lives on the JavaFX thread. */
final class ConversationFeed {
    static final int PAGE = 50;
    static final int COUNTED = 1_000;

    private static final Duration DELAY = Duration.millis(150);

    /** New runs are looked into for words no more often than this. */
    private static final Duration REST = Duration.seconds(3);

    private final PauseTransition resting = new PauseTransition(REST);
    private final Latest page;
    private final Latest fresh;
    private final Latest counting;
    private final Latest alone;
    private final BooleanSupplier beingRead;
    private final Runnable changed;
    private final ObservableList<Conversation> found = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper newer = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<RunCount> count = new ReadOnlyObjectWrapper<>(RunCount.NONE);
    private final ReadOnlyObjectWrapper<RunCount> outside = new ReadOnlyObjectWrapper<>(RunCount.NONE);
    private final ReadOnlyObjectWrapper<FeedState> state = new ReadOnlyObjectWrapper<>(new FeedState.Loading());
    private final Reach reach = new Reach();

    private @Nullable ConversationQueries queries;
    private Kind kind = Kind.SESSION;
    private RunFilter filter = RunFilter.ALL;
    private @Nullable Place next;
    private boolean paging;
    private boolean freshening;
    private boolean stale;

    /**
     * @param beingRead whether somebody reads the list, so that nothing may move in it
     * @param changed called when others are in the list, and the change is over
     */
    ConversationFeed(Background background, BooleanSupplier beingRead, Runnable changed) {
        this.beingRead = beingRead;
        this.changed = changed;
        resting.setOnFinished(event -> {
            if (stale) {
                refresh();
            }
        });
        page = new Latest(background, DELAY);
        fresh = new Latest(background, DELAY);
        counting = new Latest(background, DELAY);
        alone = new Latest(background, DELAY);
    }

    ObservableList<Conversation> found() {
        return found;
    }

    /** How many have something new and are not where they belong yet. */
    ReadOnlyIntegerProperty newerProperty() {
        return newer.getReadOnlyProperty();
    }

    /** How many there are; no more than {@link #COUNTED} are counted. */
    ReadOnlyObjectProperty<RunCount> countProperty() {
        return count.getReadOnlyProperty();
    }

    /** How many matching runs belong to none. */
    ReadOnlyObjectProperty<RunCount> outsideProperty() {
        return outside.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<FeedState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** How far has been looked for what no index finds. */
    Reach reach() {
        return reach;
    }

    Kind kind() {
        return kind;
    }

    RunFilter filter() {
        return filter;
    }

    /** Reads from another database. */
    void use(ConversationQueries other) {
        queries = other;
        found.clear();
    }

    /** Shows others; what was shown stays until they are there, unless it is of another kind. */
    void show(Kind wantedKind, RunFilter wanted) {
        boolean others = kind != wantedKind;
        kind = wantedKind;
        if (others) {
            found.clear();
            state.set(new FeedState.Loading());
            count.set(RunCount.NONE);
            outside.set(RunCount.NONE);
        }
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
        if (found.isEmpty()) {
            state.set(new FeedState.Loading());
        }
        reach.begin(filter.hasWords(), RunOrder.NEWEST_FIRST);
        page.askNow(asked.page(kind, filter, null, Set.of(), PAGE), this::replace, this::failed);
        recount();
    }

    private void replace(ConversationPage first) {
        next = first.next();
        newer.set(0);
        found.setAll(first.found());
        shown(first);
    }

    private void shown(ConversationPage read) {
        if (filter.hasWords()) {
            count.set(new RunCount(found.size(), next != null));
        }
        if (!found.isEmpty()) {
            state.set(new FeedState.Shown());
            changed.run();
        } else if (next == null) {
            state.set(new FeedState.Nothing());
        }
        if (reach.add(read.found().size(), read.looked(), next, PAGE)) {
            readOn();
        } else if (stale) {
            refresh();
        }
    }

    private void failed(RuntimeException failure) {
        paging = false;
        reach.going(false);
        state.set(new FeedState.Failed(String.valueOf(failure.getMessage())));
    }

    private void recount() {
        var asked = queries;
        if (asked != null) {
            if (!filter.hasWords()) {
                counting.askNow(asked.count(kind, filter, COUNTED), count::set, failure -> {});
            }
            alone.askNow(asked.outside(kind, filter, COUNTED), outside::set, failure -> {});
        }
    }

    /** Ends the looking where it is. */
    void stop() {
        page.cancel();
        paging = false;
        reach.stop();
        if (reach.reachedProperty().get().runs() == 0) {
            found.clear(); // they are of the filter before
        }
        if (found.isEmpty()) {
            state.set(new FeedState.Nothing());
        }
    }

    /** Goes on with what was ended, or has found enough for now. */
    void goOn() {
        reach.goOn();
        if (next == null) {
            show(kind, filter);
        } else {
            if (found.isEmpty()) {
                state.set(new FeedState.Loading());
            }
            more();
        }
    }

    /** Reads the next page, if there is one and it is not on its way. */
    void more() {
        if (!paging) {
            reach.seek();
        }
        readOn();
    }

    private void readOn() {
        var asked = queries;
        if (asked == null || next == null || paging || reach.isStopped()) {
            return;
        }
        paging = true;
        reach.going(true);
        page.askNow(asked.page(kind, filter, next, ids(), PAGE), this::append, this::failed);
    }

    private Set<String> ids() {
        return found.stream().map(each -> each.id().id()).collect(Collectors.toSet());
    }

    private void append(ConversationPage further) {
        paging = false;
        next = further.next();
        found.addAll(further.found());
        shown(further);
    }

    /** Something has changed in the database: what is shown is brought up to date in its place. */
    void refresh() {
        var asked = queries;
        if (asked == null) {
            return;
        }
        if (freshening || paging || state.get() instanceof FeedState.Loading) {
            stale = true;
            return;
        }
        if (filter.hasWords() && resting.getStatus() == Animation.Status.RUNNING) {
            stale = true;
            return;
        }
        resting.playFromStart();
        freshening = true;
        stale = false;
        fresh.askNow(asked.page(kind, filter, null, Set.of(), PAGE), this::merge, failure -> freshening = false);
        recount();
    }

    /** While the list is read its rows stay where they are, and what has moved up is told. */
    private void merge(ConversationPage first) {
        freshening = false;
        if (!beingRead.getAsBoolean() && (found.size() <= PAGE || first.next() == null)) {
            if (!found.equals(first.found())) {
                replace(first);
            }
            return;
        }
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < found.size(); i++) {
            places.put(found.get(i).id().id(), i);
        }
        int arrived = 0;
        for (var each : first.found()) {
            Integer place = places.get(each.id().id());
            if (place == null) {
                arrived++;
            } else if (!found.get(place).equals(each)) {
                found.set(place, each);
            }
        }
        newer.set(arrived);
        if (stale) {
            refresh();
        }
    }
}
