package dev.runtree.ui.filter;

import dev.runtree.model.Run;
import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Work;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The buttons beside the filter: user, session, status and time. They write into it, and are tinted when they have. */
final class Pickers {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final int LONGEST = 160;

    /** Below this width of the bar, buttons that say nothing of the filter are icons. */
    static final int ROOM = 1_120;

    private final Background background;
    private final Dropdown dropdown;
    private final BiConsumer<String, List<String>> put;
    private final Button user;
    private final Button session;
    private final Button status;
    private final Button time;
    private final TimePicker times;
    private Supplier<@Nullable Run> selected = () -> null;
    private FilterText filter = FilterText.NONE;
    private boolean isNarrow;
    private @Nullable RunQueries queries;

    /** @param put is given a key and the terms that take its place */
    Pickers(Background background, Dropdown dropdown, HBox line, BiConsumer<String, List<String>> put) {
        this.background = background;
        this.dropdown = dropdown;
        this.put = put;
        times = new TimePicker(dropdown, terms -> put.accept("since", terms));
        user = button("user", BootstrapIcons.PERSON, () -> pick("user"));
        session = button("session", BootstrapIcons.CHAT_LEFT_TEXT, () -> pick("session"));
        status = button("status", BootstrapIcons.CHECK_CIRCLE, this::pickStatus);
        time = button("time", BootstrapIcons.CLOCK, () -> times.show(this.time(), filter, selected.get()));
        line.getChildren().addAll(user, session, status, time);
    }

    /** Fits the buttons into a bar of a width. */
    void fit(double width) {
        if (width > 0 && isNarrow != width < ROOM) {
            isNarrow = width < ROOM;
            show(filter);
        }
    }

    private Button time() {
        return time;
    }

    private static Button button(String id, BootstrapIcons icon, Runnable action) {
        var button = new Button();
        button.setId(id);
        button.getStyleClass().add("picker");
        var words = new Label();
        words.setMaxWidth(LONGEST);
        words.setGraphic(Icons.icon(icon));
        var open = new HBox(words, Icons.icon(BootstrapIcons.CHEVRON_DOWN, "picker-arrow"));
        open.getStyleClass().add("picker-content");
        button.setGraphic(open);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setUserData(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    void use(RunQueries now) {
        queries = now;
    }

    /** @param run tells the run around which a range of time can be chosen */
    void around(Supplier<@Nullable Run> run) {
        selected = run;
    }

    /** Says what the filter has of each. */
    void show(FilterText now) {
        filter = now;
        say(user, now.value("user").orElse(null), "filter.user.any", "filter.user");
        say(session, now.value("session").orElse(null), "filter.session.any", "filter.session");
        say(status, Choices.label(Choices.STATUSES, now.value("status")), "filter.status.any", "filter.status");
        say(time, TimeWords.of(now, Instant.now(), ZoneId.systemDefault()), "filter.time.any", "filter.time");
    }

    private void say(Button picker, @Nullable String chosen, String otherwise, String title) {
        String text = chosen == null ? Messages.text(otherwise) : chosen.replace('\n', ' ');
        ((Label) picker.getUserData()).setText(chosen == null && isNarrow ? "" : text);
        picker.pseudoClassStateChanged(CHOSEN, chosen != null);
        picker.setAccessibleText(Messages.text(title) + ": " + text);
        picker.setTooltip(new Tooltip(Messages.text(title) + ": " + text));
    }

    private void pick(String key) {
        var asked = queries;
        if (asked == null) {
            return;
        }
        var button = key.equals("user") ? user : session;
        var others = others(key);
        new ValuePicker(
                        background,
                        dropdown,
                        beginning -> values(asked, key, others, beginning),
                        value -> put.accept(key, terms(key, value)))
                .show(
                        button,
                        filter.value(key).orElse(null),
                        Messages.text("filter." + key + ".any"),
                        Messages.text("filter." + key));
    }

    private static List<String> terms(String key, @Nullable String value) {
        return value == null ? List.of() : List.of(key + ":" + FilterText.quoted(value));
    }

    private void pickStatus() {
        new ValuePicker(
                        background,
                        dropdown,
                        beginning -> (Work<List<String>>) () -> Choices.STATUSES.stream()
                                .filter(choice -> choice.value() != null)
                                .map(Choices.Choice::label)
                                .filter(label ->
                                        label.toLowerCase(Locale.ROOT).startsWith(beginning.toLowerCase(Locale.ROOT)))
                                .toList(),
                        label -> put.accept("status", terms("status", Choices.value(Choices.STATUSES, label))))
                .show(status, null, Messages.text("filter.status.any"), Messages.text("filter.status"));
    }

    private static Query<List<String>> values(RunQueries queries, String key, RunFilter others, String beginning) {
        return key.equals("user")
                ? queries.users(others, beginning, ValuePicker.SHOWN)
                : queries.sessions(others, beginning, ValuePicker.SHOWN);
    }

    /** The filter without this key: a picker offers what else could be chosen. */
    private RunFilter others(String key) {
        try {
            return RunFilter.parse(filter.with(key, null).text());
        } catch (BadFilter bad) {
            return RunFilter.ALL;
        }
    }
}
