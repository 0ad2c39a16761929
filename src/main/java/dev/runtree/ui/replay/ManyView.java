package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.ModelSum;
import dev.runtree.store.Database;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WorkView;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.results.Batch;
import dev.runtree.ui.results.ResultTable;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Many replays as a table that fills as they end, with what each model comes to beneath it. */
public final class ManyView extends VBox implements WorkView {
    private final Background background;
    private final Listener listener;
    private final ManyHead head;
    private final ResultTable<ManyRow> table = ManyTable.of(this::choose);
    private final Label told = new WrappedLabel();
    private final VBox sums = new VBox();
    private final List<AttemptResult> results = new ArrayList<>();
    private @Nullable ManyRequest request;
    private volatile @Nullable Batch<AttemptResult> work;

    /** Where it leads. */
    public interface Listener {
        /** Goes back to the runs. */
        void back();

        /** Shows a replay beside the run that it replays. */
        void compare(Run replay);

        /** Asks anew how these runs are replayed. */
        void again(List<Run> runs);

        /** Says a sentence, such as what came of all. */
        void told(String sentence);
    }

    public ManyView(Background background, Listener listener) {
        this.background = background;
        this.listener = listener;
        head = new ManyHead("keys.runs", listener::back, this::stop, this::again);
        getStyleClass().add("many");
        told.setId("manyProblem");
        told.getStyleClass().add("fork-problem");
        told.setMinHeight(USE_PREF_SIZE);
        told.managedProperty().bind(told.visibleProperty());
        sums.getStyleClass().add("many-sums");
        sums.setMinHeight(USE_PREF_SIZE);
        sums.managedProperty().bind(sums.visibleProperty());
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(head, told, table, sums);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                listener.back();
                event.consume();
            }
        });
        forget();
    }

    /** Forgets what was made, as for another database; nothing more is heard of what goes on. */
    public void forget() {
        request = null;
        work = null;
        results.clear();
        table.show(List.of());
        told.setVisible(false);
        sums.setVisible(false);
    }

    /** Begins to make replays, in place of those that are shown. Nothing while some are made. */
    public void begin(Database database, ManyRequest wanted) {
        if (isRunning()) {
            return;
        }
        forget();
        request = wanted;
        var rows = wanted.attempts().stream().map(ManyRow::waiting).toList();
        table.show(rows);
        table.change(0, rows.getFirst().begun());
        head.show(Messages.text("many.heading", Figures.counted(wanted.runs().size(), "run")));
        head.progress(ManyWords.progress(results, rows.size()), 0);
        var begun = new Batch<>(
                background,
                database,
                (each, cancellation) -> wanted.make(database, each, cancellation),
                new Told(wanted));
        work = begun;
        begun.start();
    }

    /** Whether replays are made now. */
    public boolean isRunning() {
        return work != null;
    }

    /** Whether there is something to be seen. */
    public boolean isFilled() {
        return request != null;
    }

    @Override
    public void leave(Database before) {
        var going = work;
        if (going != null) {
            going.leave(before, Messages.text("fork.stopped.database"));
        }
    }

    private void stop() {
        var going = work;
        if (going != null) {
            head.stopping();
            going.stop(Messages.text("fork.stopped.reader"), this::say);
        }
    }

    private void again() {
        var asked = request;
        if (asked != null && !isRunning()) {
            listener.again(asked.runs());
        }
    }

    private void choose(ManyRow row) {
        row.made().ifPresentOrElse(made -> listener.compare(made.replay()), () -> {
            if (row.result() != null) {
                listener.told(Messages.text("many.nothing", row.problem()));
            }
        });
    }

    private void say(RuntimeException why) {
        told.setText(String.valueOf(why.getMessage()));
        told.setVisible(true);
    }

    private void showSums() {
        sums.getChildren()
                .setAll(ModelSum.of(results).stream()
                        .map(ModelSum::line)
                        .map(WrappedLabel::new)
                        .toList());
        sums.setVisible(true);
    }

    private void over() {
        work = null;
        var line = ManyWords.done(results);
        head.ended(line);
        showSums();
        listener.told(Messages.text("many.ended", line));
    }

    /** Hears of the replays, as long as they are those that are shown. */
    private final class Told implements Batch.Listener<AttemptResult> {
        private final ManyRequest of;

        Told(ManyRequest of) {
            this.of = of;
        }

        private boolean isShown() {
            return of.equals(request);
        }

        @Override
        public void came(List<AttemptResult> come) {
            if (!isShown()) {
                return;
            }
            var rows = table.rows();
            for (var result : come) {
                table.change(results.size(), rows.get(results.size()).ended(result));
                results.add(result);
            }
            if (results.size() < rows.size()) {
                table.change(results.size(), rows.get(results.size()).begun());
            }
            head.progress(ManyWords.progress(results, rows.size()), (double) results.size() / Math.max(1, rows.size()));
            showSums();
        }

        @Override
        public void ended() {
            if (isShown()) {
                over();
            }
        }

        @Override
        public void failed(RuntimeException why) {
            if (!isShown()) {
                return;
            }
            say(why);
            var left = table.rows().stream().skip(results.size()).toList();
            came(left.stream()
                    .<AttemptResult>map(
                            row -> new AttemptResult.NotMade(row.attempt(), Messages.text("many.broken.off")))
                    .toList());
            over();
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return List.of(this);
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(Command.Group.RUN, Messages.text("many.stop"), "", this::stop),
                new Command(Command.Group.RUN, Messages.text("many.again"), "", this::again),
                new Command(Command.Group.VIEW, Messages.text("many.sort"), "s", () -> table.sortByKey(false)),
                new Command(Command.Group.VIEW, Messages.text("many.turn"), "S", () -> table.sortByKey(true)));
    }

    @Override
    public void focus() {
        table.requestFocus();
    }
}
