package dev.runtree.ui.alerts;

import dev.runtree.alert.Alarm;
import dev.runtree.alert.AlertEntry;
import dev.runtree.alert.AlertRule;
import dev.runtree.alert.AlertRules;
import dev.runtree.alert.AlertStates;
import dev.runtree.alert.Announcer;
import dev.runtree.alert.Reading;
import dev.runtree.alert.Readings;
import dev.runtree.model.watch.Signal;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Databases;
import dev.runtree.ui.DotCell;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Alerts, over the window: how they stand, and new ones. */
public final class AlertsController implements AlertPage.Deeds {
    private static final Duration SILENCE = Duration.ofHours(1);

    private final Background background;
    private final Databases databases;
    private final AlertRules rules;
    private final AlertStates states;
    private final RuntreeHome home;
    private final Ways ways;
    private final @Nullable Wanted wanted;
    private final AlertPage page = new AlertPage(this);
    private final EachSecond second = new EachSecond(this::look);
    private @Nullable Job looking;

    @FXML
    private StackPane veil;

    @FXML
    private ListView<AlertEntry> list;

    @FXML
    private StackPane slot;

    @FXML
    private Button closeButton;

    /**
     * Where it leads.
     *
     * @param changed when a rule is another one now
     * @param runs shows the runs behind an alert
     * @param queue shows the approvals that wait
     * @param close takes it away again
     */
    public record Ways(Runnable changed, Consumer<RunFilter> runs, Runnable queue, Runnable close) {}

    /** @param wanted what a new alert is to be about; {@code null} when none is wanted */
    @SuppressWarnings("NullAway.Init")
    public AlertsController(Background background, Databases databases, Ways ways, @Nullable Wanted wanted) {
        this.background = background;
        this.databases = databases;
        this.ways = ways;
        this.wanted = wanted;
        home = databases.traces().home();
        rules = new AlertRules(home);
        states = new AlertStates(home, databases.traces().identity());
    }

    @FXML
    private void initialize() {
        closeButton.setAccessibleText(Messages.text("close"));
        list.setCellFactory(each -> new DotCell<>(AlertWords::line));
        list.getSelectionModel().selectedItemProperty().subscribe(this::select);
        Veil.closeByEscapeOrBeside(veil, this::close);
        if (wanted != null) {
            edit(null);
        }
        look();
        second.play();
    }

    private List<AlertEntry> entries() {
        return AlertEntry.all(home, databases.traces().identity());
    }

    private void look() {
        if (looking == null) {
            looking = background.call(this::entries, this::listed, this::failed);
        }
    }

    private void listed(List<AlertEntry> entries) {
        looking = null;
        var chosen = list.getSelectionModel().getSelectedItem();
        var name = chosen == null ? null : chosen.rule().name();
        if (!list.getItems().equals(entries)) {
            list.getItems().setAll(entries);
        }
        if (shown() instanceof EditPage) {
            return;
        }
        if (entries.isEmpty()) {
            edit(null);
        } else {
            show(name == null ? entries.getFirst().rule().name() : name);
        }
    }

    private void failed(RuntimeException why) {
        looking = null;
        if (!(shown() instanceof EditPage)) {
            page.bad(String.valueOf(why.getMessage()));
            put(page);
        }
    }

    private void show(String name) {
        var items = list.getItems();
        for (var at = 0; at < items.size(); at++) {
            if (items.get(at).rule().name().equals(name)) {
                list.getSelectionModel().select(at);
                select(items.get(at));
                return;
            }
        }
        list.getSelectionModel().selectFirst();
    }

    private void select(@Nullable AlertEntry entry) {
        if (entry != null) {
            page.show(entry);
            put(page);
        }
    }

    @FXML
    private void create() {
        list.getSelectionModel().clearSelection();
        edit(null);
    }

    @Override
    public void edit(@Nullable AlertRule rule) {
        var about = wanted == null ? new Wanted(Signal.LATENCY, RunFilter.ALL) : wanted;
        var pages = new EditPage[1];
        pages[0] = new EditPage(
                rule,
                about,
                now -> work(
                        () -> {
                            if (rule == null) {
                                rules.add(now);
                            } else {
                                rules.replace(rule.name(), now);
                            }
                            return now.name();
                        },
                        this::saved,
                        why -> pages[0].bad(why)),
                () -> back(rule));
        put(pages[0]);
        pages[0].focus();
    }

    private void saved(String name) {
        slot.getChildren().removeIf(node -> node instanceof EditPage);
        changed(name);
    }

    /** Reads again, and has the rules looked at. */
    private void changed(@Nullable String name) {
        ways.changed().run();
        background.call(
                this::entries,
                entries -> {
                    listed(entries);
                    if (name != null) {
                        show(name);
                    }
                },
                this::failed);
    }

    private void back(@Nullable AlertRule edited) {
        if (list.getItems().isEmpty()) {
            close();
        } else {
            slot.getChildren().removeIf(node -> node instanceof EditPage);
            show(edited == null ? list.getItems().getFirst().rule().name() : edited.name());
        }
    }

    @Override
    public void pause(AlertRule rule, boolean isPaused) {
        deed(
                () -> {
                    if (isPaused) {
                        rules.pause(rule.name());
                    } else {
                        rules.resume(rule.name());
                    }
                    return rule.name();
                },
                this::changed);
    }

    @Override
    public void silence(AlertRule rule, boolean isSilenced) {
        deed(
                () -> {
                    states.silence(rule, isSilenced ? Instant.now().plus(SILENCE) : null);
                    return rule.name();
                },
                this::changed);
    }

    @Override
    public void test(AlertRule rule) {
        deed(() -> tried(rule), problem -> {
            if (problem.isEmpty()) {
                page.good(Messages.text("alerts.test.done"));
            } else {
                page.bad(problem);
            }
        });
    }

    private String tried(AlertRule rule) {
        var now = Instant.now();
        var value = new Readings(databases).of(rule, now) instanceof Reading.Value(var found) ? found : null;
        try {
            return Objects.requireNonNullElse(
                    new Announcer()
                            .tell(new Alarm(
                                    rule,
                                    Alarm.Kind.TRIAL,
                                    now,
                                    value,
                                    databases.traces().describe())),
                    "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    @Override
    public void remove(AlertRule rule) {
        deed(
                () -> {
                    rules.remove(rule.name());
                    return rule.name();
                },
                gone -> {
                    list.getSelectionModel().clearSelection();
                    changed(null);
                });
    }

    @Override
    public void showBehind(AlertRule rule) {
        var runs = AlertWords.runs(rule);
        close();
        if (runs == null) {
            ways.queue().run();
        } else {
            ways.runs().accept(runs);
        }
    }

    private <T> void deed(Work<T> work, Consumer<T> then) {
        work(work, then, page::bad);
    }

    private <T> void work(Work<T> work, Consumer<T> then, Consumer<String> wrong) {
        background.call(work, then, why -> wrong.accept(String.valueOf(why.getMessage())));
    }

    private @Nullable Node shown() {
        var first = slot.getChildren().getFirst();
        return first.equals(closeButton) ? null : first;
    }

    private void put(Node now) {
        if (!Objects.equals(shown(), now)) {
            slot.getChildren().setAll(now, closeButton);
        }
    }

    /** Ready to walk the list, or to write. */
    public void focus() {
        if (shown() instanceof EditPage form) {
            form.focus();
        } else {
            list.requestFocus();
        }
    }

    @FXML
    private void close() {
        second.stop();
        if (looking != null) {
            looking.cancel();
        }
        ways.close().run();
    }
}
