package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.model.Approval;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Standing;
import dev.runtree.ui.background.Background;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents of the files that are open, on the database that is shown. From the start of the window they go on with runs of
 * theirs that waited, whether or not anybody looks at them; so does, with a run that was decided about here, the agent of its
 * file that is not open.
 */
public final class AgentsAtWork implements Standing {
    private static final Logger LOG = LoggerFactory.getLogger(AgentsAtWork.class);

    private final Background background;
    private final RememberedFiles remembered;
    private final Map<Database, OpenAgents> open = new ConcurrentHashMap<>();
    private volatile @Nullable OpenAgents now;
    private volatile BiConsumer<Database, AgentEvent> continued = (primary, event) -> {};

    public AgentsAtWork(Background background, Preferences preferences) {
        this.background = background;
        remembered = new RememberedFiles(background, preferences);
    }

    @Override
    public void use(Databases databases) {
        var fresh = new OpenAgents(databases, event -> continued.accept(databases.primary(), event));
        now = fresh;
        open.put(databases.traces(), fresh);
        remembered
                .files()
                .forEach(file -> background.call(
                        () -> fresh.open(file),
                        opened -> {},
                        failure -> LOG.warn("{} could not be opened: {}", file, failure.getMessage())));
    }

    @Override
    public void refresh() {
        // They look for what they wait for by themselves.
    }

    /** Ends what runs on a database. */
    @Override
    public void leave(Database database) {
        var gone = open.remove(database);
        if (gone != null) {
            if (gone.equals(now)) {
                now = null;
            }
            gone.close();
        }
    }

    /** An approval was decided in this window, so that its run can go on. From any thread. */
    public void decided(Approval approval) {
        var run = approval.topRunId();
        var of = now;
        if (run != null && of != null) {
            background.call(
                    () -> of.takeUp(run),
                    taken -> {},
                    failure -> LOG.warn("The run {} does not go on here: {}", run, failure.getMessage()));
        }
    }

    /** Those on the database that is shown; {@code null} while there is none. */
    @Nullable OpenAgents now() {
        return now;
    }

    /** @param listener told what happens in runs that go on by themselves, with their primary database, on threads of theirs */
    void onContinued(BiConsumer<Database, AgentEvent> listener) {
        continued = listener;
    }

    RememberedFiles remembered() {
        return remembered;
    }
}
