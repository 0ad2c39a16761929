package dev.runtree.ui.approvals;

import dev.runtree.store.ApprovalLists;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Standing;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.time.Duration;
import java.time.Instant;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;

/** How many approvals wait: asked when the database tells of a change, and when the next deadline passes. */
public final class WaitingCount implements Standing {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Latest counting;
    private final PauseTransition lapse = new PauseTransition();
    private final ReadOnlyLongWrapper count = new ReadOnlyLongWrapper();
    private @Nullable ApprovalLists lists;

    public WaitingCount(Background background) {
        counting = new Latest(background, javafx.util.Duration.millis(100));
        lapse.setOnFinished(event -> refresh());
    }

    @Override
    public void use(Databases databases) {
        counting.cancel();
        lapse.stop();
        lists = new ApprovalLists(databases.primary());
        count.set(0);
        refresh();
    }

    /** How many there are, for the rail too. */
    public ReadOnlyLongProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    @Override
    public void refresh() {
        var from = lists;
        if (from != null) {
            counting.again(from::waiting, this::show, why -> {});
        }
    }

    @Override
    public void leave(Database database) {
        // Nothing of it is kept open.
    }

    private void show(ApprovalLists.Waiting waiting) {
        count.set(waiting.count());
        lapse.stop();
        var next = waiting.nextDeadline();
        if (next != null) {
            var left = Duration.between(Instant.now(), next);
            if (left.compareTo(LONGEST) < 0) {
                // One that has passed here and not yet by the server's clock is asked about once a second.
                lapse.setDuration(javafx.util.Duration.millis(left.isNegative() ? 1_000 : left.toMillis() + 50.0));
                lapse.playFromStart();
            }
        }
    }
}
