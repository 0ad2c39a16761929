package dev.runtree.ui.shell;

import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Standing;
import dev.runtree.ui.agents.AgentsAtWork;
import dev.runtree.ui.agents.AgentsController;
import dev.runtree.ui.alerts.Wanted;
import dev.runtree.ui.approvals.ApprovalsController;
import dev.runtree.ui.approvals.WaitingCount;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.sql.AskedSql;
import dev.runtree.ui.sql.SqlView;
import dev.runtree.ui.watch.WatchController;
import dev.runtree.ui.watch.Wishes;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import org.jspecify.annotations.Nullable;

/** The views that the rail leads to beside those of runs: what of them works from the start, and how they are made later. */
final class OtherViews {
    private OtherViews() {}

    /**
     * Adds them.
     *
     * @param rail leads to them
     * @param reveal shows a run by its id, or what a {@link dev.runtree.model.RunLink} leads to
     */
    static void into(
            Desk desk, RailController rail, Background background, Preferences preferences, Consumer<String> reveal) {
        var agents = new AgentsAtWork(background, preferences);
        desk.add(
                Place.AGENTS,
                new LateView(agents, () -> new AgentsController(background, preferences.home(), agents, reveal)));
        desk.add(
                Place.WATCH, new LateView(new AtRest(), () -> new WatchController(background, watching(desk, reveal))));
        var waiting = new WaitingCount(background);
        desk.add(
                Place.APPROVALS,
                new LateView(
                        waiting,
                        () -> new ApprovalsController(background, waiting, reveal, desk::reveal, agents::decided)));
        var sql = new AskedSql();
        desk.add(Place.SQL, new LateView(sql, () -> new SqlView(background, preferences, sql, reveal)));
        desk.onSql(sql::open);
        rail.count(Place.WATCH, "rail.watch.firing", desk.alerts().firingProperty());
        rail.count(Place.APPROVALS, "rail.approvals.waiting", waiting.countProperty());
    }

    private static Wishes watching(Desk desk, Consumer<String> reveal) {
        return new Wishes() {
            @Override
            public void runs(RunFilter filter) {
                desk.showRuns(filter);
            }

            @Override
            public void run(String runId) {
                reveal.accept(runId);
            }

            @Override
            public void queue() {
                desk.show(Place.APPROVALS);
            }

            @Override
            public void alerts(@Nullable Wanted wanted) {
                desk.alerts().show(wanted);
            }

            @Override
            public ReadOnlyLongProperty firing() {
                return desk.alerts().firingProperty();
            }
        };
    }

    /** Of a view that does nothing before it is shown. */
    private record AtRest() implements Standing {
        @Override
        public void use(Databases databases) {
            // It is told when it is there.
        }

        @Override
        public void refresh() {
            // There is nothing to be shown anew.
        }

        @Override
        public void leave(Database database) {
            // Nothing of it is kept open.
        }
    }
}
