package dev.runtree.ui.filter;

import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The list beneath what is being typed. It never keeps anybody from typing: nothing in it is chosen until an arrow key chooses,
 * so that Enter means what is written; Tab takes the first.
 */
final class Completion {
    private static final int ROW = 26;
    private static final int ROWS = 10;
    private static final Duration TYPING = Duration.millis(80);

    private final Dropdown dropdown;
    private final Node below;
    private final TextField editor;
    private final Consumer<String> wholeFilter;
    private final Supplier<RunFilter> others;
    private final Supplier<List<String>> recent;
    private final Latest latest;
    private final ListView<Suggestion> list = new ListView<>();
    private final VBox content = new VBox(list);
    private @Nullable RunQueries queries;
    private Typed typed = Typed.at("", 0);

    /**
     * @param below what the list hangs beneath
     * @param others the filter without what is being typed, of whose runs values are offered
     * @param recent filters that were used before, the last one first
     * @param wholeFilter is given one of them
     */
    Completion(
            Background background,
            Dropdown dropdown,
            Node below,
            TextField editor,
            Supplier<RunFilter> others,
            Supplier<List<String>> recent,
            Consumer<String> wholeFilter) {
        this.dropdown = dropdown;
        this.below = below;
        this.editor = editor;
        this.others = others;
        this.recent = recent;
        this.wholeFilter = wholeFilter;
        latest = new Latest(background, TYPING);
        var hint = new Label(Messages.text("filter.completion.keys"));
        hint.getStyleClass().add("completion-keys");
        content.getChildren().add(hint);
        content.getStyleClass().add("completion");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setAccessibleText(Messages.text("filter.completion"));
        list.setCellFactory(view -> new SuggestionCell(() -> typed.written()));
        list.setOnMouseClicked(event -> accept());
    }

    void use(RunQueries now) {
        queries = now;
    }

    /** The reader has typed: offers what fits, or nothing. */
    void typed() {
        var now = Typed.at(editor.getText(), editor.getCaretPosition());
        if (now.key().isEmpty() && now.written().isBlank() && !now.isInside()) {
            close();
        } else {
            open();
        }
    }

    /** Offers what could stand at the caret, also where nothing is typed yet. */
    void open() {
        typed = Typed.at(editor.getText(), editor.getCaretPosition());
        var known = Suggestions.known(typed);
        if (editor.getText().isBlank()) {
            known = withRecent(known);
        }
        var offered = known;
        offer(offered);
        var asked = queries;
        var query = asked == null
                ? null
                : Suggestions.asked(typed, asked, others.get()).orElse(null);
        var now = typed;
        if (query == null) {
            latest.cancel();
        } else {
            latest.ask(() -> query, found -> found(now, offered, found), failure -> {});
        }
    }

    private void found(Typed asked, List<Suggestion> known, List<Suggestion> found) {
        if (asked.equals(Typed.at(editor.getText(), editor.getCaretPosition()))) {
            offer(Suggestions.together(asked, known, found));
        }
    }

    private List<Suggestion> withRecent(List<Suggestion> keys) {
        var all = new ArrayList<Suggestion>();
        recent.get().stream()
                .map(text -> Suggestion.filter(text, Messages.text("filter.recent")))
                .forEach(all::add);
        all.addAll(keys);
        return all;
    }

    private void offer(List<Suggestion> offered) {
        if (offered.isEmpty() || isOnly(offered)) {
            close();
            return;
        }
        list.getItems().setAll(offered);
        list.getSelectionModel().clearSelection();
        list.setPrefHeight(Math.min(offered.size(), ROWS) * (double) ROW + 2);
        dropdown.show(below, content, latest::cancel);
        list.scrollTo(0);
    }

    /** Whether what is offered is what stands there. */
    private boolean isOnly(List<Suggestion> offered) {
        return offered.size() == 1
                && offered.getFirst().insert().equals(typed.written())
                && typed.to() <= editor.getCaretPosition();
    }

    void close() {
        if (isOpen()) {
            dropdown.hide();
        }
    }

    boolean isOpen() {
        return dropdown.isShowing(content);
    }

    /** @return whether the key was meant for the list */
    boolean pressed(KeyEvent event) {
        var code = event.getCode();
        boolean asks = code == KeyCode.SPACE && event.isControlDown();
        if (!isOpen()) {
            if (code == KeyCode.DOWN || code == KeyCode.UP || asks) {
                open();
                return true;
            }
            return false;
        }
        int size = list.getItems().size();
        int at = list.getSelectionModel().getSelectedIndex();
        switch (code) {
            case DOWN -> select(at + 1 >= size ? 0 : at + 1);
            case UP -> select(at <= 0 ? size - 1 : at - 1);
            case PAGE_DOWN -> select(Math.min(size - 1, at + ROWS));
            case PAGE_UP -> select(Math.max(0, at - ROWS));
            case TAB -> {
                if (event.isShiftDown()) {
                    return false;
                }
                select(Math.max(0, at));
                accept();
            }
            case ENTER -> {
                if (at < 0) {
                    return false;
                }
                accept();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void select(int index) {
        list.getSelectionModel().clearAndSelect(index);
        list.scrollTo(Math.max(0, index - ROWS + 1));
    }

    private void accept() {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) {
            return;
        }
        dropdown.hide();
        if (chosen.isFilter()) {
            wholeFilter.accept(chosen.insert());
            return;
        }
        boolean ends = chosen.isWhole() && !typed.isInside();
        String insert = chosen.insert() + (ends ? " " : "");
        int end = typed.from() + insert.length();
        editor.replaceText(typed.from(), Math.clamp(typed.to(), typed.from(), editor.getLength()), insert);
        editor.positionCaret(Math.min(end, editor.getLength()));
        editor.requestFocus();
        if (!chosen.isWhole()) {
            open();
        }
    }
}
