package dev.runtree.ui.filter;

import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The filter: one line of text whose finished pieces are chips, and pickers that write into it. It knows no view: whoever made
 * it is told of each filter.
 */
public final class FilterBarController implements AddTerm {
    private static final PseudoClass EDITING = PseudoClass.getPseudoClass("editing");
    private static final Duration TYPING = Duration.millis(250);

    private final Background background;
    private final Consumer<RunFilter> changed;
    private final PauseTransition typing = new PauseTransition(TYPING);
    private final FilterPast past = new FilterPast();
    private FilterText filter = FilterText.NONE;
    private int place;
    private @Nullable String edited;
    private String sent = "";
    private ChipLine chips;
    private Completion completion;
    private MistakeMark mark;
    private Pickers pickers;

    @FXML
    private VBox bar;

    @FXML
    private HBox field;

    @FXML
    private HBox line;

    @FXML
    private StackPane editing;

    @FXML
    private TextField editor;

    @FXML
    private Region underline;

    @FXML
    private Label count;

    @FXML
    private Button clear;

    @FXML
    private HBox pickerLine;

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
        // What hangs beneath the bar lies over what comes after it in the window.
        bar.setViewOrder(-1);
        bar.parentProperty().subscribe(parent -> {
            if (parent != null) {
                parent.setViewOrder(-1);
            }
        });
        var dropdown = new Dropdown(bar);
        int at = field.getChildren().indexOf(line);
        var scroller = new Overflow(line);
        HBox.setHgrow(scroller, Priority.ALWAYS);
        field.getChildren().add(at, scroller);
        chips = new ChipLine(scroller, line, editing, editor, new Edits());
        completion =
                new Completion(background, dropdown, editing, editor, this::others, () -> List.of(), this::setText);
        mark = new MistakeMark(mistakeLine, mistake, underline, editor);
        pickers = new Pickers(background, dropdown, pickerLine, this::put);
        editor.focusedProperty().subscribe(this::focused);
        editor.textProperty().subscribe(this::typed);
        // The letter stands in the field only when the event has been everywhere.
        editor.addEventHandler(KeyEvent.KEY_TYPED, event -> background.later(completion::typed));
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        editor.setOnMouseClicked(event -> {
            if (editor.getText().isEmpty()) {
                completion.open();
            }
        });
        bar.addEventFilter(KeyEvent.KEY_PRESSED, this::walked);
        bar.widthProperty().subscribe(width -> pickers.fit(width.doubleValue()));
        typing.setOnFinished(event -> send());
        field.setOnMousePressed(event -> editor.requestFocus());
        render();
    }

    /** Where values come from. */
    public void use(RunQueries queries) {
        completion.use(queries);
        pickers.use(queries);
    }

    /** How many runs match and how many there are, each counted up to 1,000. */
    public void showCount(RunCount matching, RunCount all) {
        String matched = matching.text();
        count.setText(
                text().isEmpty()
                        ? matched.equals("1") ? Messages.text("runs.title.one") : Messages.text("runs.title", matched)
                        : Messages.text("filter.count", matched, all.text()));
    }

    private void focused(boolean now) {
        field.pseudoClassStateChanged(EDITING, now);
        if (!now && editor.getText().isBlank() && place < filter.terms().size() && chips.focused() < 0) {
            edited = null;
            moveTo(filter.terms().size());
        }
    }

    /** A term is finished by a space; the field is in the middle of its change and may not be cleared before its end. */
    private void typed(String text) {
        if (text.endsWith(" ") && FilterText.isFinished(text)) {
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
        if (FilterText.isFinished(text.substring(0, end))) {
            insert(text.substring(0, end));
            editor.setText(text.substring(end));
            editor.end();
            render();
            send();
        }
    }

    private void insert(String text) {
        var more = FilterText.of(text);
        filter = filter.plus(place, more);
        place += more.terms().size();
        edited = null;
    }

    private void pressed(KeyEvent event) {
        if (completion.pressed(event)) {
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            commit();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && edited != null && !completion.isOpen()) {
            restore(edited);
            event.consume();
        }
    }

    /** Alt+Left and Alt+Right, anywhere in the bar. */
    private void walked(KeyEvent event) {
        if (event.isAltDown() && (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT)) {
            step(event.getCode() == KeyCode.LEFT ? -1 : 1);
            event.consume();
        }
    }

    private void commit() {
        completion.close();
        insert(editor.getText());
        place = filter.terms().size();
        editor.clear();
        render();
        send();
    }

    /** A chip that was being edited becomes what it was. */
    private void restore(String term) {
        insert(term);
        place = filter.terms().size();
        editor.clear();
        render();
        send();
        editor.requestFocus();
    }

    private void moveTo(int newPlace) {
        place = newPlace;
        render();
    }

    /** What the keys on chips do. */
    private final class Edits implements ChipLine.Listener {
        /** Turns a chip back into text, where it stands. */
        @Override
        public void edit(int index) {
            if (index >= filter.terms().size()) {
                return;
            }
            if (!editor.getText().isBlank()) {
                int shift = FilterText.of(editor.getText()).terms().size();
                int from = index < place ? index : index + shift;
                insert(editor.getText());
                edit(from, true);
            } else {
                edit(index, true);
            }
        }

        private void edit(int index, boolean atEnd) {
            edited = filter.terms().get(index);
            filter = new FilterText(filter.before(index).terms()).plus(index, filter.from(index + 1));
            place = index;
            editor.setText(edited);
            render();
            editor.requestFocus();
            if (atEnd) {
                editor.end();
            }
        }

        @Override
        public void remove(int index, boolean next) {
            int size = filter.terms().size();
            filter = filter.without(index);
            place = Math.clamp(
                    place > index ? place - (size - filter.terms().size()) : place,
                    0,
                    filter.terms().size());
            render();
            send();
            int focus = next ? index : index - 1;
            chips.focus(
                    filter.terms().isEmpty()
                            ? -1
                            : Math.min(Math.max(0, focus), filter.terms().size() - 1));
        }

        @Override
        public void editor() {
            editor.requestFocus();
            editor.deselect();
        }
    }

    private void put(String key, List<String> terms) {
        var all = whole();
        replace((key.equals("since") ? all.withTerms("until", List.of()) : all).withTerms(key, terms));
    }

    private void replace(FilterText now) {
        filter = now;
        place = filter.terms().size();
        edited = null;
        editor.clear();
        render();
        send();
    }

    @Override
    public void add(String key, String value) {
        replace(whole().plus(key + ":" + FilterText.quoted(value)));
    }

    @Override
    public void exclude(String key, String value) {
        replace(whole().plus("-" + key + ":" + FilterText.quoted(value)));
    }

    /** With what is being typed, as far as that is there. */
    private FilterText whole() {
        return filter.plus(place, FilterText.of(editor.getText()));
    }

    /** The whole filter as text. */
    public String text() {
        return whole().text();
    }

    /** Replaces the whole filter. */
    public void setText(String text) {
        completion.close();
        filter = FilterText.of(text);
        place = filter.terms().size();
        edited = null;
        editor.clear();
        render();
        send();
    }

    /** Shows the filter before this one, or with 1 the one behind it, if there is one. */
    public void step(int by) {
        send();
        String text = past.step(by);
        if (text != null) {
            setText(text);
        }
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
            past.now(text);
            mark.show(null, chips, filter, place);
            changed.accept(parsed);
        } catch (BadFilter bad) {
            sent = "";
            // Who is offered how to go on is not told yet that there is something missing.
            boolean goesOn = completion.isOpen() && bad.end() >= text.length();
            mark.show(goesOn ? null : bad, chips, filter, place);
        }
    }

    private void render() {
        chips.show(filter, place);
        renderPickers();
    }

    private void renderPickers() {
        editor.setPromptText(Messages.text(filter.terms().isEmpty() ? "filter.prompt" : "filter.prompt.more"));
        clear.setVisible(!text().isEmpty());
        pickers.show(filter);
    }

    /** The filter without what is being typed: what else could stand there is offered of its runs. */
    private RunFilter others() {
        try {
            return RunFilter.parse(filter.text());
        } catch (BadFilter bad) {
            return RunFilter.ALL;
        }
    }
}
