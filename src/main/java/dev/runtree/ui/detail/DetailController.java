package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.model.RunLink;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.prose.Links;
import dev.runtree.ui.provenance.Provenance;
import dev.runtree.ui.run.Look;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The step that is selected: its figures at once, its payload as soon as it is fetched. */
public final class DetailController {
    /** Holding an arrow key down fetches nothing until it stops. */
    private static final Duration SETTLED = Duration.millis(60);

    /** The steps around a step are hardly ever longer away; if they are, it is shown without them first. */
    private static final Duration PATIENCE = Duration.millis(150);

    private final Background background;
    private final Reader reader;
    private final Latest latest;
    private final Provenance provenance;
    private final PauseTransition slow = new PauseTransition(Duration.millis(150));
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private @Nullable RunQueries queries;
    private @Nullable Step step;
    private @Nullable String wantedTab;
    private @Nullable String landing;
    private @Nullable Detail first;
    private boolean filled;
    private CallJumps jumps;
    private HeadFit head;

    @FXML
    private VBox annotationSlot;

    @FXML
    private StackPane root;

    @FXML
    private VBox shown;

    @FXML
    private HBox titleLine;

    @FXML
    private FontIcon kind;

    @FXML
    private Label name;

    @FXML
    private Label place;

    @FXML
    private Button callBefore;

    @FXML
    private Button callAfter;

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
        this.background = background;
        reader = new Reader(background);
        latest = new Latest(background, SETTLED);
        provenance = new Provenance(background);
        slow.setOnFinished(event -> progress.setVisible(true));
        patience.setOnFinished(event -> showFirst());
    }

    /** Calls with a step of the run that the reader wants to go to. */
    public void onGoTo(Consumer<SpanId> handler) {
        reader.setGoTo(handler);
    }

    /** Shows texts in the forms that were chosen before, and keeps what is chosen. */
    public void use(TextForms forms) {
        reader.setForms(forms);
    }

    /** Lets web addresses in texts be opened once they were shown and confirmed; without it they can be copied. */
    public void use(Links links) {
        reader.setLinks(links);
    }

    /** Calls with what a span link leads to, when that is in the database but not in this run. */
    public void onOpenLink(Consumer<RunLink> handler) {
        reader.setOpenLink(handler);
    }

    /** Asks what a message's context menu offers. */
    public void onMessageMenu(Function<Message, List<MenuItem>> items) {
        reader.setMessageMenu(items);
    }

    /** Calls with a term, such as {@code attr.key:value}, that the reader wants in the filter of runs. */
    public void onAddTerm(Consumer<String> handler) {
        reader.setAddTerm(handler);
    }

    @FXML
    private void initialize() {
        provenance.attach(root);
        reader.setWhereFrom(words -> WhereFromAsked.ask(root, words));
        head = new HeadFit(titleLine, name, place, figures);
        jumps = new CallJumps(callBefore, callAfter, reader::goTo);
        shown.addEventHandler(KeyEvent.KEY_PRESSED, jumps::pressed);
        tabs.getSelectionModel().selectedItemProperty().subscribe(tab -> {
            if (tab != null && tabs.isFocusWithin()) {
                wantedTab = tab.getId();
            }
        });
    }

    /** Shows what people say of it beneath its name. */
    public void annotations(Node bar) {
        annotationSlot.getChildren().setAll(bar);
    }

    /** Opens the tab that has a place, when the step of the place is shown, at the words that stand there. */
    public void reveal(Place place, String words) {
        landing = words;
        wantedTab = switch (place.where()) {
            case ASKED, ANSWERED, DEFINITION -> "detail.messages";
            case ARGUMENTS, RESULT -> "detail.tool";
            case DOCUMENT -> "detail.retrieval";
            case INPUT, OUTPUT -> "detail.content";
        };
        if (step != null && step.span().id().equals(place.span())) {
            choose(wantedTab);
            land();
            landing = null;
        }
    }

    private void land() {
        var tab = tabs.getSelectionModel().getSelectedItem();
        if (landing != null && tab != null && tab.getContent() != null) {
            Landing.at(tab.getContent(), landing);
        }
    }

    private void choose(@Nullable String wanted) {
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
        reader.setQueries(other);
        show(null);
    }

    /** Shows a step, or nothing; the newest wins. */
    public void show(@Nullable Step wanted) {
        var before = step;
        step = wanted;
        var another = before == null
                || wanted == null
                || !before.span().id().equals(wanted.span().id());
        if (another) {
            // First of all: what is left would show its arguments once more, without marks.
            tabs.getTabs().clear();
            filled = false;
        }
        provenance.show(wanted == null ? null : wanted.run(), wanted == null ? null : wanted.span());
        if (wanted == null) {
            latest.cancel();
            waited();
            only(nothing);
            return;
        }
        header(wanted);
        if (before != null
                && before.span().equals(wanted.span())
                && before.around().equals(wanted.around())
                && shown.isVisible()) {
            return;
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
        patience.stop();
        first = null;
        latest.ask(
                () -> new StepQuery(asked, wanted, detail -> background.later(() -> arrived(wanted, detail))),
                this::loaded,
                this::couldNotLoad);
    }

    private void arrived(Step wanted, Detail detail) {
        if (wanted.equals(step) && (slow.getStatus() != Animation.Status.STOPPED || progress.isVisible())) {
            first = detail;
            patience.playFromStart();
        }
    }

    private void showFirst() {
        var detail = first;
        if (detail != null) {
            fill(detail);
        }
    }

    void loaded(Optional<Detail> found) {
        waited();
        if (found.isEmpty()) {
            couldNotLoad(new IllegalStateException(Messages.text("detail.gone")));
            return;
        }
        fill(found.get());
        landing = null;
    }

    private void fill(Detail detail) {
        var of = step;
        if (of == null) {
            return;
        }
        var wanted = filled && tabs.getSelectionModel().getSelectedItem() != null
                ? tabs.getSelectionModel().getSelectedItem().getId()
                : wantedTab;
        tabs.getTabs().setAll(filled ? Tabs.renewed(tabs.getTabs(), detail, of, reader) : Tabs.of(detail, of, reader));
        filled = true;
        choose(wanted);
        land();
    }

    private void couldNotLoad(RuntimeException why) {
        waited();
        failure.setText(why.getMessage());
        only(failed);
    }

    private void waited() {
        slow.stop();
        patience.stop();
        first = null;
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
        jumps.show(of);
        head.show(of.place(), figures(of));
        var origin = About.origin(span.costSource());
        figures.setTooltip(origin.isEmpty() ? null : new Tooltip(Messages.text("detail.cost", origin)));
        var failure = span.failed() ? span.statusMessage() : null;
        message.setText(failure == null ? "" : RightToLeft.tame(failure));
        message.setVisible(failure != null);
        message.setManaged(failure != null);
    }

    private static String figures(Step of) {
        var span = of.span();
        var totals = of.around().totals();
        var parts = new ArrayList<String>();
        var duration = span.durationNanos();
        parts.add(duration == null ? Messages.text("detail.running") : Figures.duration(duration));
        var first = span.firstTokenNanos();
        if (first != null) {
            parts.add(Messages.text("detail.first", Figures.duration(first)));
        }
        if (totals != null) {
            parts.add(Messages.counted(totals.steps(), "run.span", "run.spans"));
            parts.add(totals.errors() == 0 ? "" : Messages.text("detail.errors", Figures.count(totals.errors())));
        }
        var usage = totals == null ? span.usage() : totals.usage();
        if (!usage.isNone()) {
            parts.add(Figures.inAndOut(usage.input(), usage.output()));
            parts.add(Figures.cost(usage.cost()));
        }
        parts.removeIf(String::isEmpty);
        return String.join("  ", parts);
    }

    @FXML
    private void copyId() {
        var shownStep = step;
        if (shownStep != null) {
            Clip.putExact(shownStep.span().id().runId());
        }
    }

    /** Puts the focus on the tabs. */
    public void focus() {
        PaneFit.reveal(root);
        tabs.requestFocus();
    }
}
