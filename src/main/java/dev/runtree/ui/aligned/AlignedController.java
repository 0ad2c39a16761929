package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Two runs as one aligned tree: where they part, every step of both, and what differs in the one that is selected. */
public final class AlignedController {
    private final BiConsumer<Run, @Nullable SpanId> open;
    private final Runnable table;
    private final PairReads reads;
    private final AlignedTree tree = new AlignedTree();
    private final StepPane detail;
    private final Consumer<Boolean> exactIs;
    private boolean focusWhenMade;

    @FXML
    private VBox root;

    @FXML
    private HBox heads;

    @FXML
    private HBox figures;

    @FXML
    private Button band;

    @FXML
    private Label notes;

    @FXML
    private HBox progress;

    @FXML
    private Label progressText;

    @FXML
    private SplitPane split;

    @FXML
    private VBox page;

    @FXML
    private Label pageTitle;

    @FXML
    private Label pageText;

    @FXML
    private Button pageButton;

    @FXML
    private Label foot;

    /**
     * @param open shows a run, or a step of it
     * @param table shows the two runs as a table
     * @param exactIs told whether ids and times of the runs' own are compared as well
     */
    @SuppressWarnings("NullAway.Init")
    public AlignedController(
            Background background, BiConsumer<Run, @Nullable SpanId> open, Runnable table, Consumer<Boolean> exactIs) {
        this.open = open;
        this.table = table;
        this.exactIs = exactIs;
        detail = new StepPane(background, this::open);
        reads = new PairReads(background, new PairReads.Told() {
            @Override
            public void compared(Compared made) {
                AlignedController.this.compared(made);
            }

            @Override
            public void changed() {
                tell();
            }
        });
    }

    @FXML
    private void initialize() {
        split.getItems().setAll(tree, detail);
        SplitPane.setResizableWithParent(detail, true);
        split.setDividerPositions(0.58);
        band.setTooltip(new Tooltip(Messages.text("aligned.first") + "   d"));
        tree.selectedProperty().subscribe(() -> detail.show(tree.pair(), tree.rows(), tree.selected()));
        tree.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        tell();
    }

    /** Reads from another database; what was compared is forgotten. */
    public void use(RunQueries queries) {
        reads.use(queries);
        detail.use(queries);
        tree.clear();
        tell();
    }

    /** Compares two runs, the second told in terms of the first. */
    public void show(Run left, Run right) {
        focusWhenMade = true;
        tree.clear();
        heads(left, right);
        reads.show(left, right);
        tree.requestFocus();
    }

    /** What can be done with it. */
    public List<Command> commands() {
        var all = new ArrayList<Command>();
        all.add(command("compare.next", "n", () -> tree.difference(1)));
        all.add(command("compare.previous", "N", () -> tree.difference(-1)));
        all.add(command("aligned.first", "d", this::first));
        all.add(command("aligned.open.left", "a", () -> openHere(Side.LEFT)));
        all.add(command("aligned.open.right", "b", () -> openHere(Side.RIGHT)));
        return all;
    }

    private static Command command(String key, String keys, Runnable work) {
        return new Command(Command.Group.GO, Messages.text(key), keys, work);
    }

    /** The database has told of a change. */
    public void refresh() {
        reads.look();
    }

    /** Reads both runs again. */
    public void readAgain() {
        reads.again();
    }

    /** Reads no further, since nobody looks any more. */
    public void leave() {
        reads.cancel();
    }

    public void focus() {
        tree.requestFocus();
    }

    public void hideEqual(boolean hidden) {
        tree.hideEqual(hidden);
        tell();
    }

    /** Compares ids and times of the runs' own as well, or does not. */
    public void exact(boolean wanted) {
        reads.exact(wanted);
    }

    /** The other run first. */
    public void swap() {
        reads.swap();
    }

    /** The forms in which a comparison can be copied. */
    public List<String> forms() {
        return List.of(PairForm.values()).stream().map(PairForm::title).toList();
    }

    /**
     * Writes the comparison down.
     *
     * @param form which of {@link #forms}
     * @param done given the text
     */
    public void write(int form, Consumer<String> done) {
        var pair = tree.pair();
        if (pair != null && pair.isWhole()) {
            reads.write(pair, List.of(PairForm.values()).get(form), done);
        }
    }

    private void compared(Compared made) {
        switch (made) {
            case AlignedPair pair -> {
                heads(pair.read().left().run(), pair.read().right().run());
                tree.show(pair);
            }
            case Refused refused -> tree.clear();
        }
        tell();
        if (focusWhenMade) {
            focusWhenMade = false;
            tree.requestFocus();
        }
    }

    private void heads(Run left, Run right) {
        var swap = new Button("", Icons.icon(BootstrapIcons.ARROW_LEFT_RIGHT));
        swap.getStyleClass().addAll("small", "aligned-swap");
        swap.setTooltip(new Tooltip(Messages.text("aligned.swap.tip") + "   x"));
        swap.setAccessibleText(Messages.text("aligned.swap.tip"));
        swap.setOnAction(event -> swap());
        heads.getChildren()
                .setAll(
                        new PairHead(Side.LEFT, left, () -> open.accept(left, null)),
                        swap,
                        new PairHead(Side.RIGHT, right, () -> open.accept(right, null)));
        var used = left.tree();
        var uses = right.tree();
        figures.getChildren()
                .setAll(
                        FigureCell.titled(
                                "aligned.duration",
                                Figures.duration(left.durationNanos()),
                                Figures.duration(right.durationNanos()),
                                StepWords.duration(left.durationNanos(), right.durationNanos())),
                        FigureCell.titled(
                                "aligned.tokens",
                                Figures.tokens(used.total()),
                                Figures.tokens(uses.total()),
                                StepWords.tokens(used.total(), uses.total())),
                        FigureCell.titled(
                                "aligned.cost",
                                Figures.costOf(used),
                                Figures.costOf(uses),
                                StepWords.cost(used.cost(), uses.cost())),
                        FigureCell.titled(
                                "aligned.errors",
                                Figures.count(left.errorCount()),
                                Figures.count(right.errorCount()),
                                StepWords.tokens((long) left.errorCount(), (long) right.errorCount())),
                        FigureCell.titled(
                                "aligned.count",
                                Figures.count(left.spanCount()),
                                Figures.count(right.spanCount()),
                                StepWords.tokens((long) left.spanCount(), (long) right.spanCount())));
    }

    private void tell() {
        if (root == null) {
            return;
        }
        var pair = tree.pair();
        progress.setVisible(reads.isSlow());
        progress.setManaged(reads.isSlow());
        progressText.setText(reads.progress());
        exactIs.accept(reads.isExact());
        band.setVisible(pair != null);
        band.setManaged(pair != null);
        split.setVisible(pair != null);
        if (pair != null) {
            band.setText(PairWords.reason(pair));
            band.setAccessibleText(Messages.text("aligned.band", PairWords.reason(pair)));
            var isEqual = pair.alignment().isEqual();
            band.setGraphic(Icons.icon(isEqual ? BootstrapIcons.CHECK_CIRCLE_FILL : BootstrapIcons.FLAG_FILL));
            band.getStyleClass().removeAll("equal", "differs");
            band.getStyleClass().add(isEqual ? "equal" : "differs");
        }
        var told = new ArrayList<>(pair == null ? List.<String>of() : PairWords.notes(pair.read()));
        if (pair != null && !pair.isWhole()) {
            told.add(Messages.text(reads.isReading() ? "aligned.beginnings" : "aligned.beginnings.only"));
        }
        told.addAll(reads.notes());
        notes.setText(String.join("  ", told));
        notes.setVisible(!told.isEmpty());
        notes.setManaged(!told.isEmpty());
        foot.setText(pair == null || !pair.isWhole() ? "" : PairWords.counts(pair.alignment()));
        page();
    }

    /** What stands where there is no tree. */
    private void page() {
        var refused = reads.refused();
        var pair = tree.pair();
        var hidesAll = pair != null && tree.rows().size() == 0;
        page.setVisible((pair == null && !reads.isReading()) || hidesAll);
        pageButton.setVisible(false);
        if (hidesAll) {
            page(Messages.text("aligned.equal.title"), Messages.text("aligned.equal.hidden"));
        } else if (refused != null) {
            page(refused.title(), refused.why());
            button(refused.isInTable(), "aligned.table", table);
        } else if (!reads.failure().isEmpty()) {
            page(Messages.text("aligned.failed.title"), reads.failure());
            button(true, "retry", reads::again);
        } else if (pair == null) {
            page(Messages.text("aligned.cancelled.title"), Messages.text("aligned.cancelled"));
            button(true, "compare.on", reads::again);
        }
    }

    private void page(String title, String text) {
        pageTitle.setText(title);
        pageText.setText(text);
    }

    private void button(boolean isThere, String key, Runnable work) {
        pageButton.setVisible(isThere);
        pageButton.setText(Messages.text(key));
        pageButton.setOnAction(event -> work.run());
    }

    @FXML
    private void first() {
        tree.first();
        tree.requestFocus();
    }

    @FXML
    private void cancel() {
        reads.cancel();
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        if (event.getCode() == javafx.scene.input.KeyCode.ENTER) {
            openHere(null);
            event.consume();
        }
    }

    /**
     * Does what a letter stands for.
     *
     * @return whether it stands for something
     */
    public boolean does(KeyEvent event) {
        switch (event.getCode()) {
            case N -> tree.difference(event.isShiftDown() ? -1 : 1);
            case D -> first();
            case X -> swap();
            case A -> openHere(Side.LEFT);
            case B -> openHere(Side.RIGHT);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @param wanted {@code null} for the right run, or that which has the step */
    private void openHere(@Nullable Side wanted) {
        var step = tree.step();
        if (step != null) {
            var side = wanted != null ? wanted : step.right() == null ? Side.LEFT : Side.RIGHT;
            open(side, step);
        }
    }

    private void open(Side side, AlignedStep step) {
        var pair = tree.pair();
        var one = side.of(step);
        if (pair != null && one != null) {
            open.accept(pair.read().of(side).run(), one.span().id());
        }
    }

    /** What the keyboard walks in. */
    public Node pane() {
        return root;
    }
}
