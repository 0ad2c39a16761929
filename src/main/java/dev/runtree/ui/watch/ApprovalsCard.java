package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.Signal;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.watch.FigureLabel.Trend;
import dev.runtree.ui.watch.Rows.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** How many approvals wait, and for how long. */
final class ApprovalsCard extends SignalCard<QueueDepth> {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final FigureLabel waiting = new FigureLabel(Messages.text("watch.approvals.waiting"));
    private final FigureLabel oldest = new FigureLabel(Messages.text("watch.approvals.oldest"));
    private final FigureLabel median = new FigureLabel(Messages.text("watch.approvals.median"));
    private final StepsChart chart = new StepsChart();
    private final Rows rows = new Rows(
            new Rows.Column(Messages.text("watch.approvals.tool"), Rows.GROWS, false),
            new Rows.Column(Messages.text("watch.approvals.by"), 96, false),
            new Rows.Column(Messages.text("watch.approvals.user"), 76, false),
            new Rows.Column(Messages.text("watch.approvals.waits"), 76, true));

    ApprovalsCard(Background background, Wishes wishes) {
        super(Signal.APPROVALS, background, wishes);
        var open = new Button(Messages.text("watch.approvals.open"));
        open.getStyleClass().add("flat-tool");
        open.setOnAction(event -> wishes.queue());
        addTool(open);
        chart.onOpened(this::open);
        VBox.setVgrow(chart, Priority.ALWAYS);
        fill(new FigureLine(waiting, oldest, median), chart, rows);
    }

    /** The runs of a stretch; what waits now is in the queue. */
    private void open(int index) {
        var now = shown();
        if (now != null) {
            wishes().runs(runsAt(now.course(), index));
        }
    }

    @Override
    Query<QueueDepth> ask(Signals signals, Scope of) {
        return signals.approvals(of);
    }

    @Override
    boolean isEmpty(QueueDepth queue) {
        return queue.waiting() == 0 && queue.peak() == 0 && queue.now().count() == 0;
    }

    @Override
    void show(QueueDepth queue) {
        waiting.show(
                Figures.count(queue.waiting()),
                Messages.text("watch.approvals.peak", Figures.count(queue.peak())),
                Trend.NEUTRAL);
        oldest.show(queue.oldest().isEmpty() ? "" : waits(queue.oldest().getFirst()), "", Trend.NEUTRAL);
        var now = queue.now().median();
        var before = queue.before().median();
        median.show(
                Figures.duration(now),
                now == null || before == null ? "" : Figures.difference(now - before),
                now == null || before == null ? Trend.NEUTRAL : Trend.ofSmall(now, before));
        chart.show(queue);
        rows.show(queue.oldest().stream().map(this::line).toList(), (int)
                Math.min(Integer.MAX_VALUE, queue.waiting() - queue.oldest().size()));
    }

    private Rows.Line line(QueueDepth.Asked asked) {
        var tool = text(asked.tool());
        var waits = waits(asked);
        var isLong = Duration.between(asked.at(), Instant.now()).compareTo(LONG) > 0;
        return new Rows.Line(
                Messages.text("watch.approvals.row", tool, waits, text(asked.by()), text(asked.user())),
                false,
                () -> wishes().run(asked.runId()),
                Cell.of(tool, Icons.icon(BootstrapIcons.PERSON_CHECK_FILL, "watch-approval")),
                Cell.of(text(asked.by()), null),
                Cell.of(text(asked.user()), null),
                isLong ? Cell.bad(waits) : Cell.figure(waits));
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String waits(QueueDepth.Asked asked) {
        return Figures.waiting(
                Math.max(0, Duration.between(asked.at(), Instant.now()).toNanos()));
    }
}
