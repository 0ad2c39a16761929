package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.provenance.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.provenance.Provenance;
import dev.runtree.ui.run.Look;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.run.Step;
import java.util.ArrayList;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The step that is selected: its figures at once, its payload as soon as it is fetched. */
public final class DetailController {
    /** Holding an arrow key down fetches nothing until it stops. */
    private static final Duration SETTLED = Duration.millis(60);

    private final Latest latest;
    private final Provenance provenance;
    private final PauseTransition slow = new PauseTransition(Duration.millis(150));
    private @Nullable RunQueries queries;
    private @Nullable Step step;
    private @Nullable String wantedTab;

    @FXML
    private StackPane root;

    @FXML
    private VBox shown;

    @FXML
    private FontIcon kind;

    @FXML
    private Label name;

    @FXML
    private Label place;

    @FXML
    private Label figures;

    @FXML
    private Label message;

    @FXML
    private TabPane tabs;

    @FXML
    private VBox nothing;

    @FXML
    private VBox failed;

    @FXML
    private Label failure;

    @FXML
    private ProgressBar progress;

    @SuppressWarnings("NullAway.Init")
    public DetailController(Background background) {
        latest = new Latest(background, SETTLED);
        provenance = new Provenance(background);
        slow.setOnFinished(event -> progress.setVisible(true));
    }

    @FXML
    private void initialize() {
        provenance.attach(root);
        tabs.getSelectionModel().selectedItemProperty().subscribe(tab -> {
            if (tab != null && tabs.isFocusWithin()) {
                wantedTab = tab.getId();
            }
        });
    }

    /** Opens the tab that has a place, when the step of the place is shown. */
    public void reveal(Place place) {
        wantedTab = switch (place.where()) {
            case ASKED, ANSWERED, DEFINITION -> "detail.messages";
            case ARGUMENTS, RESULT -> "detail.tool";
            case DOCUMENT -> "detail.retrieval";
            case INPUT, OUTPUT -> "detail.content";
        };
        selectWanted();
    }

    private void selectWanted() {
        var wanted = wantedTab;
        tabs.getTabs().stream()
                .filter(tab -> tab.getId().equals(wanted))
                .findFirst()
                .ifPresentOrElse(tabs.getSelectionModel()::select, tabs.getSelectionModel()::selectFirst);
    }

    /** Tells where the values of the step come from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Reads from another database. */
    public void use(RunQueries other) {
        queries = other;
        provenance.use(other);
        show(null);
    }

    /** Shows a step, or nothing; the newest wins. */
    public void show(@Nullable Step wanted) {
        var before = step;
        step = wanted;
        provenance.show(wanted == null ? null : wanted.run(), wanted == null ? null : wanted.span());
        if (wanted == null) {
            latest.cancel();
            waited();
            only(nothing);
            return;
        }
        header(wanted);
        if (before != null && before.span().equals(wanted.span()) && shown.isVisible()) {
            return;
        }
        if (before == null || !before.span().id().equals(wanted.span().id())) {
            tabs.getTabs().clear();
        }
        only(shown);
        load(wanted);
    }

    private void load(Step wanted) {
        var asked = queries;
        if (asked == null) {
            return;
        }
        slow.playFromStart();
        latest.ask(
                () -> asked.payload(wanted.span().id()).map(found -> found.map(Detail::of)),
                this::loaded,
                this::couldNotLoad);
    }

    void loaded(Optional<Detail> found) {
        waited();
        if (found.isEmpty()) {
            couldNotLoad(new IllegalStateException(Messages.text("detail.gone")));
            return;
        }
        tabs.getTabs().setAll(Tabs.of(found.get()));
        selectWanted();
    }

    private void couldNotLoad(RuntimeException why) {
        waited();
        failure.setText(why.getMessage());
        only(failed);
    }

    private void waited() {
        slow.stop();
        progress.setVisible(false);
    }

    @FXML
    private void retry() {
        var wanted = step;
        if (wanted != null) {
            only(shown);
            load(wanted);
        }
    }

    private void only(Node state) {
        shown.setVisible(state.equals(shown));
        nothing.setVisible(state.equals(nothing));
        failed.setVisible(state.equals(failed));
    }

    private void header(Step of) {
        var span = of.span();
        kind.setIconCode(Look.of(span.kind()).icon());
        kind.getStyleClass().setAll("kind-icon", "kind-" + span.kind().lowerCase());
        name.setText(Names.of(span).toString());
        name.setTooltip(new Tooltip(span.name() + "\n" + span.id().runId()));
        place.setText(of.place());
        figures.setText(figures(span));
        var origin = About.origin(span.costSource());
        figures.setTooltip(origin.isEmpty() ? null : new Tooltip(Messages.text("detail.cost", origin)));
        var failure = span.failed() ? span.statusMessage() : null;
        message.setText(failure == null ? "" : failure);
        message.setVisible(failure != null);
        message.setManaged(failure != null);
    }

    private static String figures(Span span) {
        var parts = new ArrayList<String>();
        var duration = span.durationNanos();
        parts.add(duration == null ? Messages.text("detail.running") : Figures.duration(duration));
        var first = span.firstTokenNanos();
        if (first != null) {
            parts.add(Messages.text("detail.first", Figures.duration(first)));
        }
        if (!span.usage().isNone()) {
            parts.add(Figures.inAndOut(span.usage().input(), span.usage().output()));
            parts.add(Figures.cost(span.usage().cost()));
        }
        parts.removeIf(String::isEmpty);
        return String.join("  ", parts);
    }

    @FXML
    private void copyId() {
        var shownStep = step;
        if (shownStep != null) {
            var content = new ClipboardContent();
            content.putString(shownStep.span().id().runId());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /** Puts the focus on the tabs. */
    public void focus() {
        tabs.requestFocus();
    }
}
