package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.model.RunLink;
import dev.runtree.store.ApprovalLists;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.detail.LongText;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What there is to know before deciding: who asks, why the model does, and what was decided about the tool before. */
final class ContextPane extends ScrollPane {
    /** JSON, or the name of a tool with JSON behind it. */
    private static final Pattern DATA = Pattern.compile("\\s*([\\w.-]+\\s+)?[{\\[]\\s*[\"{\\[\\]}]");

    private final VBox facts = new VBox();
    private final VBox why = new VBox();
    private final VBox earlier = new VBox();
    private final Wishes wishes;
    private @Nullable Approval approval;

    /** What the reader can ask for from here. */
    interface Wishes {
        void openRun(String link);

        void openSession(Why of);

        void openTool(String tool);
    }

    ContextPane(Wishes wishes) {
        this.wishes = wishes;
        var content = new VBox(facts, why, earlier);
        content.getStyleClass().add("approval-context");
        for (var part : List.of(facts, why, earlier)) {
            part.getStyleClass().add("approval-section");
            part.managedProperty().bind(part.visibleProperty());
        }
        getStyleClass().addAll("detail-scroll", "approval-context-pane");
        setFitToWidth(true);
        setContent(content);
        setAccessibleText(Messages.text("panes.approvals.context"));
        show(null);
    }

    void show(@Nullable Approval of) {
        approval = of;
        for (var part : List.of(facts, why, earlier)) {
            part.getChildren().clear();
            part.setVisible(false);
        }
        if (of != null) {
            facts.setVisible(true);
            facts(of, null);
        }
    }

    private void facts(Approval of, @Nullable Why known) {
        var grid = grid();
        fact(grid, "approvals.fact.asker", ApprovalWords.asker(of));
        fact(grid, "approvals.fact.user", of.actor().userId());
        fact(grid, "approvals.fact.asked", ApprovalWords.time(of.askedAt()));
        fact(grid, "approvals.fact.deadline", of.deadline() == null ? null : ApprovalWords.time(of.deadline()));
        if (of.actor().sessionId() != null) {
            row(grid, "approvals.fact.session", session(of.actor().sessionId(), known));
        }
        row(grid, "approvals.fact.run", run(of, known));
        var id = new Hyperlink(of.id());
        id.getStyleClass().add("approval-id");
        id.setMinWidth(0);
        id.setTooltip(new Tooltip(Messages.text("approvals.copy.id")));
        id.setOnAction(event -> Clip.putExact(of.id()));
        row(grid, "approvals.fact.id", id);
        facts.getChildren().setAll(grid);
    }

    private Node session(String id, @Nullable Why known) {
        if (known == null) {
            return value(id);
        }
        var link = new Hyperlink(ApprovalWords.oneLine(id));
        link.setMinWidth(0);
        link.setTooltip(new Tooltip(Messages.text("approvals.open.session")));
        link.setOnAction(event -> wishes.openSession(known));
        return link;
    }

    private Node run(Approval of, @Nullable Why known) {
        var link = new Hyperlink(Messages.text("approvals.open.run"));
        link.setMinWidth(0);
        link.setTooltip(new Tooltip(of.runId()));
        link.setOnAction(event -> wishes.openRun(link(of, known)));
        return link;
    }

    /** To the approval's step where it is known, else to the run. */
    static String link(Approval of, @Nullable Why known) {
        var step = known == null ? null : known.step();
        return new RunLink(of.runId(), step == null ? null : step.spanId()).toString();
    }

    private static GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("approval-facts");
        var value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(new ColumnConstraints(USE_PREF_SIZE, USE_COMPUTED_SIZE, 110), value);
        return grid;
    }

    private static void fact(GridPane grid, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            row(grid, key, value(value));
        }
    }

    private static Label value(String text) {
        var line = ApprovalWords.oneLine(text);
        var value = new Label(line);
        value.setMinWidth(0);
        value.setTooltip(new Tooltip(line));
        return value;
    }

    private static void row(GridPane grid, String key, Node value) {
        var name = new Label(Messages.text(key));
        name.getStyleClass().add("approval-fact");
        GridPane.setValignment(name, VPos.BASELINE);
        grid.addRow(grid.getRowCount(), name, value);
    }

    /** What led to it; {@code null} when its run is not in this database. */
    void why(@Nullable Why found) {
        var of = approval;
        if (of == null) {
            return;
        }
        facts(of, found);
        why.setVisible(true);
        why.getChildren().setAll(heading(Messages.text("approvals.why")));
        if (found == null || found.lines().isEmpty()) {
            why.getChildren()
                    .add(note(Messages.text(found == null ? "approvals.why.no.run" : "approvals.why.nothing")));
            return;
        }
        var grid = grid();
        for (var line : found.lines()) {
            var who = new Label(line.who());
            who.getStyleClass().add("approval-who");
            who.setTooltip(new Tooltip(line.who()));
            GridPane.setValignment(who, VPos.TOP);
            var text = new LongText(line.text(), style(line));
            grid.addRow(grid.getRowCount(), who, text);
        }
        why.getChildren().add(grid);
    }

    /** What tools were called with and answer is set as data, as it is everywhere. */
    private static String style(Why.Line line) {
        var isData = DATA.matcher(line.text()).lookingAt();
        return line.call() ? "json-string" : isData ? "json-plain" : "approval-said";
    }

    /** It could not be read. */
    void whyFailed(String reason) {
        why.setVisible(true);
        why.getChildren().setAll(heading(Messages.text("approvals.why")), note(reason));
    }

    /** What was decided about the same tool before. */
    void earlier(String tool, ApprovalLists.Tally tally, List<Approval> last) {
        earlier.setVisible(true);
        earlier.getChildren().setAll(heading(Messages.text("approvals.earlier", ApprovalWords.oneLine(tool))));
        if (tally.all() == 0 && last.isEmpty()) {
            earlier.getChildren().add(note(Messages.text("approvals.earlier.none")));
            return;
        }
        earlier.getChildren()
                .add(note(Messages.text(
                        "approvals.earlier.tally",
                        Figures.count(tally.approved()),
                        Figures.count(tally.edited()),
                        Figures.count(tally.rejected()),
                        Figures.count(tally.expired()))));
        last.forEach(each -> earlier.getChildren().add(line(each)));
        var all = new Hyperlink(Messages.text("approvals.earlier.all"));
        all.getStyleClass().add("approval-more");
        all.setOnAction(event -> wishes.openTool(tool));
        earlier.getChildren().add(all);
    }

    private static HBox line(Approval each) {
        var decision = each.decision();
        var time = label(ApprovalWords.time(decision == null ? each.askedAt() : decision.at()), "approval-time", true);
        time.setGraphic(Icons.icon(ApprovalWords.icon(each), ApprovalWords.styleClass(each.status())));
        var by = label(decision == null ? "" : ApprovalWords.oneLine(decision.by()), "approval-by", true);
        by.setMaxWidth(90);
        var how = label(ApprovalWords.status(each), "approval-ending", true);
        var what = label(what(each), "approval-arguments", false);
        what.setTooltip(new Tooltip(what(each)));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var waited = label(ApprovalWords.waited(each, Instant.now()), "approval-time", true);
        var line = new HBox(time, by, how, what, space, waited);
        line.getStyleClass().add("approval-earlier");
        return line;
    }

    private static String what(Approval each) {
        var decision = each.decision();
        if (decision == null) {
            return "";
        }
        if (decision.arguments() != null && each.isWhole()) {
            var edits = Edit.between(each.arguments(), decision.arguments());
            if (!edits.isEmpty()) {
                var first = edits.getFirst();
                return Messages.text(
                        "approvals.edit.short",
                        first.key(),
                        ApprovalWords.oneLine(first.was()),
                        ApprovalWords.oneLine(first.now()));
            }
        }
        return decision.reason() == null ? "" : "“" + ApprovalWords.oneLine(decision.reason()) + "”";
    }

    private static Label label(String text, String styleClass, boolean whole) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setMinWidth(whole ? USE_PREF_SIZE : 0);
        return label;
    }

    private static Label heading(String text) {
        var heading = new Label(text);
        heading.getStyleClass().add("approval-heading");
        return heading;
    }

    private static Label note(String text) {
        var note = new WrappedLabel(text);
        note.getStyleClass().add("approval-note");
        note.setMinHeight(USE_PREF_SIZE);
        return note;
    }
}
