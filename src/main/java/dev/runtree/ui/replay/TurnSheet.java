package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.turns.Conversation;
import dev.runtree.replay.turns.TurnWay;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.Veil;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Asks how a conversation is replayed turn by turn, and says before that which models are asked and what is not as it was. */
public final class TurnSheet extends StackPane {
    private static final Duration BETWEEN_LETTERS = Duration.millis(250);

    private final RunQueries queries;
    private final Map<String, String> environment;
    private final Prices prices;
    private final Consumer<Optional<TurnRequest>> done;
    private final RadioButton recorded = radio("turns.recorded", "turnsRecorded");
    private final RadioButton live = radio("turns.live", "turnsLive");
    private final TextField model = new TextField();
    private final BoundFields bounds = new BoundFields("turns.bound.calls");
    private final LackLines notes = new LackLines();
    private final Label told = new WrappedLabel();
    private final Label wrong = new WrappedLabel();
    private final Button go = new Button(Messages.text("many.go"));
    private final Latest outlook;
    private final Job reading;
    private @Nullable Conversation read;
    private @Nullable TurnRequest ready;

    /**
     * @param environment where keys and addresses of models are taken from
     * @param done told what the reader wants; empty when the reader thought better of it
     */
    public TurnSheet(
            Background background,
            Database database,
            String session,
            Map<String, String> environment,
            Prices prices,
            Consumer<Optional<TurnRequest>> done) {
        queries = new RunQueries(database);
        this.environment = environment;
        this.prices = prices;
        this.done = done;
        outlook = new Latest(background, BETWEEN_LETTERS);
        getStyleClass().addAll("veil", "replay-veil");
        getChildren().add(card(session));
        Veil.closeByEscape(this, this::cancel);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (ForkHead.START.match(event)) {
                go.fire();
                event.consume();
            }
        });
        told.setText(Messages.text("replay.reading.begun"));
        reading = background.call(() -> Conversation.read(database, session, turns -> {}), this::known, this::wrong);
    }

    private static RadioButton radio(String key, String id) {
        var button = new RadioButton(Messages.text(key));
        button.setId(id);
        button.setWrapText(true);
        button.setMinHeight(USE_PREF_SIZE);
        return button;
    }

    private VBox card(String session) {
        var head = new WrappedLabel(Messages.text("turns.title", OneLine.of(session)));
        head.getStyleClass().add("question-title");
        var group = new ToggleGroup();
        recorded.setToggleGroup(group);
        live.setToggleGroup(group);
        recorded.setSelected(true);
        model.setId("turnsModel");
        model.setPromptText(Messages.text("fork.model.unknown"));
        model.setAccessibleText(Messages.text("fork.model"));
        var asked = new VBox(
                title("fork.model"), model, hint("turns.model.hint"), title("fork.bounds"), bounds, hint("many.tools"));
        asked.getStyleClass().add("fork-choices");
        asked.managedProperty().bind(asked.visibleProperty());
        asked.visibleProperty().bind(live.selectedProperty());
        var choices = new VBox(recorded, live, asked, notes);
        choices.getStyleClass().add("fork-choices");
        told.setId("turnsTold");
        told.getStyleClass().add("many-told");
        wrong.setId("turnsWrong");
        wrong.getStyleClass().add("replay-wrong");
        for (var label : new Label[] {told, wrong}) {
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
        }
        wrong.setVisible(false);
        group.selectedToggleProperty().subscribe((before, now) -> look());
        model.textProperty().subscribe((before, now) -> look());
        bounds.usually(Messages.text("checks.bound.usual"));
        bounds.onChanged(this::look);
        go.setId("turnsGo");
        go.getStyleClass().add("accent");
        go.setDefaultButton(true);
        go.setDisable(true);
        go.setOnAction(event -> begin());
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> cancel());
        var buttons = new HBox(go, no);
        buttons.getStyleClass().add("card-actions");
        var card = new VBox(head, choices, told, wrong, buttons);
        card.getStyleClass().addAll("question-card", "replay-card", "many-card");
        card.setMaxHeight(USE_PREF_SIZE);
        return card;
    }

    private static Label title(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("edited-name");
        return label;
    }

    private static Label hint(String key) {
        var hint = new WrappedLabel(Messages.text(key));
        hint.getStyleClass().add("hint");
        hint.setMinHeight(USE_PREF_SIZE);
        return hint;
    }

    /** Where the keyboard goes on. */
    public void focus() {
        recorded.requestFocus();
    }

    private void known(Conversation conversation) {
        read = conversation;
        look();
    }

    /** Works out what is to be known of what is asked for now. */
    private void look() {
        var conversation = read;
        ready = null;
        go.setDisable(true);
        if (conversation == null) {
            return;
        }
        try {
            var word = model.getText().strip();
            var isLive = live.isSelected();
            var request = new TurnRequest(
                    conversation,
                    isLive,
                    isLive && !word.isEmpty() ? word : null,
                    isLive
                            ? new ManyLimits(
                                    bounds.count("fork.bound.calls.wrong", BoundFields.MOST),
                                    bounds.dollars(),
                                    bounds.time())
                            : ManyLimits.NONE,
                    environment,
                    prices);
            Work<TurnWay> looking = () -> request.way(queries);
            outlook.ask(() -> looking, way -> show(request, way), this::wrong);
        } catch (Refused e) {
            outlook.cancel();
            wrong(e);
        }
    }

    private void wrong(RuntimeException why) {
        told.setVisible(false);
        wrong.setText(OneLine.of(why instanceof CannotFork cannot ? cannot.why() : why.getMessage()));
        wrong.setVisible(true);
    }

    private void show(TurnRequest request, TurnWay way) {
        wrong.setVisible(false);
        notes.show(Messages.text("many.lacks"), way.notes(), false);
        told.setText(told(request, way));
        told.setVisible(true);
        ready = request;
        go.setDisable(false);
    }

    private static String told(TurnRequest request, TurnWay way) {
        var turns = Figures.counted(request.conversation().turns().size(), "turn");
        if (!request.isLive()) {
            return Messages.text("turns.told.recorded", turns);
        }
        return Messages.text("turns.told.live", turns, String.join(", ", way.models())) + " "
                + ManyWords.limits(request.limits());
    }

    private void begin() {
        var request = ready;
        if (request != null) {
            done.accept(Optional.of(request));
        }
    }

    private void cancel() {
        reading.cancel();
        outlook.cancel();
        done.accept(Optional.empty());
    }
}
