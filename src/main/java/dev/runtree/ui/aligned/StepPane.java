package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.model.Figures;
import dev.runtree.model.Usage;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.run.Look;
import dev.runtree.ui.run.Names;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The step that is selected: which it is in either run, its figures, and what differs in what went in and came out. */
final class StepPane extends VBox {
    private final Latest reading;
    private final BiConsumer<Side, AlignedStep> open;
    private final HBox head = new HBox();
    private final FlowPane figures = new FlowPane();
    private final SectionsPane sections = new SectionsPane();
    private @Nullable RunQueries queries;

    /** @param open shows the step in its run */
    StepPane(Background background, BiConsumer<Side, AlignedStep> open) {
        this.open = open;
        reading = new Latest(background, Duration.millis(60));
        getStyleClass().add("aligned-detail");
        head.getStyleClass().add("aligned-detail-head");
        figures.getStyleClass().add("aligned-figures");
        VBox.setVgrow(sections, Priority.ALWAYS);
        getChildren().addAll(head, figures, sections);
        setMinHeight(0);
    }

    void use(@Nullable RunQueries other) {
        queries = other;
        reading.cancel();
    }

    /** Shows what is selected, and reads what differs in it. */
    void show(@Nullable AlignedPair pair, AlignedRows rows, int entry) {
        var asked = queries;
        if (pair == null || asked == null || entry == AlignedRows.NONE) {
            clear();
            return;
        }
        if (AlignedRows.isFold(entry)) {
            clear();
            sections.show(List.of(note(Messages.text(
                    "aligned.fold.told", Figures.count(rows.fold(entry).size())))));
            return;
        }
        var step = rows.forest().step(entry);
        head(step);
        figures(pair, step);
        reading.ask(
                () -> new StepReader(asked, pair, entry).map(SectionMaker::of),
                sections::show,
                why -> sections.show(List.of(note(String.valueOf(why.getMessage())))));
    }

    private void clear() {
        reading.cancel();
        head.getChildren().clear();
        figures.getChildren().clear();
        sections.show(List.of());
    }

    private static Section note(String text) {
        return new Section("", true, List.of(new Section.Note(text)));
    }

    private void head(AlignedStep step) {
        var span = step.any().span();
        var sign = new Label(step.fate().sign());
        sign.getStyleClass().addAll("compare-letter", step.fate().name().toLowerCase(Locale.ROOT));
        sign.setMinWidth(USE_PREF_SIZE);
        var kind = "kind-" + span.kind().lowerCase();
        var names = step.left() == null || step.right() == null
                ? Names.of(span).toString()
                : names(
                        Names.of(step.left().span()).toString(),
                        Names.of(step.right().span()).toString());
        var name = new Label(names);
        name.getStyleClass().add("compare-name");
        name.setTooltip(new Tooltip(names));
        name.setMinWidth(40);
        var about = new Label(StepWords.number(step) + "  " + told(step));
        about.getStyleClass().add("compare-about");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        head.getChildren().setAll(sign, Icons.icon(Look.of(span.kind()).icon(), "run-kind", kind), name, about, gap);
        for (var side : Side.values()) {
            if (side.of(step) != null) {
                head.getChildren().add(opener(side, step));
            }
        }
    }

    private static String names(String left, String right) {
        return left.equals(right) ? left : left + " → " + right;
    }

    private static String told(AlignedStep step) {
        var facets = StepWords.facets(step);
        return facets.isEmpty()
                ? StepWords.fate(step.fate())
                : Messages.text("aligned.differs", StepWords.fate(step.fate()), facets);
    }

    private Button opener(Side side, AlignedStep step) {
        var button = new Button(
                Messages.text("aligned.open.in", side.letter()), Icons.icon(BootstrapIcons.BOX_ARROW_UP_RIGHT));
        button.getStyleClass().addAll("small", "aligned-open");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(Messages.text("aligned.open.tip", side.letter()) + "   "
                + side.letter().toLowerCase(Locale.ROOT)));
        button.setOnAction(event -> open.accept(side, step));
        return button;
    }

    private void figures(AlignedPair pair, AlignedStep step) {
        var left = step.left() == null ? null : step.left().span();
        var right = step.right() == null ? null : step.right().span();
        var used = left == null ? Usage.NONE : pair.read().left().figures().usage(left);
        var uses = right == null ? Usage.NONE : pair.read().right().figures().usage(right);
        var took = left == null ? null : left.durationNanos();
        var takes = right == null ? null : right.durationNanos();
        figures.getChildren()
                .setAll(
                        FigureCell.inline(
                                "aligned.status",
                                left == null ? "" : StepWords.status(left),
                                right == null ? "" : StepWords.status(right),
                                ""),
                        FigureCell.inline(
                                "aligned.duration",
                                Figures.duration(took),
                                Figures.duration(takes),
                                StepWords.duration(took, takes)),
                        FigureCell.inline(
                                "aligned.tokens",
                                Figures.tokens(used.total()),
                                Figures.tokens(uses.total()),
                                StepWords.tokens(used.total(), uses.total())),
                        FigureCell.inline(
                                "aligned.cost",
                                Figures.costOf(used),
                                Figures.costOf(uses),
                                StepWords.cost(used.cost(), uses.cost())));
        figures.getChildren().removeIf(cell -> cell instanceof FigureCell figure && figure.isEmpty());
    }
}
