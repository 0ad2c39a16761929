package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.store.ApprovalQueue.Page;
import dev.runtree.store.Query;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Approvals as a list shows them, read page by page as they come into view. */
final class ApprovalFeed {
    static final int PAGE = 500;

    private static final Duration SETTLED = Duration.millis(100);

    private final ObservableList<Approval> found = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Loading());
    private final Latest reading;
    private final Latest paging;
    private @Nullable Pages pages;
    private boolean more;
    private boolean asking;

    /** How it stands with the list. */
    sealed interface State {
        record Loading() implements State {}

        record Ready() implements State {}

        record Failed(String why) implements State {}
    }

    /** Where pages come from. */
    interface Pages {
        Query<Page> page(int limit, @Nullable Approval after);
    }

    ApprovalFeed(Background background) {
        reading = new Latest(background, SETTLED);
        paging = new Latest(background, Duration.ZERO);
    }

    ObservableList<Approval> found() {
        return found;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Whether there are more than those that were read. */
    boolean hasMore() {
        return more;
    }

    /** Nothing, until it is told what to show. */
    void clear() {
        reading.cancel();
        paging.cancel();
        asking = false;
        pages = null;
        more = false;
        found.clear();
        state.set(new State.Loading());
    }

    /** Other ones, from the first. */
    void show(Pages wanted) {
        paging.cancel();
        asking = false;
        pages = wanted;
        reading.ask(() -> wanted.page(PAGE, null), this::replace, this::fail);
    }

    private void replace(Page first) {
        more = first.more();
        if (!found.equals(first.approvals())) {
            found.setAll(first.approvals());
        }
        state.set(new State.Ready());
    }

    private void fail(RuntimeException why) {
        asking = false;
        state.set(new State.Failed(String.valueOf(why.getMessage())));
    }

    /** The next page, if there is one and it is not on its way. */
    void more() {
        var asked = pages;
        if (asked != null && more && !asking && !found.isEmpty()) {
            asking = true;
            paging.askNow(
                    asked.page(PAGE, found.getLast()),
                    next -> {
                        asking = false;
                        more = next.more();
                        found.addAll(next.approvals());
                    },
                    this::fail);
        }
    }

    /** They may have changed: as many as were read are read again. */
    void refresh() {
        var asked = pages;
        if (asked != null && !asking) {
            reading.again(
                    () -> asked.page(Math.max(PAGE, (found.size() + PAGE - 1) / PAGE * PAGE), null),
                    this::replace,
                    this::fail);
        }
    }
}
