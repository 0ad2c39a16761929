package dev.runtree.ui.database;

import dev.runtree.store.Database;
import dev.runtree.store.DatabaseStatus;
import dev.runtree.store.Databases;
import dev.runtree.store.Retention;
import dev.runtree.store.RetentionPlan;
import dev.runtree.store.RetentionPolicy;
import dev.runtree.store.RetentionReport;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The database, over the window: what fills its disk, how long traces are kept, and what would go. */
public final class DatabaseController {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final Background background;
    private final Database database;
    private final Retention retention;
    private final Runnable close;
    private @Nullable Job asking;
    private @Nullable RetentionPolicy set;

    @FXML
    private StackPane veil;

    @FXML
    private Label name;

    @FXML
    private Button closeButton;

    @FXML
    private ProgressBar progress;

    @FXML
    private GridPane facts;

    @FXML
    private VBox sizes;

    @FXML
    private TextField days;

    @FXML
    private TextField size;

    @FXML
    private TextField runsDays;

    @FXML
    private Label told;

    @FXML
    private Button save;

    @FXML
    private Button remove;

    /** @param close takes it away again */
    @SuppressWarnings("NullAway.Init")
    public DatabaseController(Background background, Databases databases, Runnable close) {
        this.background = background;
        this.database = databases.traces();
        this.retention = new Retention(databases);
        this.close = close;
    }

    @FXML
    private void initialize() {
        name.setText(database.describe());
        closeButton.setAccessibleText(Messages.text("close"));
        Veil.closeByEscapeOrBeside(veil, this::close);
        save.setDisable(true);
        remove.setDisable(true);
        look();
    }

    private void look() {
        background.call(() -> DatabaseStatus.of(database), this::show, this::failed);
    }

    private void show(DatabaseStatus status) {
        progress.setVisible(false);
        new StatusFacts(status).fill(facts, sizes);
        var storage = status.storage();
        if (storage != null && set == null) {
            fill(storage.plan().policy());
        }
        if (storage != null) {
            goes(storage.plan());
        }
    }

    private void fill(RetentionPolicy policy) {
        set = policy;
        days.setText(PolicyText.days(policy.days()));
        size.setText(PolicyText.size(policy.bytes()));
        runsDays.setText(PolicyText.days(policy.runsDays()));
        for (var field : List.of(days, size, runsDays)) {
            field.textProperty().addListener((text, before, now) -> typed());
        }
    }

    /** Says what would go under what is typed, before anything is set. */
    private void typed() {
        if (asking != null) {
            asking.cancel();
        }
        remove.setDisable(true);
        var policy = policy();
        save.setDisable(policy == null || policy.equals(set));
        if (policy != null) {
            asking = background.call(() -> retention.plan(policy), this::goes, this::failed);
        }
    }

    /** {@code null} when it cannot be understood, which is then told. */
    private @Nullable RetentionPolicy policy() {
        try {
            var policy = new RetentionPolicy(
                    PolicyText.days(days.getText()),
                    PolicyText.bytes(size.getText()),
                    PolicyText.days(runsDays.getText()));
            told.pseudoClassStateChanged(WRONG, false);
            return policy;
        } catch (IllegalArgumentException e) {
            wrong(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void goes(RetentionPlan plan) {
        told.pseudoClassStateChanged(WRONG, false);
        told.setText(PolicyText.goes(plan));
        remove.setDisable(plan.days().isEmpty() || !plan.policy().equals(set));
    }

    @FXML
    private void save() {
        var policy = policy();
        if (policy == null) {
            return;
        }
        busy();
        background.call(
                () -> {
                    retention.set(policy);
                    return retention.plan(policy);
                },
                plan -> {
                    set = policy;
                    progress.setVisible(false);
                    goes(plan);
                },
                this::failed);
    }

    @FXML
    private void remove() {
        busy();
        background.call(retention::apply, this::removed, this::failed);
    }

    private void removed(RetentionReport report) {
        background.call(
                () -> DatabaseStatus.of(database),
                status -> {
                    show(status);
                    told.setText(PolicyText.went(report));
                },
                this::failed);
    }

    private void busy() {
        save.setDisable(true);
        remove.setDisable(true);
        progress.setVisible(true);
    }

    private void failed(RuntimeException why) {
        progress.setVisible(false);
        wrong(String.valueOf(why.getMessage()));
    }

    private void wrong(String words) {
        told.setText(words);
        told.pseudoClassStateChanged(WRONG, true);
    }

    /** Ready to type. */
    public void focus() {
        days.requestFocus();
    }

    @FXML
    private void close() {
        if (asking != null) {
            asking.cancel();
        }
        close.run();
    }
}
