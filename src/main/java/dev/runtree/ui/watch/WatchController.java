package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.Scope;
import dev.runtree.store.SignalFilter;
import dev.runtree.store.Signals;
import dev.runtree.ui.Command;
import dev.runtree.ui.Command.Group;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Icons;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import dev.runtree.ui.filter.TimeButton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The view of what is to be watched: a range of time, a filter, and the cards of the five signals. */
public final class WatchController implements MainView {
    private static final PseudoClass FIRING = PseudoClass.getPseudoClass("firing");
    private static final Duration TYPING = Duration.millis(500);

    /** What is shown moves on with the time, even when nothing changes. */
    private static final int SECONDS_APART = 60;

    private final List<SignalCard<?>> cards;
    private final StackPane host = new StackPane();
    private final TimeButton range = new TimeButton(host, "7d", this::read);
    private final PauseTransition typing = new PauseTransition(TYPING);
    private final Button alerts = new Button("", Icons.icon(BootstrapIcons.BELL));
    private final EachSecond seconds = new EachSecond(this::second);
    private final Wishes wishes;
    private int passed;
    private RunFilter filter = RunFilter.ALL;
    private @Nullable Signals signals;
    private boolean active;

    @FXML
    private VBox root;

    @FXML
    private VBox bar;

    @FXML
    private HBox head;

    @FXML
    private TextField filterField;

    @FXML
    private Label readLabel;

    @FXML
    private HBox mistakeLine;

    @FXML
    private Label mistake;

    @FXML
    private ScrollPane scroll;

    /** @param wishes where it leads */
    @SuppressWarnings("NullAway.Init")
    public WatchController(Background background, Wishes wishes) {
        this.wishes = wishes;
        cards = List.of(
                new LatencyCard(background, wishes),
                new ApprovalsCard(background, wishes),
                new SpendCard(background, wishes),
                new ToolsCard(background, wishes),
                new UsersCard(background, wishes));
        cards.forEach(card -> card.onAnswered(this::answered));
    }

    @FXML
    private void initialize() {
        head.getChildren().addAll(alerts, range);
        alerts.getStyleClass().add("watch-alerts");
        alerts.setMinWidth(Region.USE_PREF_SIZE);
        alerts.setTooltip(Shortcut.ALERTS.tooltip());
        alerts.setOnAction(event -> wishes.alerts(null));
        wishes.firing().subscribe(now -> fires(now.longValue()));
        scroll.setContent(new Board(cards));
        host.getChildren().setAll(root);
        host.getStyleClass().add("watch-host");
        typing.setOnFinished(event -> filterBy());
        filterField.textProperty().subscribe((before, now) -> typing.playFromStart());
        filterField.setOnAction(event -> filterBy());
    }

    private void fires(long count) {
        alerts.setText(
                count == 0
                        ? Messages.text("alerts.title")
                        : Messages.text(count == 1 ? "watch.alerts.one" : "watch.alerts.many", Figures.count(count)));
        alerts.pseudoClassStateChanged(FIRING, count > 0);
    }

    private void filterBy() {
        typing.stop();
        var now = Instant.now();
        try {
            var wanted = RunFilter.parse(filterField.getText());
            SignalFilter.scope(wanted, now.minusSeconds(1), now);
            say(null);
            if (!wanted.equals(filter)) {
                filter = wanted;
                read();
            }
        } catch (BadFilter | SignalFilter.NotCounted e) {
            say(e.getMessage());
        }
    }

    private void say(@Nullable String wrong) {
        mistake.setText(wrong);
        mistakeLine.setVisible(wrong != null);
        mistakeLine.setManaged(wrong != null);
    }

    private Scope scope() {
        var now = Instant.now();
        return SignalFilter.scope(filter, range.since(now).truncatedTo(ChronoUnit.SECONDS), range.until(now));
    }

    private void read() {
        var from = signals;
        if (from != null && active) {
            passed = 0;
            var scope = scope();
            cards.forEach(card -> card.ask(from, scope, filter));
        }
    }

    private void answered() {
        readLabel.setText(
                Messages.text("watch.read", Figures.time(Instant.now(), Instant.now(), ZoneId.systemDefault())));
    }

    private void second() {
        passed++;
        if (passed >= SECONDS_APART && range.isMoving()) {
            passed = 0;
            refresh();
        }
    }

    @Override
    public Parent node() {
        Fxml.load(this);
        return host;
    }

    @Override
    public void use(Databases databases) {
        signals = new Signals(databases);
        cards.forEach(SignalCard::clear);
        read();
    }

    @Override
    public void refresh() {
        var from = signals;
        if (from != null && active) {
            cards.forEach(card -> card.again(from, this::scope));
        }
    }

    @Override
    public void leave(Database database) {
        // Nothing of it is kept open.
    }

    @Override
    public void setActive(boolean now) {
        active = now;
        if (now) {
            seconds.play();
            read();
        } else {
            seconds.stop();
            cards.forEach(SignalCard::stop);
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return Stream.concat(Stream.of(bar), cards.stream()).toList();
    }

    @Override
    public List<Command> commands() {
        return List.of(
                command("watch.command.hour", () -> last("1h")),
                command("watch.command.day", () -> last("24h")),
                command("watch.command.week", () -> last("7d")),
                command("watch.command.month", () -> last("30d")),
                command("watch.command.range", range::fire),
                command("watch.command.filter", filterField::requestFocus));
    }

    private static Command command(String key, Runnable work) {
        return new Command(Group.VIEW, Messages.text(key), "", work);
    }

    private void last(String duration) {
        range.last(duration);
        read();
    }

    @Override
    public void focus() {
        range.requestFocus();
    }
}
