package dev.runtree.ui.alerts;

import dev.runtree.alert.AlertRule;
import dev.runtree.alert.BadAlert;
import dev.runtree.alert.Durations;
import dev.runtree.alert.Figure;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What a rule is asked: of which figure, beyond which limit, for how long, and who is told. */
final class AlertForm extends ScrollPane {
    private static final int COMMAND_ROWS = 3;

    private final GridPane grid = new GridPane();
    private final TextField name = new TextField();
    private final ComboBox<Figure> figure = new ComboBox<>(FXCollections.observableArrayList(Figure.values()));
    private final ComboBox<Boolean> side = new ComboBox<>(FXCollections.observableArrayList(true, false));
    private final TextField limit = new TextField();
    private final Label limitHelp = help("");
    private final TextField over = new TextField();
    private final TextField lasting = new TextField();
    private final TextField filter = new TextField();
    private final TextField least = new TextField();
    private final CheckBox notifies = new CheckBox(Messages.text("alerts.notify"));
    private final TextArea command = new TextArea();
    private List<String> given = List.of();
    private String untouched = "";
    private int row;

    AlertForm() {
        getStyleClass().addAll("target-form", "alert-form");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(grid);
        grid.getStyleClass().add("form-grid");
        var titles = new ColumnConstraints();
        titles.setMinWidth(USE_PREF_SIZE);
        var fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(titles, fields);
        figure.setConverter(new ChoiceWords<>(each -> Messages.text("alerts.figure." + each.word())));
        side.setConverter(new ChoiceWords<>(each -> Messages.text(each ? "alerts.above" : "alerts.below")));
        figure.setMaxWidth(Double.MAX_VALUE);
        command.setPrefRowCount(COMMAND_ROWS);
        command.setPromptText(Messages.text("alerts.command.prompt"));
        filter.setPromptText(Messages.text("alerts.filter.prompt"));
        side.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(limit, Priority.ALWAYS);
        var bound = new HBox(8, side, limit);
        line("name", name, null);
        line("figure", figure, null);
        line("limit", bound, limitHelp);
        bound.setId("alert-bound");
        id("side", side);
        id("limit", limit);
        line("over", over, help(Messages.text("alerts.over.help")));
        line("for", lasting, help(Messages.text("alerts.for.help")));
        line("filter", filter, null);
        line("least", least, help(Messages.text("alerts.least.help")));
        grid.add(notifies, 1, row++);
        notifies.setId("alert-notify");
        line("command", command, help(Messages.text("alerts.command.help")));
        figure.valueProperty().addListener((value, before, now) -> chosen(before, now));
    }

    /** Another figure has other limits; what was typed for one of the same kind stays. */
    private void chosen(@Nullable Figure before, Figure now) {
        limitHelp.setText(AlertWords.example(now.unit()));
        over.setDisable(!now.isOverTime());
        least.setDisable(!now.hasLeast());
        if (before == null || before.unit() != now.unit()) {
            limit.setText(AlertWords.usualLimit(now));
            side.setValue(AlertWords.isUsuallyAbove(now));
        }
        if (before == null || least.getText().equals(Long.toString(before.usualLeast()))) {
            least.setText(Long.toString(now.usualLeast()));
        }
        if (before == null || name.getText().equals(Messages.text("alerts.figure." + before.word()))) {
            name.setText(Messages.text("alerts.figure." + now.word()));
        }
    }

    /** For one that is not there yet. */
    void begin(Wanted wanted) {
        figure.setValue(AlertWords.usual(wanted.signal()));
        over.setText(Durations.write(figure.getValue() == Figure.COST ? Duration.ofDays(1) : AlertRule.USUAL_OVER));
        lasting.setText(Durations.write(AlertRule.USUAL_LASTING));
        filter.setText(wanted.filter().print());
        notifies.setSelected(true);
    }

    /** For one that is to be changed. */
    void change(AlertRule rule) {
        figure.setValue(rule.figure());
        name.setText(rule.name());
        side.setValue(rule.isAbove());
        limit.setText(rule.limitText());
        over.setText(Durations.write(rule.over()));
        lasting.setText(rule.lasting().isZero() ? "0" : Durations.write(rule.lasting()));
        filter.setText(rule.filter());
        least.setText(Long.toString(rule.least()));
        notifies.setSelected(rule.notifies());
        given = rule.command();
        command.setText(String.join("\n", given));
        untouched = command.getText();
    }

    /**
     * What the form says.
     *
     * @throws BadAlert what of it cannot be
     */
    AlertRule rule() {
        var of = figure.getValue();
        return new AlertRule(
                name.getText().strip(),
                of,
                side.getValue(),
                AlertRule.limit(of, limit.getText()),
                Durations.read(Messages.text("alerts.over"), over.getText()),
                lasting.getText().strip().equals("0")
                        ? Duration.ZERO
                        : Durations.read(Messages.text("alerts.for"), lasting.getText()),
                filter.getText().strip(),
                of.hasLeast() ? AlertRule.least(least.getText()) : of.usualLeast(),
                notifies.isSelected(),
                words(),
                false);
    }

    /** One that was not touched stays as it is: its words may have lines of their own. */
    private List<String> words() {
        var text = command.getText();
        if (text.equals(untouched)) {
            return given;
        }
        return text.isBlank() ? List.of() : text.strip().lines().toList();
    }

    private void line(String key, Node field, @Nullable Label help) {
        var label = new Label(Messages.text("alerts." + key));
        label.setLabelFor(field);
        id(key, field);
        grid.add(label, 0, row);
        grid.add(field, 1, row++);
        if (help != null) {
            grid.add(help, 1, row++);
        }
    }

    private static void id(String key, Node field) {
        field.setAccessibleText(Messages.text("alerts." + key));
        field.setId("alert-" + key.toLowerCase(Locale.ROOT));
    }

    private static Label help(String text) {
        var about = new Label(text);
        about.setWrapText(true);
        about.setMinHeight(USE_PREF_SIZE);
        about.getStyleClass().add("target-help");
        return about;
    }

    void focus() {
        name.requestFocus();
        name.selectAll();
    }
}
