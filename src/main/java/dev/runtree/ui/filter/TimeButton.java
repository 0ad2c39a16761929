package dev.runtree.ui.filter;

import dev.runtree.query.Quantities;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A range of time that is chosen apart from a filter: the last hours or days, or one with both ends. */
public final class TimeButton extends Button {
    private final Label words = new Label();
    private final ZoneId zone = ZoneId.systemDefault();
    private final String usual;
    private FilterText chosen;

    /**
     * @param host in which the choices hang
     * @param usual the range at first, such as {@code 7d}
     * @param changed told when another one was chosen
     */
    public TimeButton(Pane host, String usual, Runnable changed) {
        this.usual = usual;
        chosen = FilterText.of("since:" + usual);
        getStyleClass().add("picker");
        pseudoClassStateChanged(PseudoClass.getPseudoClass("chosen"), true);
        words.setGraphic(Icons.icon(BootstrapIcons.CLOCK));
        var content = new HBox(words, Icons.icon(BootstrapIcons.CHEVRON_DOWN, "picker-arrow"));
        content.getStyleClass().add("picker-content");
        setGraphic(content);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMinWidth(Region.USE_PREF_SIZE);
        var picker = new TimePicker(
                Choices.TIMES.stream().filter(choice -> choice.value() != null).toList(), new Dropdown(host), terms -> {
                    choose(terms);
                    changed.run();
                });
        setOnAction(event -> picker.show(this, chosen, null));
        say();
    }

    /** Chooses the last hours or days, such as {@code 24h}. */
    public void last(String duration) {
        choose(List.of("since:" + duration));
    }

    /** The range as the terms of a filter, such as {@code since:7d}. */
    public String terms() {
        return String.join(" ", chosen.terms());
    }

    /** Chooses what {@link #terms} told once; what is no range is passed over. */
    public void choose(String terms) {
        var wanted = FilterText.of(terms);
        var isRange = wanted.value("since")
                .flatMap(since -> Quantities.time(since, Instant.now(), zone, false))
                .isPresent();
        if (isRange) {
            choose(wanted.terms());
        }
    }

    private void choose(List<String> terms) {
        var now = new FilterText(terms);
        chosen = now.value("since").isEmpty() ? now.with("since", usual) : now;
        say();
    }

    private void say() {
        var text = TimeWords.of(chosen, Instant.now(), zone);
        words.setText(text);
        setAccessibleText(Messages.text("filter.time") + ": " + text);
    }

    /** From when on, seen from now. */
    public Instant since(Instant now) {
        return chosen.value("since")
                .flatMap(text -> Quantities.time(text, now, zone, false))
                .orElse(now);
    }

    /** The first moment after the range, seen from now. */
    public Instant until(Instant now) {
        var end = chosen.value("until")
                .flatMap(text -> Quantities.time(text, now, zone, true))
                .map(last -> last.plusNanos(1_000))
                .orElse(now);
        return end.isAfter(since(now)) ? end : since(now).plusSeconds(1);
    }

    /** Whether it moves with the time. */
    public boolean isMoving() {
        return chosen.value("until").isEmpty();
    }
}
