package dev.runtree.ui.filter;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The times to choose from: the last hours and days, a range with both ends, and what lies around the run that is selected. */
final class TimePicker {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final List<Duration> AROUND = List.of(Duration.ofMinutes(5), Duration.ofHours(1));
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /** Behind which letter of a field which part of the time stands. */
    private static final ChronoUnit[] PARTS = {
        ChronoUnit.YEARS, ChronoUnit.MONTHS, ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES
    };

    private final List<Choices.Choice> choices;
    private final Dropdown dropdown;
    private final Consumer<List<String>> chosen;
    private final ZoneId zone = ZoneId.systemDefault();
    private final VBox content = new VBox();
    private final TextField since = field("filter.time.from");
    private final TextField until = field("filter.time.to");
    private final Label mistake = new Label();

    /** @param chosen is given the terms of the time, in place of those there are */
    TimePicker(Dropdown dropdown, Consumer<List<String>> chosen) {
        this(Choices.TIMES, dropdown, chosen);
    }

    /** @param choices the last hours and days */
    TimePicker(List<Choices.Choice> choices, Dropdown dropdown, Consumer<List<String>> chosen) {
        this.choices = choices;
        this.dropdown = dropdown;
        this.chosen = chosen;
        content.getStyleClass().addAll("value-picker", "time-picker");
        mistake.getStyleClass().add("time-mistake");
        mistake.setWrapText(true);
        mistake.managedProperty().bind(mistake.visibleProperty());
        content.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private TextField field(String label) {
        var field = new TextField();
        field.getStyleClass().add("time-field");
        field.setAccessibleText(Messages.text(label));
        field.setPromptText(Messages.text("filter.time.prompt"));
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> turned(field, event));
        field.textProperty().subscribe(() -> check(false));
        return field;
    }

    /** @param around the run that is selected; {@code null} when none is */
    void show(Node owner, FilterText filter, @Nullable Run around) {
        var now = Instant.now();
        since.setText(filter.value("since")
                .flatMap(text -> TimeWords.typed(text, now, zone, false))
                .map(this::fieldText)
                .orElse(""));
        until.setText(filter.value("until")
                .flatMap(text -> TimeWords.typed(text, now, zone, true))
                .map(this::fieldText)
                .orElse(""));
        var rows = new ArrayList<Node>();
        for (var choice : choices) {
            rows.add(row(
                    choice.label(),
                    () -> choose(choice.value() == null ? List.of() : List.of("since:" + choice.value())),
                    filter.value("until").isEmpty()
                            && filter.value("since").equals(java.util.Optional.ofNullable(choice.value()))));
        }
        if (around != null) {
            for (var much : AROUND) {
                rows.add(row(
                        Messages.text(
                                much.toHours() > 0 ? "filter.time.around.hour" : "filter.time.around.minutes",
                                Figures.time(Figures.instant(around.startNanos()), now, zone)),
                        () -> choose(around(around, much)),
                        false));
            }
        }
        rows.add(range());
        content.getChildren().setAll(rows);
        check(false);
        dropdown.show(owner, content, owner::requestFocus);
        rows.getFirst().requestFocus();
    }

    private String fieldText(Instant time) {
        return FIELD.format(time.atZone(zone));
    }

    private List<String> around(Run run, Duration much) {
        var start = Figures.instant(run.startNanos());
        var end = run.endNanos() == null ? start : Figures.instant(run.endNanos());
        return TimeWords.terms(start.minus(much), end.plus(much).truncatedTo(ChronoUnit.SECONDS), zone);
    }

    private static Button row(String text, Runnable action, boolean isChosen) {
        var row = new Button(text);
        row.getStyleClass().setAll("button", "time-choice");
        row.setMaxWidth(Double.MAX_VALUE);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setOnAction(event -> action.run());
        row.pseudoClassStateChanged(CHOSEN, isChosen);
        return row;
    }

    private Node range() {
        var apply = new Button(Messages.text("filter.time.apply"));
        apply.getStyleClass().addAll("accent", "small");
        apply.setOnAction(event -> apply());
        var zoneLine = new Label(Messages.text(
                "filter.time.zone",
                zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                "UTC" + ZonedDateTime.now(zone).getOffset().getId().replace("Z", "")));
        zoneLine.getStyleClass().add("time-zone");
        var ends = new HBox(labelled("filter.time.from", since), labelled("filter.time.to", until));
        ends.getStyleClass().add("time-ends");
        var last = new HBox(apply, zoneLine);
        last.getStyleClass().add("time-ends");
        last.setAlignment(Pos.CENTER_LEFT);
        var range = new VBox(ends, mistake, last);
        range.getStyleClass().add("time-range");
        return range;
    }

    private static Node labelled(String key, TextField field) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add("time-zone");
        label.setLabelFor(field);
        return new VBox(label, field);
    }

    private void choose(List<String> terms) {
        dropdown.hide();
        chosen.accept(terms);
    }

    private void apply() {
        if (check(true)) {
            choose(TimeWords.terms(time(since, false), time(until, true), zone));
        }
    }

    private @Nullable Instant time(TextField field, boolean end) {
        return TimeWords.typed(field.getText(), Instant.now(), zone, end).orElse(null);
    }

    /**
     * Marks what cannot be read.
     *
     * @param says whether a sentence tells about it
     */
    private boolean check(boolean says) {
        boolean badSince = !since.getText().isBlank() && time(since, false) == null;
        boolean badUntil = !until.getText().isBlank() && time(until, true) == null;
        var from = time(since, false);
        var to = time(until, true);
        boolean turned = from != null && to != null && to.isBefore(from);
        since.pseudoClassStateChanged(WRONG, badSince);
        until.pseudoClassStateChanged(WRONG, badUntil || turned);
        mistake.setText(Messages.text(turned ? "filter.time.turned" : "filter.time.bad"));
        mistake.setVisible((badSince || badUntil || turned) && (says || mistake.isVisible() || turned));
        dropdown.place();
        return !badSince && !badUntil && !turned;
    }

    private void pressed(KeyEvent event) {
        var owner = content.getScene().getFocusOwner();
        if (event.getCode() == KeyCode.ENTER && owner instanceof TextField) {
            apply();
            event.consume();
        } else if (!(owner instanceof TextField)
                && (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP)) {
            int at = content.getChildren().indexOf(owner) + (event.getCode() == KeyCode.DOWN ? 1 : -1);
            int last = content.getChildren().size() - 1;
            (at >= last ? since : content.getChildren().get(Math.max(0, at))).requestFocus();
            event.consume();
        }
    }

    /** Up and Down turn the part of the time that the caret stands in. */
    private void turned(TextField field, KeyEvent event) {
        int by = event.getCode() == KeyCode.UP ? 1 : event.getCode() == KeyCode.DOWN ? -1 : 0;
        if (by == 0) {
            return;
        }
        int caret = field.getCaretPosition();
        try {
            var time = field.getText().isBlank()
                    ? LocalDateTime.now(zone).truncatedTo(ChronoUnit.HOURS)
                    : LocalDateTime.parse(field.getText().strip().replace(' ', 'T'));
            int part = caret <= 4 && !field.getText().isBlank()
                    ? 0
                    : caret <= 7 ? 1 : caret <= 10 ? 2 : caret <= 13 ? 3 : 4;
            field.setText(FIELD.format(field.getText().isBlank() ? time : time.plus(by, PARTS[part])));
            field.positionCaret(caret);
        } catch (DateTimeParseException e) {
            check(true);
        }
        event.consume();
    }
}
