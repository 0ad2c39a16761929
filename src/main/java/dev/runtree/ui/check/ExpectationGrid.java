package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Verdict;
import dev.runtree.check.expect.Held;
import dev.runtree.check.expect.Mismatch;
import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** Each thing that a case expects, beside what there was. What was not met stands first. */
final class ExpectationGrid extends GridPane {
    /** Of one value; the answer stands whole beside it. */
    private static final int LONGEST = 2_000;

    private static final double[] SHARES = {3, 19, 37, 41};

    ExpectationGrid() {
        getStyleClass().add("check-grid");
        for (var share : SHARES) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            getColumnConstraints().add(column);
        }
    }

    void show(CaseResult result) {
        getChildren().clear();
        var all = all(result);
        if (all.isEmpty()) {
            return;
        }
        addRow(
                0,
                new Label(),
                title("checks.grid.expectation"),
                title("checks.grid.expected"),
                title("checks.grid.got"));
        for (var at = 0; at < all.size(); at++) {
            row(at + 1, all.get(at));
        }
    }

    private static Label title(String key) {
        var title = new Label(Messages.text(key));
        title.getStyleClass().add("check-grid-head");
        return title;
    }

    private static List<Held> all(CaseResult result) {
        var all = new ArrayList<Held>();
        if (result.verdict() instanceof Verdict.Failed failed) {
            failed.missed().stream().map(ExpectationGrid::missed).forEach(all::add);
        }
        var replay = result.replay();
        if (replay != null) {
            // Of one that could not be told, the others were not looked at.
            replay.held().stream().filter(Held::isMet).forEach(all::add);
        }
        return all;
    }

    private static Held missed(Mismatch missed) {
        return new Held(missed.key(), missed.line(), missed.expected(), missed.got(), false);
    }

    private void row(int row, Held held) {
        var kind = held.isMet() ? Kind.PASSED : Kind.FAILED;
        var icon = new Label("", Icons.icon(kind.icon()));
        icon.getStyleClass().addAll("check-grid-icon", kind.style());
        icon.setAccessibleText(kind.word());
        add(icon, 0, row);
        var key = new WrappedLabel(
                held.line() == 0 ? held.key() : Messages.text("checks.grid.line", held.key(), held.line() + ""));
        key.getStyleClass().add("check-grid-key");
        add(key, 1, row);
        add(value(held.expected()), 2, row);
        var got = value(held.got());
        if (!held.isMet()) {
            got.getStyleClass().add("check-got");
        }
        add(got, 3, row);
    }

    private static Label value(String text) {
        var shown = text.length() <= LONGEST
                ? text
                : Messages.text(
                        "checks.grid.cut",
                        text.substring(0, LONGEST),
                        Figures.count(LONGEST),
                        Figures.count(text.length()));
        var label = new WrappedLabel(shown.isEmpty() ? Messages.text("checks.grid.nothing") : shown);
        label.getStyleClass().add("check-grid-value");
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
