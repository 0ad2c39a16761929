package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.Change;
import dev.runtree.model.watch.RunLatency;
import dev.runtree.model.watch.Signal;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.watch.FigureLabel.Trend;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How long runs took. */
final class LatencyCard extends SignalCard<RunLatency> {
    private final FigureLabel p50 = new FigureLabel("p50");
    private final FigureLabel p90 = new FigureLabel("p90");
    private final FigureLabel p99 = new FigureLabel("p99");
    private final FigureLabel runs = new FigureLabel(Messages.text("watch.latency.runs"));
    private final FigureLabel failed = new FigureLabel(Messages.text("watch.latency.failed"));
    private final LinesChart chart = new LinesChart();

    LatencyCard(Background background, Wishes wishes) {
        super(Signal.LATENCY, background, wishes);
        chart.onOpened(this::open);
        VBox.setVgrow(chart, Priority.ALWAYS);
        fill(new FigureLine(p50, p90, p99, runs, failed), chart);
    }

    private void open(int index) {
        var now = shown();
        if (now != null) {
            wishes().runs(runsAt(now.course(), index));
        }
    }

    @Override
    Query<RunLatency> ask(Signals signals, Scope of) {
        return signals.latency(of);
    }

    @Override
    boolean isEmpty(RunLatency latency) {
        return latency.now().runs() == 0;
    }

    @Override
    void show(RunLatency latency) {
        var now = latency.now();
        var before = latency.before();
        show(p50, now.p50(), before.p50());
        show(p90, now.p90(), before.p90());
        show(p99, now.p99(), before.p99());
        runs.show(Figures.count(now.runs()), Change.of(now.runs(), before.runs()), Trend.NEUTRAL);
        failed.show(
                Figures.count(now.failed()),
                before.runs() == 0 ? "" : Change.ofCounts(now.failed(), before.failed()),
                before.runs() == 0 ? Trend.NEUTRAL : Trend.ofSmall((double) now.failed(), (double) before.failed()));
        chart.show(latency);
    }

    private static void show(FigureLabel label, @Nullable Long nanos, @Nullable Long before) {
        label.show(
                Figures.duration(nanos),
                Change.of(nanos, before),
                nanos == null || before == null ? Trend.NEUTRAL : Trend.ofSmall(nanos, before));
    }
}
