package dev.runtree.ui.replay;

import dev.runtree.model.Run;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.Note;
import dev.runtree.replay.Replayed;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Says what the record of a run lacks, and then replays the run from it. */
public final class ReplaySheet extends StackPane {
    private final Background background;
    private final Database database;
    private final Prices prices;
    private final Run run;
    private final Listener listener;
    private final StepCount count;
    private final LackLines lacks = new LackLines();
    private final Label told = new WrappedLabel();
    private final Label wrong = new WrappedLabel();
    private final Button go = new Button(Messages.text("replay.go"));
    private final Button no = new Button(Messages.text("cancel"));
    private @Nullable ReadRecord read;
    private @Nullable Job job;

    /** What comes of it. */
    public interface Listener {
        /** The replay is stored, or safe on disk. The sheet has done its work. */
        void replayed(Replayed replayed);

        /** The reader thought better of it, at any time. */
        void cancelled();
    }

    /**
     * @param database where the run is, and its replay will be
     * @param run the one to be replayed
     */
    public ReplaySheet(Background background, Database database, Prices prices, Run run, Listener listener) {
        this.background = background;
        this.database = database;
        this.prices = prices;
        this.run = run;
        this.listener = listener;
        count = new StepCount(background);
        getStyleClass().addAll("veil", "replay-veil");
        var head = new Label(Messages.text("replay.title", run.name()));
        head.getStyleClass().add("question-title");
        var text = new WrappedLabel(Messages.text("replay.text"));
        text.setMinHeight(USE_PREF_SIZE);
        for (var label : new Label[] {told, wrong}) {
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            label.setVisible(false);
        }
        told.getStyleClass().add("replay-told");
        wrong.getStyleClass().add("replay-wrong");
        go.setId("replayGo");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setOnAction(event -> replay());
        no.setOnAction(event -> cancel());
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(head, text, count, lacks, told, wrong, buttons);
        card.getStyleClass().addAll("question-card", "replay-card");
        card.setMaxHeight(USE_PREF_SIZE);
        getChildren().add(card);
        Veil.closeByEscape(this, this::cancel);
        read();
    }

    /** Where the keyboard goes on. */
    public void focus() {
        no.requestFocus();
    }

    private void read() {
        go.setDisable(true);
        count.begin(StepCount.Doing.READING);
        job = background.run(
                new RecordReader(new RunQueries(database), run.id(), count::at), this::known, this::failed);
    }

    private void known(ReadRecord known) {
        read = known;
        count.end();
        var all = known.record().lacks();
        lacks.show(all, true);
        if (all.grave().isNone()) {
            if (all.isNone()) {
                tell(Messages.text("replay.whole"));
            }
            go.setDisable(false);
            go.requestFocus();
        } else {
            no.setText(Messages.text("replay.close"));
        }
    }

    private void replay() {
        var known = read;
        if (known != null && !go.isDisabled()) {
            go.setDisable(true);
            told.setVisible(false);
            wrong.setVisible(false);
            count.begin(StepCount.Doing.REPLAYING);
            job = background.run(new StoredReplay(database, prices, known, count::at), this::replayed, this::failed);
            no.requestFocus();
        }
    }

    /** What the record tells otherwise than the loop would have it is read before the replay is. */
    private void replayed(Replayed done) {
        if (done.notes().isEmpty()) {
            listener.replayed(done);
            return;
        }
        count.end();
        tell(Messages.text("replay.stored"));
        lacks.show(
                Messages.text("replay.notes"),
                done.notes().stream().map(Note::text).toList(),
                false);
        go.setText(Messages.text("replay.show"));
        go.setOnAction(event -> listener.replayed(done));
        go.setDisable(false);
        no.setText(Messages.text("replay.close"));
        go.requestFocus();
    }

    private void failed(RuntimeException why) {
        count.end();
        wrong.setText(String.valueOf(why.getMessage()));
        wrong.setVisible(true);
        go.setDisable(read == null);
        no.requestFocus();
    }

    private void tell(String text) {
        told.setText(text);
        told.setVisible(true);
    }

    private void cancel() {
        if (job != null) {
            job.cancel();
        }
        listener.cancelled();
    }
}
