package dev.runtree.ui.shell;

import dev.runtree.ui.Preferences;
import dev.runtree.ui.agents.AgentsAtWork;
import dev.runtree.ui.agents.AgentsController;
import dev.runtree.ui.approvals.ApprovalsController;
import dev.runtree.ui.approvals.WaitingCount;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.sql.AskedSql;
import dev.runtree.ui.sql.SqlView;
import java.util.function.Consumer;

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
        var waiting = new WaitingCount(background);
        desk.add(
                Place.APPROVALS,
                new LateView(
                        waiting,
                        () -> new ApprovalsController(background, waiting, reveal, desk::reveal, agents::decided)));
        var sql = new AskedSql();
        desk.add(Place.SQL, new LateView(sql, () -> new SqlView(background, preferences, sql, reveal)));
        desk.onSql(sql::open);
        rail.count(Place.APPROVALS, "rail.approvals.waiting", waiting.countProperty());
    }
}
