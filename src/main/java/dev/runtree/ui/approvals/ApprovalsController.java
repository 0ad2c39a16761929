package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.store.ApprovalLists;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Audit;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Command.Group;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The view of approvals: what waits, what was decided, and the background hooks that were parked. */
public final class ApprovalsController implements MainView {
    private final Background background;
    private final Consumer<String> openRun;
    private final Consumer<Run> openSession;
    private final WaitingCount waiting;
    private final ContextPane context;
    private final DecisionPane decision;
    private final QueueList queue;
    private final HistoryList history;
    private final HooksList hooks;
    private final AuditStrip audit;
    private final VBox historyPane;
    private final StackPane hookPlace = new StackPane();
    private @Nullable ParkedHooks parked;
    private boolean active;
    private boolean stale = true;

    @FXML
    private VBox listPane;

    @FXML
    private StackPane listSlot;

    @FXML
    private StackPane decisionSlot;

    @FXML
    private StackPane contextSlot;

    @FXML
    private ToggleButton queueButton;

    @FXML
    private ToggleButton historyButton;

    @FXML
    private ToggleButton hooksButton;

    /**
     * @param waiting how many wait, which is asked whether or not the view is there
     * @param openRun shows a run by its id, or what a {@link dev.runtree.model.RunLink} leads to
     * @param openSession shows a run among the turns of its session
     * @param ready told of decisions after which a run can go on, not on the JavaFX thread
     */
    @SuppressWarnings("NullAway.Init")
    public ApprovalsController(
            Background background,
            WaitingCount waiting,
            Consumer<String> openRun,
            Consumer<Run> openSession,
            Consumer<Approval> ready) {
        this.background = background;
        this.openRun = openRun;
        this.openSession = openSession;
        this.waiting = waiting;
        context = new ContextPane(wishes());
        decision = new DecisionPane(background, context, openRun, ready, this::refresh);
        queue = new QueueList(background, decision::show, this::pressed);
        history = new HistoryList(background, decision::show, this::pressed);
        hooks = new HooksList(background, this::show);
        audit = new AuditStrip(background);
        historyPane = new VBox(history, audit);
        VBox.setVgrow(history, Priority.ALWAYS);
    }

    private ContextPane.Wishes wishes() {
        return new ContextPane.Wishes() {
            @Override
            public void openRun(String link) {
                openRun.accept(link);
            }

            @Override
            public void openSession(Why of) {
                openSession.accept(of.run());
            }

            @Override
            public void openTool(String tool) {
                historyButton.setSelected(true);
                history.showTool(tool);
            }
        };
    }

    @FXML
    private void initialize() {
        listSlot.getChildren().setAll(queue, historyPane, hooks);
        decisionSlot.getChildren().setAll(decision, hookPlace);
        contextSlot.getChildren().setAll(context);
        hookPlace.getStyleClass().add("hook-place");
        var group = new ToggleGroup();
        group.getToggles().addAll(queueButton, historyButton, hooksButton);
        queueButton.setSelected(true);
        group.selectedToggleProperty().addListener((value, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            } else if (now != null) {
                turn();
            }
        });
        waiting.countProperty().subscribe(this::tellCounts);
        hooks.countProperty().subscribe(this::tellCounts);
        turn();
    }

    private void tellCounts() {
        var pending = waiting.countProperty().get();
        queueButton.setText(
                pending == 0
                        ? Messages.text("approvals.queue.tab")
                        : Messages.text("approvals.queue.count", Figures.count(pending)));
        var failed = hooks.countProperty().get();
        hooksButton.setText(
                failed == 0
                        ? Messages.text("approvals.hooks.tab")
                        : Messages.text("approvals.hooks.count", Figures.capped(failed, HooksList.MOST)));
    }

    private void turn() {
        queue.setVisible(queueButton.isSelected());
        historyPane.setVisible(historyButton.isSelected());
        hooks.setVisible(hooksButton.isSelected());
        decision.setVisible(!hooksButton.isSelected());
        hookPlace.setVisible(hooksButton.isSelected());
        decision.clear();
        hookPlace.getChildren().clear();
        queue.view().forget();
        history.view().forget();
        queue.view().clearSelection();
        history.view().clearSelection();
        hooks.clearSelection();
        read();
        focus();
    }

    private void read() {
        if (!active || parked == null) {
            return;
        }
        if (queueButton.isSelected()) {
            queue.view().selectFirstOnce();
            queue.show();
        } else if (historyButton.isSelected()) {
            history.view().selectFirstOnce();
            history.show();
        }
        hooks.refresh();
    }

    private void show(ParkedHook hook) {
        var from = parked;
        if (from != null) {
            hookPlace.getChildren().setAll(scrolled(new HookPane(background, from, hook, openRun, this::refresh)));
        }
    }

    private static ScrollPane scrolled(HookPane hook) {
        var content = new StackPane(hook);
        content.getStyleClass().add("approval-decision");
        content.setAlignment(Pos.TOP_LEFT);
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().addAll("detail-scroll", "approval-decision-pane");
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(Messages.text("approvals.hooks"));
        return scroll;
    }

    /** Keys of the list that mean the approval that is selected. */
    private void pressed(KeyEvent event) {
        if (decision.press(event)) {
            event.consume();
        }
    }

    @Override
    public Parent node() {
        var panes = (SplitPane) Fxml.load(this);
        return new PaneFit(
                panes,
                List.of(
                        new PaneFit.Part(listPane, Messages.text("panes.approvals"), 320, 270),
                        new PaneFit.Part(decisionSlot, Messages.text("panes.approval"), 440, 380),
                        new PaneFit.Part(contextSlot, Messages.text("panes.approvals.context"), 320, 290)));
    }

    @Override
    public void use(Databases databases) {
        var primary = databases.primary();
        var approvals = new ApprovalQueue(primary);
        var lists = new ApprovalLists(primary);
        parked = new ParkedHooks(primary);
        queue.use(lists);
        history.use(lists);
        hooks.use(parked);
        audit.use(new Audit(primary));
        hookPlace.getChildren().clear();
        decision.use(new DecisionPane.Stores(approvals, lists, new RunQueries(databases.traces())));
        stale = true;
        readIfActive();
    }

    @Override
    public void refresh() {
        waiting.refresh();
        if (active) {
            if (queueButton.isSelected()) {
                queue.view().feed().refresh();
            } else if (historyButton.isSelected()) {
                history.view().feed().refresh();
            }
            hooks.refresh();
            decision.refresh();
        } else {
            stale = true;
        }
    }

    @Override
    public void leave(Database database) {
        // Nothing of it is kept open.
    }

    @Override
    public void setActive(boolean now) {
        active = now;
        readIfActive();
    }

    private void readIfActive() {
        if (active && stale && parked != null) {
            stale = false;
            read();
            decision.refresh();
        }
    }

    @Override
    public List<? extends Parent> panes() {
        return List.of(listPane, decisionSlot, contextSlot);
    }

    @Override
    public List<Command> commands() {
        return List.of(
                command("approvals.command.approve", "", decision::approve),
                command("approvals.command.edit", "E", decision::edit),
                command("approvals.command.reject", "R", decision::reject),
                command("approvals.command.run", "", this::openShown),
                command("approvals.command.queue", "", () -> queueButton.setSelected(true)),
                command("approvals.command.order", "", queue::turnOrder),
                command("approvals.command.history", "", () -> historyButton.setSelected(true)),
                command("approvals.command.hooks", "", () -> hooksButton.setSelected(true)),
                command("approvals.command.verify", "", () -> {
                    historyButton.setSelected(true);
                    audit.verify();
                }));
    }

    private static Command command(String key, String keys, Runnable work) {
        return new Command(Group.STEP, Messages.text(key), keys, work);
    }

    private void openShown() {
        Approval shown = decision.approval();
        if (shown != null) {
            openRun.accept(ContextPane.link(shown, decision.why()));
        }
    }

    @Override
    public void focus() {
        if (queueButton.isSelected()) {
            queue.view().focusList();
        } else if (historyButton.isSelected()) {
            history.view().focusList();
        } else {
            hooks.focusList();
        }
    }
}
