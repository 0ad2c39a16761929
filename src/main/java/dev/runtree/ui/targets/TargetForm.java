package dev.runtree.ui.targets;

import dev.runtree.export.target.Asked;
import dev.runtree.export.target.BadTarget;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Redacting;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Transport;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What a target is asked: its kind first, then what that kind needs, then what of the traces goes there. */
final class TargetForm extends ScrollPane {
    private static final List<Double> SHARES = List.of(1.0, 0.5, 0.25, 0.1, 0.01);

    private final GridPane grid = new GridPane();
    private final ComboBox<Preset> preset = new ComboBox<>(FXCollections.observableArrayList(Preset.values()));
    private final TextField name = new TextField();
    private final TextField filter = new TextField();
    private final ComboBox<Double> share = new ComboBox<>(FXCollections.observableArrayList(SHARES));
    private final ComboBox<Redacting> redacting = new ComboBox<>(FXCollections.observableArrayList(Redacting.values()));
    private final Map<Asked, Answer> answers = new LinkedHashMap<>();
    private final @Nullable Target before;
    private int row;

    /** Where something is answered. */
    private sealed interface Answer {
        String text();

        Node node();

        /** An empty one leaves what is chosen from the start. */
        void say(String text);

        record Typed(TextField node) implements Answer {
            @Override
            public void say(String text) {
                node.setText(text);
            }

            @Override
            public String text() {
                return node.getText().strip();
            }
        }

        record Chosen(ComboBox<String> node) implements Answer {
            @Override
            public void say(String text) {
                if (!text.isEmpty()) {
                    node.setValue(text);
                }
            }

            @Override
            public String text() {
                return node.getValue();
            }
        }
    }

    /**
     * @param secrets where keys are kept, in words
     * @param before a target that is changed, but for its name and kind; {@code null} for a new one
     */
    TargetForm(String secrets, @Nullable Target before) {
        this.before = before;
        getStyleClass().add("target-form");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(grid);
        grid.getStyleClass().add("form-grid");
        var titles = new ColumnConstraints();
        titles.setMinWidth(USE_PREF_SIZE);
        var fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(titles, fields);
        preset.setConverter(new ChoiceWords<>(Preset::title));
        share.setConverter(new ChoiceWords<>(TargetForm::share));
        redacting.setConverter(new ChoiceWords<>(each -> Messages.text("targets.redact." + each.word())));
        filter.setPromptText(Messages.text("targets.filter.prompt"));
        for (var box : List.of(preset, share, redacting)) {
            box.setMaxWidth(Double.MAX_VALUE);
        }
        share.setValue(SHARES.getFirst());
        redacting.setValue(Redacting.NONE);
        preset.setValue(before == null ? Preset.LANGFUSE : before.preset());
        name.setText(before == null ? Preset.LANGFUSE.word() : before.name());
        preset.valueProperty().addListener((value, old, now) -> {
            if (name.getText().isBlank() || name.getText().equals(old.word())) {
                name.setText(now.word());
            }
            build(now, secrets);
        });
        build(preset.getValue(), secrets);
        if (before != null) {
            fill(before);
        }
    }

    private void fill(Target target) {
        preset.setDisable(true);
        name.setDisable(true);
        filter.setText(target.filter());
        if (!share.getItems().contains(target.sample())) {
            share.getItems().add(target.sample());
        }
        share.setValue(target.sample());
        redacting.setValue(target.redacting());
        answers.forEach((asked, answer) -> {
            if (asked.secret() && answer.node() instanceof TextField field) {
                field.setPromptText(Messages.text("targets.secret.stays"));
            } else {
                answer.say(target.answers().getOrDefault(asked.name(), ""));
            }
        });
    }

    private static String share(double part) {
        return part == 1
                ? Messages.text("targets.share.all")
                : Messages.text("targets.share.some", String.format(Locale.ROOT, "%.0f", 1 / part));
    }

    private void build(Preset wanted, String secrets) {
        grid.getChildren().clear();
        answers.clear();
        row = 0;
        line(Messages.text("targets.preset"), preset, null);
        line(Messages.text("targets.name"), name, null);
        for (var asked : wanted.asks()) {
            var answer = answer(asked);
            answers.put(asked, answer);
            line(
                    asked.required() || asked.standard() != null
                            ? title(asked)
                            : Messages.text("targets.optional", title(asked)),
                    answer.node(),
                    asked.secret() ? Messages.text("targets.secret", asked.help(), secrets) : asked.help());
        }
        line(Messages.text("targets.filter"), filter, null);
        line(Messages.text("targets.share"), share, null);
        line(Messages.text("targets.redact"), redacting, null);
    }

    private static String title(Asked asked) {
        var words = asked.name().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Answer answer(Asked asked) {
        if (!asked.choices().isEmpty()) {
            var box = new ComboBox<>(FXCollections.observableArrayList(asked.choices()));
            box.setValue(asked.standard() == null ? asked.choices().getFirst() : asked.standard());
            box.setMaxWidth(Double.MAX_VALUE);
            return new Answer.Chosen(box);
        }
        var field = asked.secret() ? new PasswordField() : new TextField();
        field.setPromptText(asked.standard());
        return new Answer.Typed(field);
    }

    private void line(String title, Node field, @Nullable String help) {
        var label = new Label(title);
        label.setLabelFor(field);
        field.setAccessibleText(title);
        field.setId("target-" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
        grid.add(label, 0, row);
        grid.add(field, 1, row++);
        if (help != null) {
            var about = new Label(help);
            about.setWrapText(true);
            about.setMinHeight(USE_PREF_SIZE);
            about.getStyleClass().add("target-help");
            grid.add(about, 1, row++);
        }
    }

    /**
     * What the form says.
     *
     * @throws BadTarget what of it cannot be
     */
    Target target() {
        var open = new LinkedHashMap<String, String>();
        typed(false)
                .filter(asked -> !isAsBefore(asked.getKey(), asked.getValue().text()))
                .forEach(asked ->
                        open.put(asked.getKey().name(), asked.getValue().text()));
        if (open.containsKey("endpoint")) {
            // The address that is typed stands in place of the region, which is chosen in any case.
            open.remove("region");
        }
        return new Target(
                name.getText().strip(),
                preset.getValue(),
                open,
                filter.getText().strip(),
                share.getValue(),
                redacting.getValue(),
                before == null ? null : before.profile(),
                before == null ? Transport.USUAL : before.transport(),
                before != null && before.replays(),
                before != null && before.paused());
    }

    /** What was left open and is still as it is when left open: said, it would make another target of it. */
    private boolean isAsBefore(Asked asked, String text) {
        return before != null && !before.answers().containsKey(asked.name()) && text.equals(asked.standard());
    }

    TargetSecrets secrets() {
        var hidden = new LinkedHashMap<String, String>();
        typed(true)
                .forEach(asked ->
                        hidden.put(asked.getKey().name(), asked.getValue().text()));
        return new TargetSecrets(hidden);
    }

    private Stream<Map.Entry<Asked, Answer>> typed(boolean isSecret) {
        return answers.entrySet().stream()
                .filter(each -> each.getKey().secret() == isSecret
                        && !each.getValue().text().isBlank());
    }

    void focus() {
        (before == null ? preset : filter).requestFocus();
    }
}
