package dev.runtree.ui.filter;

import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Query;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The filter: one line of text whose finished terms are chips, and pickers that write into it. */
public final class FilterBarController {
    private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("editing");
    private static final Duration TYPING = Duration.millis(250);

    private final Background background;
    private final Consumer<RunFilter> changed;
    private final PauseTransition typing = new PauseTransition(TYPING);
    private FilterText filter = FilterText.NONE;
    private String sent = "";
    private @Nullable RunQueries queries;

    @FXML
    private HBox field;

    @FXML
    private HBox chips;

    @FXML
    private TextField editor;

    @FXML
    private Region underline;

    @FXML
    private Label count;

    @FXML
    private Button clear;

    @FXML
    private Button user;

    @FXML
    private Button session;

    @FXML
    private MenuButton status;

    @FXML
    private MenuButton time;

    @FXML
    private HBox mistakeLine;

    @FXML
    private Label mistake;

    /** @param changed told of each filter that can be read */
    @SuppressWarnings("NullAway.Init")
    public FilterBarController(Background background, Consumer<RunFilter> changed) {
        this.background = background;
        this.changed = changed;
    }

    @FXML
    private void initialize() {
        editor.focusedProperty().subscribe(focused -> field.pseudoClassStateChanged(FOCUSED, focused));
        editor.textProperty().subscribe(text -> typed(text));
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        typing.setOnFinished(event -> send());
        field.setOnMousePressed(event -> editor.requestFocus());
        user.setGraphic(Icons.icon(BootstrapIcons.PERSON));
        session.setGraphic(Icons.icon(BootstrapIcons.CHAT_LEFT_TEXT));
        status.setGraphic(Icons.icon(BootstrapIcons.CHECK_CIRCLE));
        time.setGraphic(Icons.icon(BootstrapIcons.CLOCK));
        Choices.fill(status, Choices.STATUSES, value -> put("status", value));
        Choices.fill(time, Choices.TIMES, value -> put("since", value));
        render();
    }

    /** Where the pickers find their values. */
    public void use(RunQueries queries) {
        this.queries = queries;
    }

    /** How many runs match and how many there are, each counted up to 1,000. */
    public void showCount(RunCount matching, RunCount all) {
        String matched = matching.text();
        count.setText(
                text().isEmpty()
                        ? matched.equals("1") ? Messages.text("runs.title.one") : Messages.text("runs.title", matched)
                        : Messages.text("filter.count", matched, all.text()));
    }

    /** A term is finished by a space; the field is in the middle of its change and may not be cleared before its end. */
    private void typed(String text) {
        if (isFinished(text)) {
            background.later(this::finish);
        } else {
            typing.playFromStart();
            renderPickers();
        }
    }

    /** Makes chips of what is finished; what has been typed since stays as text. */
    private void finish() {
        String text = editor.getText();
        int end = text.lastIndexOf(' ') + 1;
        if (isFinished(text.substring(0, end))) {
            filter = filter.plus(FilterText.of(text.substring(0, end)));
            editor.setText(text.substring(end));
            editor.end();
            render();
            send();
        }
    }

    private static boolean isFinished(String text) {
        return text.endsWith(" ") && FilterText.isTerm(text.strip());
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            commit();
            event.consume();
        } else if (event.getCode() == KeyCode.BACK_SPACE
                && editor.getText().isEmpty()
                && !filter.terms().isEmpty()) {
            edit(filter.terms().size() - 1);
            event.consume();
        }
    }

    private void commit() {
        String text = editor.getText();
        filter = filter.plus(FilterText.of(text));
        editor.clear();
        render();
        send();
    }

    /** Turns a chip back into text. */
    private void edit(int index) {
        String term = filter.terms().get(index);
        filter = filter.without(index);
        render();
        String rest = editor.getText();
        editor.setText(rest.isBlank() ? term : term + " " + rest);
        editor.requestFocus();
        editor.positionCaret(term.length());
    }

    private void remove(int index) {
        filter = filter.without(index);
        render();
        send();
        editor.requestFocus();
    }

    private void put(String key, @Nullable String value) {
        filter = filter.with(key, value);
        render();
        send();
    }

    /** The whole filter as text. */
    public String text() {
        return (filter.text() + " " + editor.getText()).strip();
    }

    /** Replaces the whole filter. */
    public void setText(String text) {
        filter = FilterText.of(text);
        editor.clear();
        render();
        send();
    }

    @FXML
    private void clear() {
        setText("");
        editor.requestFocus();
    }

    public void focus() {
        editor.requestFocus();
        editor.selectAll();
    }

    private void send() {
        typing.stop();
        String text = text();
        if (text.equals(sent)) {
            return;
        }
        try {
            var parsed = RunFilter.parse(text);
            sent = text;
            showMistake(null);
            changed.accept(parsed);
        } catch (BadFilter bad) {
            sent = "";
            showMistake(bad);
        }
    }

    private void showMistake(@Nullable BadFilter bad) {
        mistakeLine.setVisible(bad != null);
        mistakeLine.setManaged(bad != null);
        underline.setVisible(false);
        for (var chip : chips.getChildren()) {
            chip.pseudoClassStateChanged(Chip.WRONG, false);
        }
        if (bad != null) {
            mistake.setText(bad.getMessage());
            mark(bad);
        }
    }

    /** Underlines the piece: in the text that is being written, or a chip as a whole. */
    private void mark(BadFilter bad) {
        int start = 0;
        for (int i = 0; i < filter.terms().size(); i++) {
            int end = start + filter.terms().get(i).length();
            if (bad.start() < end && bad.end() >= start) {
                chips.getChildren().get(i).pseudoClassStateChanged(Chip.WRONG, true);
            }
            start = end + 1;
        }
        String text = editor.getText();
        if (bad.end() >= start && !text.isBlank()) {
            int from = Math.clamp(bad.start() - start, 0, text.length() - 1);
            int to = Math.clamp(bad.end() - start, from + 1, text.length());
            double x = width(text.substring(0, from));
            underline.resizeRelocate(x + 8, editor.getHeight() - 6, width(text.substring(from, to)), 2);
            underline.setVisible(true);
        }
    }

    private double width(String text) {
        var measured = new Text(text);
        measured.setFont(editor.getFont());
        return measured.getLayoutBounds().getWidth();
    }

    private void render() {
        var nodes = new java.util.ArrayList<Chip>();
        for (int i = 0; i < filter.terms().size(); i++) {
            int index = i;
            nodes.add(new Chip(filter.terms().get(i), () -> edit(index), () -> remove(index)));
        }
        chips.getChildren().setAll(nodes);
        renderPickers();
    }

    private void renderPickers() {
        boolean empty = filter.terms().isEmpty();
        editor.setPromptText(Messages.text(empty ? "filter.prompt" : "filter.prompt.more"));
        clear.setVisible(!text().isEmpty());
        Choices.show(user, filter.value("user").orElse(null), Messages.text("filter.user.any"));
        Choices.show(session, filter.value("session").orElse(null), Messages.text("filter.session.any"));
        Choices.show(
                status, Choices.label(Choices.STATUSES, filter.value("status")), Messages.text("filter.status.any"));
        Choices.show(time, Choices.label(Choices.TIMES, filter.value("since")), Messages.text("filter.time.any"));
    }

    @FXML
    private void pickUser() {
        pick("user", user);
    }

    @FXML
    private void pickSession() {
        pick("session", session);
    }

    private void pick(String key, Button button) {
        var asked = queries;
        if (asked == null) {
            return;
        }
        var others = others(key);
        new ValuePicker(background, beginning -> values(asked, key, others, beginning), value -> put(key, value))
                .show(button, filter.value(key).orElse(null), Messages.text("filter." + key + ".any"));
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
