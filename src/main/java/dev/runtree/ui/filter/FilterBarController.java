package dev.runtree.ui.filter;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
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
    private @Nullable String sent = "";
    private RunFilter shown = RunFilter.ALL;
    private @Nullable Run read;
    private Draft draft;
    private ChipLine chips;
    private Completion completion;
    private MistakeMark mark;
    private Pickers pickers;
    private HistogramStrip histogram;
    private Prompt prompt;
    private FilterTools tools;

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
    private Button showSql;

    @FXML
    private Button saveView;

    @FXML
    private ToggleButton showHistogram;

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
        histogram = new HistogramStrip(background, this::range);
        bar.getChildren().add(histogram);
        var buttons = new FilterTools.Buttons(showSql, saveView, showHistogram);
        tools = new FilterTools(background, dropdown, buttons, histogram, () -> shown, this::text, this::setText);
        int at = field.getChildren().indexOf(line);
        var scroller = new Overflow(line);
        HBox.setHgrow(scroller, Priority.ALWAYS);
        field.getChildren().add(at, scroller);
        draft = new Draft(editor);
        chips = new ChipLine(scroller, line, editing, editor, new Edits());
        completion = new Completion(
                background, dropdown, editing, editor, draft::others, tools.memory()::recent, this::setText);
        mark = new MistakeMark(mistakeLine, mistake, underline, editor);
        pickers = new Pickers(background, dropdown, pickerLine, this::put);
        pickers.around(() -> read);
        prompt = new Prompt(editor);
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
        bar.widthProperty().subscribe(width -> {
            pickers.fit(width.doubleValue());
            tools.fit(width.doubleValue() < Pickers.ROOM);
        });
        typing.setOnFinished(event -> send());
        field.setOnMousePressed(event -> editor.requestFocus());
        render();
    }

    /** Where values come from. */
    public void use(RunQueries queries) {
        tools.use(queries);
        completion.use(queries);
        pickers.use(queries);
        histogram.use(queries);
    }

    /**
     * Where views and the filters used last are kept.
     *
     * @param database whose recent filters are offered
     */
    public void keep(Preferences preferences, String database, Consumer<RuntimeException> failed) {
        tools.keep(preferences, database, failed);
    }

    /**
     * What a saved view keeps besides the filter.
     *
     * @param now how the list is sorted and which columns it has, in words of its own; {@code null} for nothing
     * @param then makes it so again
     */
    public void onViews(Supplier<@Nullable String> now, Consumer<String> then) {
        tools.onViews(now, then);
    }

    /** Shows the saved views, and lets the one of now be saved. */
    public void showViews() {
        tools.showViews();
    }

    /** What can be done here besides the keys of the window: for the palette. */
    public List<Command> commands() {
        return tools.commands();
    }

    /** The database has told of a change. */
    public void refresh() {
        histogram.refresh();
    }

    /** The run that is read: it is marked in the histogram, and a range of time can be chosen around it. */
    public void selected(@Nullable Run run) {
        read = run;
        histogram.view().select(run == null ? null : Figures.instant(run.startNanos()));
    }

    /** @param handler is given a run that stands out and was clicked */
    public void onRun(Consumer<SpanId> handler) {
        histogram.view().onOpened(handler);
    }

    /** Only runs that started in a range of time, in place of what the filter says of the time. */
    public void range(Instant since, Instant until) {
        put("since", TimeWords.terms(since, until, ZoneId.systemDefault()));
    }

    /** Whether there is anything for the histogram to show, and a window that is high enough for it. */
    public void hasRoom(boolean enough) {
        histogram.possibleProperty().set(enough);
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
        if (!now && chips.focused() < 0 && draft.leave()) {
            render();
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

    private void finish() {
        if (draft.finish()) {
            if (editor.getText().isBlank()) {
                completion.close();
            }
            done();
        }
    }

    private void pressed(KeyEvent event) {
        if (completion.pressed(event)) {
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            commit();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && draft.isEdited()) {
            draft.restore();
            render();
            send();
            editor.requestFocus();
            event.consume();
        }
    }

    private void commit() {
        completion.close();
        draft.commit();
        done();
    }

    /** What the keys on chips do. */
    private final class Edits implements ChipLine.Listener {
        @Override
        public void edit(int index) {
            draft.edit(index);
            render();
            editor.requestFocus();
            editor.end();
        }

        @Override
        public void remove(int index, boolean next) {
            draft.remove(index);
            done();
            int last = draft.filter().terms().size() - 1;
            chips.focus(Math.min(Math.max(0, next ? index : index - 1), last));
        }

        @Override
        public void editor() {
            editor.requestFocus();
            editor.deselect();
        }
    }

    private void put(String key, List<String> terms) {
        var all = draft.whole();
        replace((key.equals("since") ? all.withTerms("until", List.of()) : all).withTerms(key, terms));
    }

    private void replace(FilterText now) {
        completion.close();
        draft.set(now);
        done();
    }

    /** Nothing is being typed: the filter is one that its reader means. */
    private void done() {
        render();
        send();
        String text = text();
        if (text.equals(sent)) {
            tools.memory().used(text);
        }
    }

    @Override
    public void add(String key, String value) {
        addTerm(key + ":" + FilterText.quoted(value));
    }

    @Override
    public void exclude(String key, String value) {
        addTerm("-" + key + ":" + FilterText.quoted(value));
    }

    /** Adds a term as it is written, in place of its opposite. */
    public void addTerm(String term) {
        replace(draft.whole().plus(term));
    }

    /** The whole filter as text. */
    public String text() {
        return draft.whole().text();
    }

    /** Replaces the whole filter. */
    public void setText(String text) {
        replace(FilterText.of(text));
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
            mark.show(null, chips, draft);
            shown = parsed;
            histogram.filter(parsed);
            changed.accept(parsed);
        } catch (BadFilter bad) {
            sent = null;
            // Who is offered how to go on is not told yet that there is something missing.
            boolean goesOn = completion.isOpen() && bad.end() >= text.length();
            mark.show(goesOn ? null : bad, chips, draft);
        }
    }

    private void render() {
        chips.show(draft.filter(), draft.place());
        renderPickers();
    }

    private void renderPickers() {
        prompt.show(!draft.filter().terms().isEmpty());
        clear.setVisible(!text().isEmpty());
        pickers.show(draft.filter());
    }
}
