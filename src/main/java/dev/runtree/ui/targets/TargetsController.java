package dev.runtree.ui.targets;

import dev.runtree.export.target.Target;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.ui.DotCell;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import dev.runtree.ui.background.Job;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Copies to other back ends, over the window: how it goes with each target, and new ones. */
public final class TargetsController {
    private final Background background;
    private final KnownTargets known;
    private final ChosenRuns runs;
    private final BiConsumer<Target, ChosenRuns> send;
    private final Runnable close;
    private final TargetPage page;
    private final EachSecond second = new EachSecond(this::look);
    private @Nullable Job looking;

    @FXML
    private StackPane veil;

    @FXML
    private ListView<TargetEntry> list;

    @FXML
    private StackPane slot;

    @FXML
    private Button closeButton;

    /**
     * @param runs those of the list, which may be sent to a target
     * @param send told what is to go where; the window is shut by then
     * @param reveal shows a step by its {@code <trace_id>-<span_id>}
     * @param close takes it away again
     */
    @SuppressWarnings("NullAway.Init")
    public TargetsController(
            Background background,
            RuntreeHome home,
            Database database,
            ChosenRuns runs,
            BiConsumer<Target, ChosenRuns> send,
            Consumer<String> reveal,
            Runnable close) {
        this.background = background;
        this.runs = runs;
        this.send = send;
        this.known = new KnownTargets(home, database);
        this.close = close;
        page = new TargetPage(
                background,
                known,
                step -> {
                    close();
                    reveal.accept(step);
                },
                this::look,
                this::edit,
                this::send);
    }

    @FXML
    private void initialize() {
        closeButton.setAccessibleText(Messages.text("close"));
        list.setCellFactory(each -> new DotCell<>(TargetEntry::line));
        list.getSelectionModel().selectedItemProperty().subscribe(this::select);
        Veil.closeByEscapeOrBeside(veil, this::close);
        look();
        second.play();
    }

    private void look() {
        if (looking == null) {
            looking = background.call(known::list, this::listed, this::failed);
        }
    }

    private void listed(List<TargetEntry> entries) {
        looking = null;
        var chosen = list.getSelectionModel().getSelectedItem();
        var items = list.getItems();
        for (var at = 0; at < entries.size(); at++) {
            if (at == items.size()) {
                items.add(entries.get(at));
            } else if (!items.get(at).equals(entries.get(at))) {
                items.set(at, entries.get(at));
            }
        }
        items.remove(entries.size(), items.size());
        if (entries.isEmpty()) {
            if (!isAtWork()) {
                create();
            }
        } else if (!isAtWork()) {
            show(chosen == null ? entries.getFirst().name() : chosen.name());
        }
    }

    private void failed(RuntimeException why) {
        looking = null;
        page.fail(why);
        if (shown() == null) {
            put(page);
        }
    }

    private void show(String name) {
        var items = list.getItems();
        for (var at = 0; at < items.size(); at++) {
            if (items.get(at).name().equals(name)) {
                list.getSelectionModel().select(at);
                select(items.get(at));
                return;
            }
        }
        list.getSelectionModel().selectFirst();
    }

    private void select(@Nullable TargetEntry entry) {
        if (entry != null) {
            page.show(entry);
            put(page);
        }
    }

    @FXML
    private void create() {
        list.getSelectionModel().clearSelection();
        put(new TargetFormPage(background, known, null, this::saved, this::back));
    }

    private void edit(Target target) {
        // A target that is listed anew, since something went, would take its place.
        list.getSelectionModel().clearSelection();
        put(new TargetFormPage(background, known, target, this::saved, () -> saved(target.name())));
    }

    private void send(Target target) {
        list.getSelectionModel().clearSelection();
        var page = new SendPage(
                background,
                known,
                target,
                runs,
                (to, which) -> {
                    close();
                    send.accept(to, which);
                },
                () -> saved(target.name()));
        put((Node) page);
        page.focus();
    }

    /** Whether the reader is filling something in, which nothing takes the place of. */
    private boolean isAtWork() {
        return isWork(shown());
    }

    private static boolean isWork(@Nullable Node node) {
        return node instanceof TargetFormPage || node instanceof SendPage;
    }

    private void put(TargetFormPage form) {
        put((Node) form);
        form.focus();
    }

    private void saved(String name) {
        slot.getChildren().removeIf(TargetsController::isWork);
        looking = background.call(
                known::list,
                entries -> {
                    listed(entries);
                    show(name);
                },
                this::failed);
    }

    /** From a new target that shall not be. */
    private void back() {
        if (list.getItems().isEmpty()) {
            close();
        } else {
            slot.getChildren().removeIf(TargetsController::isWork);
            list.getSelectionModel().selectFirst();
        }
    }

    private @Nullable Node shown() {
        var first = slot.getChildren().getFirst();
        return first.equals(closeButton) ? null : first;
    }

    private void put(Node wanted) {
        if (!Objects.equals(shown(), wanted)) {
            slot.getChildren().setAll(wanted, closeButton);
        }
    }

    /** Ready to walk the list. */
    public void focus() {
        list.requestFocus();
    }

    @FXML
    private void close() {
        second.stop();
        if (looking != null) {
            looking.cancel();
        }
        if (shown() instanceof SendPage page) {
            page.leave();
        }
        close.run();
    }
}
