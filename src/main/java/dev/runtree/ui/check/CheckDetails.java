package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Verdict;
import dev.runtree.check.expect.Observed;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.text.TextView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** One case: what it expects beside what there was, the answer, its file, and where it leads. */
final class CheckDetails extends VBox {
    private final Latest reading;
    private final Label verdict = new Label();
    private final Label name = new Label();
    private final Label way = new Label();
    private final Label problem = new WrappedLabel();
    private final Button compare;
    private final Button open;
    private final ExpectationGrid grid = new ExpectationGrid();
    private final TextView answer;
    private final TextView text;
    private final ToggleButton expectations = new ToggleButton(Messages.text("checks.tab.expected"));
    private final ToggleButton answered = new ToggleButton(Messages.text("checks.tab.answer"));
    private final ToggleButton file = new ToggleButton(Messages.text("checks.tab.file"));
    private final ScrollPane scroll = new ScrollPane(grid);
    private @Nullable CheckRow shown;
    private boolean isRead;

    /**
     * @param compared shows a replay beside the run that it replays
     * @param opened shows a replay
     * @param edited opens a file with the program that the system has for it
     */
    CheckDetails(
            Background background,
            Consumer<CaseResult.Replay> compared,
            Consumer<CaseResult.Replay> opened,
            Consumer<Path> edited) {
        reading = new Latest(background, Duration.millis(50));
        answer = new TextView(background);
        text = new TextView(background);
        getStyleClass().add("check-details");
        compare = button("replay.note.compare", () -> withReplay(compared));
        compare.setId("checksCompare");
        open = button("replay.show", () -> withReplay(opened));
        var edit = button("checks.edit", () -> withRow(row -> edited.accept(row.path())));
        edit.setTooltip(new Tooltip(Messages.text("checks.edit.tip") + "   o"));
        var copy = button(
                "checks.copy", () -> withRow(row -> Clip.putExact(row.path().toString())));
        getChildren().addAll(head(List.of(compare, open, edit, copy)), problem, body());
        problem.setId("checksProblem");
        problem.getStyleClass().add("fork-problem");
        problem.setMinHeight(USE_PREF_SIZE);
        problem.managedProperty().bind(problem.visibleProperty());
        show(null);
    }

    private static Button button(String key, Runnable does) {
        var button = new Button(Messages.text(key));
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> does.run());
        return button;
    }

    private VBox head(List<Button> buttons) {
        name.getStyleClass().add("pane-title");
        name.setId("checksName");
        name.setMinWidth(0);
        verdict.getStyleClass().add("check-verdict");
        verdict.setMinWidth(USE_PREF_SIZE);
        way.getStyleClass().add("fork-step");
        way.setMinWidth(0);
        var tabs = new HBox();
        tabs.getStyleClass().add("segments");
        var group = new ToggleGroup();
        for (var tab : new ToggleButton[] {expectations, answered, file}) {
            tab.getStyleClass().add("segment");
            tab.setMinWidth(USE_PREF_SIZE);
            tab.setToggleGroup(group);
            tab.setOnAction(event -> turn(tab));
            tabs.getChildren().add(tab);
        }
        tabs.setMinWidth(USE_PREF_SIZE);
        var first = new HBox(verdict, name, way);
        first.getStyleClass().add("check-head-line");
        first.setAlignment(Pos.CENTER_LEFT);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var second = new HBox(tabs, space);
        second.getChildren().addAll(buttons);
        second.getStyleClass().add("check-links");
        second.setAlignment(Pos.CENTER_LEFT);
        second.setFillHeight(false);
        var head = new VBox(first, second);
        head.getStyleClass().add("check-head");
        return head;
    }

    private StackPane body() {
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("fork-scroll");
        scroll.setAccessibleText(Messages.text("checks.tab.expected"));
        var body = new StackPane(scroll, answer, text);
        VBox.setVgrow(body, Priority.ALWAYS);
        return body;
    }

    private void withRow(Consumer<CheckRow> does) {
        var row = shown;
        if (row != null) {
            does.accept(row);
        }
    }

    private void withReplay(Consumer<CaseResult.Replay> does) {
        withRow(row -> row.replay().ifPresent(does));
    }

    /** @param row {@code null} for none */
    void show(@Nullable CheckRow row) {
        if (row != null && row.equals(shown)) {
            return;
        }
        var isSame = row != null && shown != null && row.path().equals(shown.path());
        var before = isSame ? shown : null;
        shown = row;
        setVisible(row != null);
        if (row == null) {
            reading.cancel();
            return;
        }
        fill(row);
        isRead = isRead && before != null && before.file().equals(row.file());
        var had = before != null && before.result() != null;
        var has = row.result() != null;
        if (!isSame || had != has) {
            turn((has && row.observed().isPresent()) || isMissed(row) ? expectations : file);
        } else if (text.isVisible()) {
            read();
        }
    }

    private static boolean isMissed(CheckRow row) {
        return row.result() != null && row.result().verdict() instanceof Verdict.Failed;
    }

    private void fill(CheckRow row) {
        var kind = row.kind();
        verdict.setText(CheckColumn.VERDICT.text(row));
        verdict.setGraphic(CheckColumn.VERDICT.icon(row));
        verdict.getStyleClass().setAll("label", "check-verdict", row.isResting() ? kind.style() : "check-goes-on");
        name.setText(row.file().name());
        name.setTooltip(new Tooltip(row.path().toString()));
        way.setText(way(row));
        var line = row.result() == null || row.result().verdict() instanceof Verdict.Failed ? "" : row.missed();
        var mistake = row.file().mistake();
        problem.setText(mistake != null ? mistake : line);
        problem.setVisible(!problem.getText().isEmpty() && row.isResting());
        if (row.result() == null) {
            grid.getChildren().clear();
        } else {
            grid.show(row.result());
        }
        answer.show(row.observed().map(Observed::answer).orElse(""));
        expectations.setDisable(grid.getChildren().isEmpty());
        answered.setDisable(row.observed().isEmpty());
        var replay = row.replay().orElse(null);
        open.setDisable(replay == null);
        compare.setDisable(replay == null || !replay.isRecordHere());
        compare.setTooltip(new Tooltip(
                Messages.text(replay == null || replay.isRecordHere() ? "checks.compare.tip" : "checks.compare.away")));
    }

    private static String way(CheckRow row) {
        var told = new ArrayList<String>();
        row.replay().ifPresent(replay -> told.add(CheckWords.way(replay.mode())));
        for (var column :
                List.of(CheckColumn.MODEL, CheckColumn.STEPS, CheckColumn.TOKENS, CheckColumn.COST, CheckColumn.TIME)) {
            var text = column.text(row);
            if (!text.isEmpty() && !text.equals("–")) {
                told.add(
                        column.isFigure() && column != CheckColumn.TIME && column != CheckColumn.COST
                                ? text + " " + column.title().toLowerCase(Locale.ROOT)
                                : text);
            }
        }
        return String.join(", ", told);
    }

    private void turn(ToggleButton tab) {
        tab.setSelected(true);
        scroll.setVisible(tab.equals(expectations));
        answer.setVisible(tab.equals(answered));
        text.setVisible(tab.equals(file));
        if (tab.equals(file)) {
            read();
        }
    }

    /** The file, when it is to be seen. */
    private void read() {
        var row = shown;
        if (row == null || isRead) {
            return;
        }
        var path = row.path();
        Work<String> work = () -> {
            try {
                return Files.isDirectory(path) ? "" : Files.readString(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        isRead = true;
        reading.ask(() -> work, text::show, why -> text.show(""));
    }

    /** What the keyboard walks to. */
    void focus() {
        (scroll.isVisible() ? scroll : answer.isVisible() ? answer : text).requestFocus();
    }
}
