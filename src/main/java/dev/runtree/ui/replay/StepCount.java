package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Calm;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** How far work on the steps of a run, or on some runs, has come. */
final class StepCount extends HBox {
    private final ProgressBar bar = new ProgressBar();
    private final Label told = new Label();
    private final Calm calm;
    private volatile int done;
    private volatile int all;
    private Doing doing = Doing.READING;

    /** What is done with them. */
    enum Doing {
        READING("replay.reading", "replay.reading.begun"),
        READING_RUNS("many.reading", "replay.reading.begun"),
        REPLAYING("replay.replaying", "replay.replaying.begun");

        private final String key;
        private final String begun;

        Doing(String key, String begun) {
            this.key = key;
            this.begun = begun;
        }
    }

    StepCount(Background background) {
        calm = new Calm(background, this::show);
        getStyleClass().add("replay-count");
        setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.setMaxWidth(Double.MAX_VALUE);
        told.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(bar, told);
        managedProperty().bind(visibleProperty());
    }

    void begin(Doing what) {
        doing = what;
        done = 0;
        all = 0;
        setVisible(true);
        show();
    }

    void end() {
        setVisible(false);
    }

    /** From any thread. */
    void at(int now, int of) {
        done = now;
        all = of;
        calm.changed();
    }

    private void show() {
        var share = all == 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) done / all;
        var text = all == 0
                ? Messages.text(doing.begun)
                : Messages.text(doing.key, Figures.count(done), Figures.count(all));
        bar.setProgress(share);
        bar.setAccessibleText(text);
        told.setText(text);
    }
}
