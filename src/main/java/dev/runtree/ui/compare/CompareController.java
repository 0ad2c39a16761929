package dev.runtree.ui.compare;

import dev.runtree.compare.RunComparison;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.aligned.AlignedController;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The comparison of some runs: of two as one aligned tree, of any number as a table with a column for each. */
public final class CompareController {
    /** What the reader's choice between tree and table is kept as. */
    private static final String CHOICE = "compare.view";

    private static final String TABLE = "table";
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");

    private final Background background;
    private final Preferences preferences;
    private final Runnable back;
    private final AlignedController aligned;
    private final RunReads reads;
    private final CompareGrid grid;
    private @Nullable Sheet sheet;
    private List<Run> runs = List.of();
    private boolean isTree;
    private boolean focusWhenMade;

    @FXML
    private VBox root;

    @FXML
    private Button backButton;

    @FXML
    private Label title;

    @FXML
    private Label summary;

    @FXML
    private HBox progress;

    @FXML
    private Label progressText;

    @FXML
    private Button stop;

    @FXML
    private Button goOn;

    @FXML
    private HBox views;

    @FXML
    private ToggleButton treeButton;

    @FXML
    private ToggleButton tableButton;

    @FXML
    private ToggleButton exact;

    @FXML
    private ToggleButton hideEqual;

    @FXML
    private MenuButton copyAs;

    @FXML
    private StackPane tableSlot;

    /**
     * @param open shows a run, or a step of it
     * @param back goes back to the list
     */
    @SuppressWarnings("NullAway.Init")
    public CompareController(
            Background background, Preferences preferences, BiConsumer<Run, @Nullable SpanId> open, Runnable back) {
        this.background = background;
        this.preferences = preferences;
        this.back = back;
        aligned = new AlignedController(background, open, () -> choose(false), now -> exact.setSelected(now));
        reads = new RunReads(background, new RunReads.Told() {
            @Override
            public void made(Sheet made) {
                sheet = made;
                draw();
            }

            @Override
            public void progress() {
                tellProgress();
            }
        });
        grid = new CompareGrid(open, reads::first);
    }

    @FXML
    private void initialize() {
        tableSlot.getChildren().setAll(grid, Fxml.load(aligned));
        backButton.setTooltip(new Tooltip(Messages.text("compare.back.tip") + "   " + KeyCode.ESCAPE.getName()));
        hideEqual.setTooltip(new Tooltip(Messages.text("compare.hide.tip") + "   h"));
        hideEqual.selectedProperty().subscribe(this::hide);
        exact.setTooltip(new Tooltip(Messages.text("aligned.exact.tip") + "   e"));
        exact.setOnAction(event -> aligned.exact(exact.isSelected()));
        var group = new ToggleGroup();
        for (var button : List.of(treeButton, tableButton)) {
            button.setToggleGroup(group);
            button.setTooltip(new Tooltip(Messages.text("aligned.view.turn") + "   t"));
            button.setOnAction(event -> choose(button.equals(treeButton)));
        }
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        tellProgress();
    }

    /** Reads from another database; what was compared is forgotten. */
    public void use(RunQueries queries, Annotations annotations) {
        reads.use(queries, annotations);
        aligned.use(queries);
        sheet = null;
        runs = List.of();
    }

    /**
     * Compares runs, with the first of them.
     *
     * @param wanted {@value RunComparison#FEWEST} to {@value RunComparison#MOST}
     */
    public void show(List<Run> wanted) {
        runs = List.copyOf(wanted);
        reveal(isPair() && preferences.now().choice(CHOICE).isEmpty());
    }

    private boolean isPair() {
        return runs.size() == RunComparison.FEWEST;
    }

    /** Shows two runs as a tree from now on, or as a table. */
    private void choose(boolean asTree) {
        if (isPair() && asTree != isTree) {
            reveal(asTree);
            background.call(
                    () -> preferences.choice(CHOICE, asTree ? null : TABLE),
                    kept -> {},
                    why -> summary.setText(String.valueOf(why.getMessage())));
        } else {
            mark();
        }
    }

    private void reveal(boolean asTree) {
        isTree = asTree;
        leave();
        sheet = null;
        grid.clear();
        summary.setText("");
        mark();
        if (asTree) {
            title.setText(Messages.text("aligned.heading"));
            aligned.show(runs.getFirst(), runs.getLast());
        } else {
            title.setText(Messages.text("compare.heading", Figures.count(runs.size())));
            focusWhenMade = true;
            reads.show(runs);
        }
        tellProgress();
    }

    /** Shows what is there for the view that is shown. */
    private void mark() {
        views.setVisible(isPair());
        treeButton.setSelected(isTree);
        tableButton.setSelected(!isTree);
        exact.setVisible(isTree);
        grid.setVisible(!isTree);
        aligned.pane().setVisible(isTree);
        copyAs.getItems().clear();
        if (isTree) {
            for (var form = 0; form < aligned.forms().size(); form++) {
                var number = form;
                copyItem(aligned.forms().get(form), () -> aligned.write(number, this::copy));
            }
        } else {
            for (var form : CompareText.Form.values()) {
                copyItem(form.title(), () -> copy(form));
            }
        }
    }

    private void copyItem(String title, Runnable copy) {
        var item = new MenuItem(title);
        item.setOnAction(event -> copy.run());
        copyAs.getItems().add(item);
    }

    private void copy(String text) {
        Clip.put(text);
        summary.setText(CompareText.told(text));
    }

    /** Leaves equal rows out, or shows them. */
    private void hide() {
        aligned.hideEqual(hideEqual.isSelected());
        draw();
    }

    /** @param place what stands where one goes back to */
    public void leadsBack(String place) {
        backButton.setText(place);
    }

    /** What the keyboard walks in. */
    public Parent pane() {
        return root;
    }

    /** What can be done with the comparison. */
    public List<Command> commands() {
        var all = new ArrayList<Command>();
        all.add(view("compare.hide.tip", "h", () -> hideEqual.setSelected(!hideEqual.isSelected())));
        if (isPair()) {
            all.add(view("aligned.view.turn", "t", () -> choose(!isTree)));
        }
        if (isTree) {
            all.add(view("aligned.exact.tip", "e", () -> aligned.exact(!exact.isSelected())));
            all.add(view("aligned.swap.tip", "x", aligned::swap));
            all.addAll(aligned.commands());
        } else {
            all.add(new Command(Command.Group.GO, Messages.text("compare.next"), "n", () -> grid.difference(1)));
            all.add(new Command(Command.Group.GO, Messages.text("compare.previous"), "N", () -> grid.difference(-1)));
        }
        for (var item : copyAs.getItems()) {
            all.add(new Command(Command.Group.RUN, Messages.text("compare.copy", item.getText()), "", item::fire));
        }
        return all;
    }

    private static Command view(String key, String keys, Runnable work) {
        return new Command(Command.Group.VIEW, Messages.text(key), keys, work);
    }

    /** The database has told of a change. */
    public void refresh() {
        if (isTree) {
            aligned.refresh();
        } else {
            reads.refresh();
        }
    }

    /** Reads what is compared again. */
    public void readAgain() {
        if (isTree) {
            aligned.readAgain();
        }
    }

    /** Reads no further, since nobody looks any more. */
    public void leave() {
        aligned.leave();
        reads.stop();
    }

    public void focus() {
        if (isTree) {
            aligned.focus();
        } else {
            grid.focus();
        }
    }

    private void draw() {
        var made = sheet;
        if (made == null || isTree) {
            return;
        }
        grid.show(made, !hideEqual.isSelected());
        if (focusWhenMade) {
            focusWhenMade = false;
            grid.focus();
        }
        var comparison = made.comparison();
        var told = Messages.text(
                "compare.summary",
                Figures.count(comparison.differing()),
                Figures.count(comparison.rows().size()),
                Wording.letter(comparison.first()));
        summary.setText(
                comparison.attributesLeftOut() == 0
                        ? told
                        : told + " "
                                + Messages.text(
                                        "compare.attributes.more", Figures.count(comparison.attributesLeftOut())));
    }

    private void tellProgress() {
        if (progress == null) {
            return;
        }
        var left = !isTree && reads.read() < reads.size();
        progress.setVisible(left);
        stop.setVisible(reads.isReading());
        goOn.setVisible(!reads.isReading());
        var failure = reads.failure();
        progressText.setText(
                failure != null && !reads.isReading()
                        ? failure
                        : Messages.text("compare.progress", Figures.count(reads.read()), Figures.count(reads.size())));
    }

    @FXML
    private void back() {
        back.run();
    }

    @FXML
    private void stop() {
        reads.stop();
    }

    @FXML
    private void goOn() {
        reads.goOn();
    }

    private void copyAsText() {
        if (!copyAs.getItems().isEmpty()) {
            copyAs.getItems().getFirst().fire();
        }
    }

    private void copy(CompareText.Form form) {
        var made = sheet;
        if (made != null) {
            var all = !hideEqual.isSelected();
            background.call(
                    () -> CompareText.of(made.comparison(), form, all),
                    this::copy,
                    why -> summary.setText(String.valueOf(why.getMessage())));
        }
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) {
            copyAsText();
            event.consume();
        } else if (!event.isShortcutDown() && !event.isAltDown() && plain(event)) {
            event.consume();
        }
    }

    private boolean plain(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> back.run();
            case H -> hideEqual.setSelected(!hideEqual.isSelected());
            case T -> choose(!isTree);
            default -> {
                return isTree ? inTree(event) : grid.does(event);
            }
        }
        return true;
    }

    private boolean inTree(KeyEvent event) {
        if (event.getCode() == KeyCode.E) {
            aligned.exact(!exact.isSelected());
            return true;
        }
        return aligned.does(event);
    }
}
