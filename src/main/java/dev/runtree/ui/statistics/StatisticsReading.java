package dev.runtree.ui.statistics;

import dev.runtree.model.Figures;
import dev.runtree.model.RunStatistics;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.StepGroup;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.run.Reading;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The tab with a run's sums. They are made off the FX thread, of the whole run or of what the tree's filter shows. A row that
 * is chosen selects its longest step; chosen again, the next.
 */
public final class StatisticsReading implements Reading {
    /** A run that goes on is summed again no sooner than this after it was told of. */
    private static final Duration SETTLED = Duration.millis(120);

    private final Latest latest;
    private final Latest walking;
    private final Consumer<SpanId> select;
    private final PathBar path;
    private final HBox bar = new HBox();
    private final StatisticsTable table = new StatisticsTable(this::chosen);
    private final ToggleGroup scopes = new ToggleGroup();
    private final ToggleButton whole = scope("run.statistics.whole");
    private final ToggleButton filtered = scope("run.statistics.filtered");
    private final Label running = new Label();
    private final VBox view = new VBox();
    private @Nullable Predicate<Span> filter;
    private @Nullable Trace trace;
    private @Nullable Sums sums;
    private @Nullable StepGroup walked;
    private int step;
    private boolean seen;

    /** What has been made for a run, where it was fetched. */
    private record Sums(
            RunStatistics statistics, RunStatistics.Summary whole, RunStatistics.@Nullable Summary filtered) {}

    /** @param select told which step to select */
    public StatisticsReading(Background background, Consumer<SpanId> select) {
        this.latest = new Latest(background, SETTLED);
        this.walking = new Latest(background, SETTLED);
        this.select = select;
        var copy = new Button(Messages.text("run.statistics.csv"), new FontIcon(BootstrapIcons.CLIPBOARD));
        copy.getStyleClass().add("flat-tool");
        copy.setTooltip(new Tooltip(Messages.text("run.statistics.csv.tip")));
        copy.setOnAction(event -> copy());
        path = new PathBar(copy);
        running.getStyleClass().add("hint");
        bar.getChildren().addAll(whole, filtered);
        bar.getStyleClass().add("statistics-bar");
        bar.managedProperty().bind(bar.visibleProperty());
        bar.setVisible(false);
        VBox.setVgrow(table, Priority.ALWAYS);
        view.getStyleClass().add("statistics");
        view.getChildren().addAll(bar, path, running, table);
        running.managedProperty().bind(running.visibleProperty());
        running.setVisible(false);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        whole.setSelected(true);
        scopes.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                scopes.selectToggle(before);
            } else {
                draw();
            }
        });
    }

    private ToggleButton scope(String key) {
        var button = new ToggleButton(Messages.text(key));
        button.getStyleClass().add("scope");
        button.setToggleGroup(scopes);
        return button;
    }

    /** The steps that the tree's filter shows, tested on another thread; {@code null} while it shows all. */
    public void filter(@Nullable Predicate<Span> shown) {
        if ((filter == null) != (shown == null)) {
            bar.setVisible(shown != null);
            scopes.selectToggle(shown == null ? whole : filtered);
        }
        filter = shown;
        if (trace != null && seen) {
            show(trace);
        }
    }

    @Override
    public void hidden() {
        seen = false;
        latest.cancel();
    }

    @Override
    public String title() {
        return "run.statistics";
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public void use(RunQueries queries) {
        show(null);
    }

    @Override
    public void show(@Nullable Trace shown) {
        var before = trace;
        trace = shown;
        seen = shown != null;
        if (shown == null) {
            latest.cancel();
            sums = null;
            return;
        }
        var test = filter;
        Work<Sums> work = () -> sum(shown, test);
        if (before != null && before.run().id().equals(shown.run().id())) {
            latest.ask(() -> work, this::summed, this::failed);
        } else {
            walked = null;
            latest.askNow(work, this::summed, this::failed);
        }
    }

    private static Sums sum(Trace trace, @Nullable Predicate<Span> test) {
        var statistics = RunStatistics.of(trace);
        return new Sums(statistics, statistics.whole(), test == null ? null : statistics.of(shown(statistics, test)));
    }

    private static BitSet shown(RunStatistics statistics, Predicate<Span> test) {
        var places = new BitSet();
        for (var i = 0; i < statistics.tree().size(); i++) {
            places.set(i, test.test(statistics.tree().span(i)));
        }
        return places;
    }

    private void summed(Sums made) {
        sums = made;
        draw();
    }

    private void failed(RuntimeException why) {
        say(String.valueOf(why.getMessage()));
    }

    private void say(String text) {
        running.setText(text);
        running.setVisible(!text.isEmpty());
    }

    private void draw() {
        var made = sums;
        if (made == null) {
            return;
        }
        if (made.filtered() != null) {
            filtered.setText(Messages.text(
                    "run.statistics.filtered.count",
                    Figures.count(made.filtered().total().steps())));
        }
        var open = made.whole().total().running();
        say(open == 0 ? "" : Messages.text("run.statistics.running", Figures.count(open)));
        path.show(made.whole());
        table.show(shownSummary(made));
    }

    private RunStatistics.Summary shownSummary(Sums made) {
        return filtered.isSelected() && made.filtered() != null ? made.filtered() : made.whole();
    }

    private void chosen(StepGroup group) {
        var made = sums;
        if (made == null) {
            return;
        }
        step = group.equals(walked) ? step + 1 : 0;
        walked = group;
        var at = step;
        Work<int[]> places = () -> made.statistics().places(group);
        walking.askNow(
                places,
                found -> select.accept(
                        made.statistics().tree().span(found[at % found.length]).id()),
                this::failed);
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            copy();
            event.consume();
        }
    }

    private void copy() {
        var made = sums;
        if (made != null) {
            Clip.putExact(StatisticsCsv.of(shownSummary(made)));
        }
    }

    @Override
    public void focus() {
        table.requestFocus();
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }
}
