package dev.runtree.ui.sessions;

import dev.runtree.model.ConversationId;
import dev.runtree.model.ConversationId.Kind;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.ConversationQueries;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.runs.FeedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The turns of the conversation that is shown, first ones first. Lives on the JavaFX thread. */
final class TurnFeed {
    private static final int PAGE = 500;

    /** So many are read without being asked for. */
    private static final int MOST = 20_000;

    private final Latest page;
    private final Latest fresh;
    private final Latest running;
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final Map<SpanId, Integer> places = new HashMap<>();
    private final ReadOnlyObjectWrapper<FeedState> state = new ReadOnlyObjectWrapper<>(new FeedState.Loading());
    private @Nullable RunQueries queries;
    private @Nullable ConversationQueries conversations;
    private @Nullable ConversationId shown;
    private boolean paging;
    private boolean more;
    private int wanted = MOST;

    TurnFeed(Background background) {
        page = new Latest(background, Duration.ZERO);
        fresh = new Latest(background, Duration.ZERO);
        running = new Latest(background, Duration.ZERO);
    }

    ObservableList<Entry> entries() {
        return entries;
    }

    ReadOnlyObjectProperty<FeedState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether there are turns behind those that are shown, which {@link #readOn} reads. */
    boolean hasMore() {
        return more && entries.size() >= wanted;
    }

    void use(RunQueries other) {
        queries = other;
        conversations = other.conversations();
        show(null);
    }

    void show(@Nullable ConversationId wantedId) {
        page.cancel();
        fresh.cancel();
        running.cancel();
        shown = wantedId;
        wanted = MOST;
        paging = false;
        more = wantedId != null;
        entries.clear();
        places.clear();
        state.set(new FeedState.Loading());
        next();
    }

    /** Reads as many again. */
    void readOn() {
        wanted += MOST;
        next();
    }

    private void next() {
        var asked = conversations;
        var of = shown;
        if (asked == null || of == null || !more || paging || entries.size() >= wanted) {
            return;
        }
        paging = true;
        page.askNow(asked.turns(of, last(), PAGE), this::append, this::failed);
    }

    private @Nullable Place last() {
        return entries.isEmpty() ? null : Place.of(entries.getLast().run());
    }

    private void append(List<Run> runs) {
        paging = false;
        more = runs.size() == PAGE;
        add(runs);
        state.set(entries.isEmpty() ? new FeedState.Nothing() : new FeedState.Shown());
        next();
    }

    private void add(List<Run> runs) {
        var added = new ArrayList<Entry>();
        String before =
                entries.isEmpty() ? null : entries.getLast().run().actor().sessionId();
        boolean first = entries.isEmpty();
        for (var run : runs) {
            if (places.containsKey(run.id())) {
                continue;
            }
            int place = entries.size() + added.size();
            places.put(run.id(), place);
            var session = run.actor().sessionId();
            boolean begins = ofUser() && (first || !Objects.equals(before, session));
            added.add(Entry.of(place + 1, run, begins ? Objects.requireNonNullElse(session, "") : null));
            before = session;
            first = false;
        }
        entries.addAll(added);
    }

    private boolean ofUser() {
        return shown != null && shown.kind() == Kind.USER;
    }

    private void failed(RuntimeException failure) {
        paging = false;
        more = false;
        if (entries.isEmpty()) {
            state.set(new FeedState.Failed(String.valueOf(failure.getMessage())));
        }
    }

    /** Something has changed in the database: turns that went on are brought up to date, new ones come behind the last. */
    void refresh() {
        var asked = conversations;
        var of = shown;
        if (asked == null || of == null || paging || state.get() instanceof FeedState.Loading) {
            return;
        }
        if (!more) {
            fresh.askNow(asked.turns(of, last(), PAGE), this::grow, failure -> {});
        }
        var open = entries.stream()
                .map(Entry::run)
                .filter(run -> run.endNanos() == null)
                .map(Run::id)
                .toList();
        var runs = queries;
        if (runs != null && !open.isEmpty()) {
            running.askNow(runs.again(open), this::changed, failure -> {});
        }
    }

    private void grow(List<Run> runs) {
        more = runs.size() == PAGE;
        add(runs);
        if (!entries.isEmpty()) {
            state.set(new FeedState.Shown());
        }
        next();
    }

    private void changed(List<Run> runs) {
        for (var run : runs) {
            Integer place = places.get(run.id());
            if (place != null && !entries.get(place).run().equals(run)) {
                entries.set(place, entries.get(place).changed(run));
            }
        }
    }

    /** Puts something else in the place of a turn; nothing, when it is not shown any more. */
    void change(SpanId run, UnaryOperator<Entry> made) {
        Integer place = places.get(run);
        if (place != null) {
            entries.set(place, made.apply(entries.get(place)));
        }
    }

    int place(SpanId run) {
        return places.getOrDefault(run, -1);
    }
}
