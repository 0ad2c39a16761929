package dev.runtree.ui.agents;

import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.detail.DetailController;
import dev.runtree.ui.run.RunController;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The run behind the last answer, as it grows in the database, and beneath it the step of it that is selected. */
final class RunSide extends VBox {
    private final RunController run;
    private final DetailController detail;
    private final Latest looking;
    private final Button open = new Button(Messages.text("agents.open.run"));
    private @Nullable RunQueries queries;
    private @Nullable SpanId wanted;
    private @Nullable SpanId pointed;
    private boolean found;

    /** @param reveal shows a run in the view of runs */
    RunSide(Background background, Consumer<String> reveal) {
        run = new RunController(background);
        detail = new DetailController(background);
        looking = new Latest(background, Duration.millis(100));
        getStyleClass().add("run-side");
        var title = new Label(Messages.text("agents.this.run"));
        title.getStyleClass().add("pane-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        open.getStyleClass().add("link-button");
        open.setMinWidth(USE_PREF_SIZE);
        open.setOnAction(event -> {
            if (wanted != null) {
                reveal.accept(wanted.runId());
            }
        });
        var head = new HBox(title, space, open);
        head.getStyleClass().addAll("pane-header", "run-side-head");
        var tree = (Region) Fxml.load(run);
        var step = (Region) Fxml.load(detail);
        var parts = new SplitPane(tree, step);
        // In a narrow window they are cut at their ends, not at both sides.
        for (var part : new Region[] {this, parts, tree, step}) {
            part.setMinWidth(0);
        }
        tree.getChildrenUnmodifiable().stream()
                .filter(Region.class::isInstance)
                .forEach(part -> ((Region) part).setMinWidth(0));
        parts.setOrientation(Orientation.VERTICAL);
        parts.getStyleClass().add("panes");
        parts.setDividerPositions(0.56);
        setVgrow(parts, Priority.ALWAYS);
        getChildren().addAll(head, parts);
        detail.provenance().spans(run::spans);
        detail.provenance().onJump((place, words) -> {
            detail.reveal(place, words);
            run.select(place.span());
        });
        detail.provenance().markedProperty().subscribe(run::remark);
        run.onMarks(detail.provenance()::ofTool);
        run.onDetail(detail::focus);
        run.stepProperty().subscribe(now -> {
            detail.show(now);
            background.later(this::point);
        });
        detail.onGoTo(run::select);
        detail.onOpenLink(link -> reveal.accept(link.toString()));
        open.setDisable(true);
    }

    /** Reads from another database. */
    void use(RunQueries other) {
        looking.cancel();
        queries = other;
        wanted = null;
        open.setDisable(true);
        detail.use(other);
        run.use(other);
    }

    /** Shows a run as soon as it is in the database, or nothing. */
    void show(@Nullable SpanId id) {
        if (id == null ? wanted == null : id.equals(wanted)) {
            return;
        }
        wanted = id;
        found = false;
        open.setDisable(id == null);
        if (id == null) {
            looking.cancel();
            run.show(null);
        } else {
            run.follow();
            look();
        }
    }

    /** Selects a step of it. */
    void select(SpanId step) {
        run.select(step);
    }

    /** What waits for an approval is selected once: somebody has to look at it. */
    private void point() {
        var waits = run.spans().stream()
                .filter(span -> span.kind() == SpanKind.APPROVAL && span.endNanos() == null)
                .map(Span::id)
                .findFirst()
                .orElse(null);
        if (found && waits != null && !waits.equals(pointed)) {
            pointed = waits;
            run.select(waits);
        }
    }

    private void look() {
        var asked = queries;
        var id = wanted;
        if (asked != null && id != null) {
            looking.again(() -> asked.again(List.of(id)), this::found, failure -> {});
        }
    }

    private void found(List<Run> runs) {
        if (!found && !runs.isEmpty() && runs.getFirst().id().equals(wanted)) {
            found = true;
            run.show(runs.getFirst());
        }
    }

    /** The database has told of a change. */
    void refresh() {
        if (found) {
            run.refresh();
        } else {
            look();
        }
    }
}
