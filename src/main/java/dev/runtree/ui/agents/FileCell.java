package dev.runtree.ui.agents;

import dev.runtree.agent.Team;
import dev.runtree.agent.Workflow;
import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.watch.Sparkline;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A file in the list: what it describes, what that has, and what it does just now. */
final class FileCell extends ListCell<OpenFile> {
    private final Function<OpenFile, FileState> states;
    private final Function<OpenFile, List<Long>> courses;

    FileCell(Function<OpenFile, FileState> states, Function<OpenFile, List<Long>> courses) {
        this.states = states;
        this.courses = courses;
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable OpenFile file, boolean empty) {
        super.updateItem(file, empty);
        setText(null);
        if (empty || file == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        var state = states.apply(file);
        var name = new Label(file.name());
        name.getStyleClass().add("session-name");
        name.setMinWidth(30);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var told = new Label(state.word());
        told.getStyleClass().addAll("file-state", "state-" + state.name().toLowerCase(java.util.Locale.ROOT));
        told.setMinWidth(USE_PREF_SIZE);
        var icon = file.mistake() == null
                ? Icons.icon(Icons.of(file.type()), "run-kind", Icons.kindClass(file.type()))
                : Icons.icon(BootstrapIcons.X_OCTAGON_FILL, "run-status", "status-error");
        var first = new HBox(icon, name, told);
        first.getStyleClass().add("session-line");
        var has = new Label(has(file));
        has.getStyleClass().add("session-asked");
        has.setMinWidth(0);
        has.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(has, Priority.ALWAYS);
        var second = new HBox(has);
        second.getStyleClass().add("session-line");
        var runs = courses.apply(file);
        var week = "";
        if (!runs.isEmpty()) {
            second.getChildren().add(Sparkline.ofRuns(runs));
            week = Messages.text(
                    "agents.week",
                    Figures.counted(runs.stream().mapToLong(Long::longValue).sum(), "run"));
        }
        var lines = new VBox(first, second);
        lines.getStyleClass().add("session-lines");
        setGraphic(isFirstOfKind(file) ? new VBox(heading(file), lines) : lines);
        setTooltip(new Tooltip(file.path()
                + (week.isEmpty() ? "" : "\n" + week)
                + (file.mistake() == null ? "" : "\n" + file.mistake())));
        setAccessibleText(Stream.of(file.name(), has(file), week, state.word())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", ")));
    }

    private boolean isFirstOfKind(OpenFile file) {
        var before = getIndex() - 1;
        return before < 0 || getListView().getItems().get(before).type() != file.type();
    }

    private static Label heading(OpenFile file) {
        var heading = new Label(Messages.text(
                switch (file.type()) {
                    case TEAM -> "agents.teams";
                    case WORKFLOW -> "agents.workflows";
                    case AGENT, CALL -> "agents.agents";
                }));
        heading.getStyleClass().add("file-heading");
        heading.setMaxWidth(Double.MAX_VALUE);
        return heading;
    }

    /** What it has, in a few words. */
    static String has(OpenFile file) {
        if (file.mistake() != null) {
            return file.told();
        }
        var tools = file.tools().size();
        var what = switch (file.component()) {
            case Team team -> counted(team.members().size(), "agents.member", "agents.members");
            case Workflow workflow -> counted(workflow.steps().size(), "agents.step", "agents.steps");
            case null, default -> tools == 0 ? "" : counted(tools, "agents.tool", "agents.tools");
        };
        var model = file.model();
        return model == null ? what : what.isEmpty() ? model : model + " · " + what;
    }

    private static String counted(int count, String one, String many) {
        return count == 1 ? Messages.text(one) : Messages.text(many, String.valueOf(count));
    }
}
