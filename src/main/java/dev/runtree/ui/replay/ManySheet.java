package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.many.ManyOutlook;
import dev.runtree.replay.many.ReadRun;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Asks how some runs are replayed, and says before that how many replays it makes, what they may cost, and what the records lack. */
public final class ManySheet extends StackPane {
    private static final Duration BETWEEN_LETTERS = Duration.millis(250);

    private final List<Run> runs;
    private final Map<String, String> environment;
    private final Prices prices;
    private final Listener listener;
    private final StepCount count;
    private final ManyChoicesPane choices;
    private final LackLines hindering = new LackLines();
    private final LackLines lacks = new LackLines();
    private final Label told = new WrappedLabel();
    private final Label wrong = new WrappedLabel();
    private final Button go = new Button(Messages.text("many.go"));
    private final Latest outlook;
    private final Job reading;
    private @Nullable List<ReadRun> read;
    private @Nullable ManyRequest ready;

    /** What comes of it. */
    public interface Listener {
        /** The reader wants them to be made. The sheet has done its work. */
        void begin(ManyRequest request);

        /** The reader thought better of it. */
        void cancelled();
    }

    /**
     * @param database where the runs are
     * @param runs those to be replayed, in the order of the table
     * @param isLive whether models are asked, unless the reader says otherwise
     * @param environment where keys and addresses of models are taken from, as of {@link System#getenv()}
     */
    public ManySheet(
            Background background,
            Database database,
            List<Run> runs,
            boolean isLive,
            Map<String, String> environment,
            Prices prices,
            Listener listener) {
        this.runs = List.copyOf(runs);
        this.environment = environment;
        this.prices = prices;
        this.listener = listener;
        outlook = new Latest(background, BETWEEN_LETTERS);
        count = new StepCount(background);
        choices = new ManyChoicesPane(this.runs, isLive, this::look);
        getStyleClass().addAll("veil", "replay-veil");
        getChildren().add(card());
        Veil.closeByEscape(this, this::cancel);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (ForkHead.START.match(event)) {
                go.fire();
                event.consume();
            }
        });
        count.begin(StepCount.Doing.READING_RUNS);
        reading = background.run(
                new ManyRecords(new RunQueries(database), this.runs, count::at), this::known, this::unread);
    }

    private VBox card() {
        var head = new Label(Messages.text("many.title", Figures.counted(runs.size(), "run")));
        head.getStyleClass().add("question-title");
        for (var label : new Label[] {told, wrong}) {
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
            label.setVisible(false);
        }
        told.getStyleClass().add("many-told");
        told.setId("manyTold");
        wrong.getStyleClass().add("replay-wrong");
        wrong.setId("manyWrong");
        var body = new VBox(choices, hindering, lacks);
        body.getStyleClass().add("many-body");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        // By itself it does not reckon with lines that wrap.
        body.heightProperty().subscribe(height -> scroll.setPrefViewportHeight(height.doubleValue()));
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("many-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        go.setId("manyGo");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setDisable(true);
        go.setOnAction(event -> begin());
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> cancel());
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(head, scroll, count, told, wrong, buttons);
        card.getStyleClass().addAll("question-card", "replay-card", "many-card");
        card.setMaxHeight(USE_PREF_SIZE);
        return card;
    }

    /** Where the keyboard goes on. */
    public void focus() {
        choices.focus();
    }

    private void known(List<ReadRun> all) {
        count.end();
        read = all;
        look();
    }

    private void unread(RuntimeException why) {
        count.end();
        say(String.valueOf(why.getMessage()));
    }

    /** Works out what is to be known of what is asked for now. */
    private void look() {
        var all = read;
        ready = null;
        go.setDisable(true);
        if (all == null) {
            return;
        }
        try {
            var request = new ManyRequest(runs, choices.choices(), environment, prices);
            Work<ManyOutlook> looking = () -> request.outlook(all);
            outlook.ask(() -> looking, now -> show(request, now), why -> say(String.valueOf(why.getMessage())));
        } catch (Refused e) {
            outlook.cancel();
            say(String.valueOf(e.getMessage()));
        }
    }

    private void say(String mistake) {
        told.setVisible(false);
        wrong.setText(mistake);
        wrong.setVisible(true);
    }

    private void show(ManyRequest request, ManyOutlook now) {
        wrong.setText(String.join("\n", now.models()));
        wrong.setVisible(!now.models().isEmpty());
        hindering.show(Messages.text(now.possible() == 0 ? "many.runs.none" : "many.runs.some"), now.runs(), true);
        lacks.show(Messages.text("many.lacks"), now.lacks(), false);
        told.setText(ManyWords.before(request, now));
        told.setVisible(true);
        ready = now.canBegin() ? request : null;
        go.setDisable(!now.canBegin());
    }

    private void begin() {
        var request = ready;
        if (request != null) {
            listener.begin(request);
        }
    }

    private void cancel() {
        reading.cancel();
        outlook.cancel();
        listener.cancelled();
    }
}
