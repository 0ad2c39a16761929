package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.Change;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.query.RunKey;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.watch.FigureLabel.Trend;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Who has runs made. */
final class UsersCard extends SignalCard<UserActivity> {
    private final FigureLabel users = new FigureLabel(Messages.text("watch.users.count"));
    private final FigureLabel runs = new FigureLabel(Messages.text("watch.latency.runs"));
    private final HeatMap map = new HeatMap();

    UsersCard(Background background, Wishes wishes) {
        super(Signal.USERS, background, wishes);
        map.onOpened(this::open);
        VBox.setVgrow(map, Priority.ALWAYS);
        fill(new FigureLine(users, runs), map);
    }

    private void open(String user, int stretch) {
        var now = shown();
        if (now != null) {
            var filter = stretch == HeatMap.WHOLE ? runs(now.course()) : runsAt(now.course(), stretch);
            wishes().runs(filter.with(RunKey.USER, user));
        }
    }

    @Override
    Query<UserActivity> ask(Signals signals, Scope of) {
        return signals.users(of);
    }

    @Override
    boolean isEmpty(UserActivity activity) {
        return activity.now().runs() == 0;
    }

    @Override
    void show(UserActivity activity) {
        var now = activity.now();
        var before = activity.before();
        users.show(
                Figures.count(now.users()),
                before.runs() == 0 ? "" : Change.ofCounts(now.users(), before.users()),
                Trend.NEUTRAL);
        runs.show(Figures.count(now.runs()), Change.of(now.runs(), before.runs()), Trend.NEUTRAL);
        map.show(activity);
    }
}
