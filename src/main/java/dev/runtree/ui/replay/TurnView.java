package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.turns.TurnResult;
import dev.runtree.replay.turns.TurnResult.Made;
import dev.runtree.store.Database;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.WorkView;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.results.Batch;
import dev.runtree.ui.results.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The turns of a conversation as a table that fills as they are replayed. */
public final class TurnView extends VBox implements WorkView {
    private static final ResultTable.RowState<TurnRow> STATE = new ResultTable.RowState<>() {
        @Override
        public Object key(TurnRow row) {
            return row.turn().number();
        }

        @Override
        public boolean waits(TurnRow row) {
            return row.result() == null;
        }

        @Override
        public boolean isBad(TurnRow row) {
            return row.result() instanceof TurnResult.NotMade;
        }
    };

    private final Background background;
    private final Listener listener;
    private final ManyHead head;
    private final ResultTable<TurnRow> table;
    private final Label told = new WrappedLabel();
    private final List<TurnResult> results = new ArrayList<>();
    private @Nullable TurnRequest request;
    private volatile @Nullable Batch<TurnResult> work;

    /** Where it leads. */
    public interface Listener {
        /** Goes back to the sessions. */
        void back();

        /** Shows the replay of a turn beside the run that it replays. */
        void compare(Run replay);

        /** Asks anew how the conversation is replayed. */
        void again(String session);

        /** Says a sentence, such as what came of all. */
        void told(String sentence);
    }

    public TurnView(Background background, Listener listener) {
        this.background = background;
        this.listener = listener;
        head = new ManyHead("rail.sessions", listener::back, this::stop, this::again);
        table = new ResultTable<>(List.of(TurnColumn.values()), STATE, Messages.text("many.empty"), this::choose, true);
        table.setId("turnsTable");
        table.setAccessibleText(Messages.text("turns.table"));
        getStyleClass().add("many");
        told.setId("turnsProblem");
        told.getStyleClass().add("fork-problem");
        told.setMinHeight(USE_PREF_SIZE);
        told.managedProperty().bind(told.visibleProperty());
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(head, told, table);
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
    }

    /** Begins to replay a conversation, in place of the one that is shown. Nothing while one is replayed. */
    public void begin(Database database, TurnRequest wanted) {
        if (isRunning()) {
            return;
        }
        forget();
        request = wanted;
        var rows = wanted.conversation().turns().stream().map(TurnRow::waiting).toList();
        table.show(rows);
        table.change(0, rows.getFirst().begun());
        head.show(
                Messages.text("turns.heading", OneLine.of(wanted.conversation().session())));
        progress(rows.size());
        var begun = new Batch<TurnResult>(
                background,
                database,
                (each, cancellation) -> wanted.make(database, each, cancellation),
                new Told(wanted));
        work = begun;
        begun.start();
    }

    private void progress(int all) {
        head.progress(
                Messages.text("many.progress", Figures.count(results.size()), Figures.count(all)) + spent(),
                (double) results.size() / Math.max(1, all));
    }

    private String spent() {
        var cost = results.stream()
                .filter(Made.class::isInstance)
                .map(result -> ((Made) result).cost())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return cost.signum() == 0 ? "" : ", " + Figures.cost(cost);
    }

    /** Whether one is replayed now. */
    public boolean isRunning() {
        return work != null;
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
            listener.again(asked.conversation().session());
        }
    }

    private void choose(TurnRow row) {
        row.made().ifPresentOrElse(made -> listener.compare(made.replay()), () -> {
            if (row.result() != null) {
                listener.told(Messages.text("many.nothing", row.problem()));
            }
        });
    }

    private void say(RuntimeException why) {
        told.setText(OneLine.of(why.getMessage()));
        told.setVisible(true);
    }

    private String sum() {
        var same = results.stream()
                .filter(result -> result instanceof Made made && made.answer().isSame())
                .count();
        return Messages.text("turns.sum", Figures.count(same), Figures.counted(results.size(), "answer")) + spent();
    }

    /** Hears of the turns, as long as they are those that are shown. */
    private final class Told implements Batch.Listener<TurnResult> {
        private final TurnRequest of;

        Told(TurnRequest of) {
            this.of = of;
        }

        @Override
        public void came(List<TurnResult> come) {
            if (!of.equals(request)) {
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
            progress(rows.size());
        }

        @Override
        public void ended() {
            if (of.equals(request)) {
                work = null;
                head.ended(sum());
                listener.told(Messages.text("many.ended", sum()));
            }
        }

        @Override
        public void failed(RuntimeException why) {
            if (of.equals(request)) {
                came(table.rows().stream()
                        .skip(results.size())
                        .<TurnResult>map(row -> new TurnResult.NotMade(row.turn(), Messages.text("many.broken.off")))
                        .toList());
                say(why);
                ended();
            }
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
