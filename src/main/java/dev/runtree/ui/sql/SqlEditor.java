package dev.runtree.ui.sql;

import dev.runtree.store.SqlNames;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFocus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;

/** Where statements are written: with colours, the numbers of their lines, and what could come next. */
final class SqlEditor extends HBox {
    /** A longer text is shown without colours: they would be laid out anew with each letter. */
    static final int COLOURED = 40_000;

    private static final PseudoClass PLAIN = PseudoClass.getPseudoClass("plain");
    private static final String INDENT = "    ";

    private final TextArea area = new TextArea();
    private final FieldLines lines = FieldLines.measured();
    private final SqlInk ink = new SqlInk(lines);
    private final SqlGutter gutter = new SqlGutter(lines);
    private final SuggestionList suggestions;
    private List<SqlToken> tokens = List.of();
    private List<SqlStatement> statements = List.of();
    private SqlNames names = SqlNames.NONE;
    private boolean isTyped;

    /** @param host over which suggestions are laid */
    SqlEditor(Pane host) {
        suggestions = new SuggestionList(host, this::take);
        getStyleClass().add("sql-editor");
        area.setId("sqlEditor");
        area.getStyleClass().add("sql-area");
        area.setAccessibleText(Messages.text("sql.editor"));
        area.setPromptText(Messages.text("sql.editor.prompt"));
        PaneFocus.goesTo(area);
        var sheet = new Pane(ink);
        sheet.setMouseTransparent(true);
        var clip = new Rectangle();
        clip.widthProperty().bind(sheet.widthProperty());
        clip.heightProperty().bind(sheet.heightProperty());
        sheet.setClip(clip);
        var field = new StackPane(area, sheet);
        field.setMinSize(0, 0);
        setHgrow(field, Priority.ALWAYS);
        getChildren().addAll(gutter, field);
        area.textProperty().subscribe((before, now) -> rewritten());
        area.caretPositionProperty().subscribe((before, now) -> moved());
        area.scrollTopProperty().subscribe(this::scroll);
        area.scrollLeftProperty().subscribe(this::scroll);
        area.focusedProperty().subscribe(now -> suggestions.hide());
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        area.addEventFilter(KeyEvent.KEY_TYPED, event -> isTyped = isLetter(event));
        rewritten();
    }

    /** What can be named, for colours and completion. */
    void names(SqlNames known) {
        names = known;
        ink.tables(known.tables().keySet());
    }

    String text() {
        return area.getText();
    }

    /** @param handler told of what is written, now and with each change */
    void onText(Consumer<String> handler) {
        area.textProperty().subscribe(handler);
    }

    /** Begins with a text. */
    void begin(String text) {
        area.setText(text);
        area.positionCaret(0);
    }

    /** Adds a statement behind all others, or shows where it stands already, and puts the cursor there. */
    void add(String statement) {
        var wanted = statement.strip();
        var known = text().indexOf(wanted);
        if (known < 0) {
            var before = text().stripTrailing();
            var added = (before.isEmpty() ? "" : SqlStatement.endOf(before) + "\n\n") + wanted
                    + (wanted.endsWith(";") ? "" : ";") + "\n";
            area.replaceText(before.length(), area.getLength(), added);
            known = text().length() - wanted.length() - (wanted.endsWith(";") ? 1 : 2);
        }
        // Its end first, so that what can be seen of it begins with its beginning.
        area.positionCaret(known + wanted.length());
        area.positionCaret(known);
    }

    /** What is selected, or else the statement at the cursor. */
    Optional<SqlStatement> chosen() {
        var selection = area.getSelection();
        var selected = area.getSelectedText();
        if (!selected.isBlank()) {
            var from = selection.getStart()
                    + selected.length()
                    - selected.stripLeading().length();
            var said = selected.strip().replaceFirst(";\\s*$", "");
            return Optional.of(new SqlStatement(said, from, from + said.length()));
        }
        return SqlStatement.at(text(), statements, area.getCaretPosition());
    }

    /** Underlines a place that the server complains of and puts the cursor there. */
    void mark(int place) {
        if (place < 0 || place > area.getLength()) {
            return;
        }
        if (isColoured()) {
            var from = Math.min(place, Math.max(0, area.getLength() - 1));
            ink.mark(from, ink.endAt(from));
        }
        area.positionCaret(place);
    }

    /** The line and the place in it, from 1, of a place in the text. */
    String place(int offset) {
        var before = text().substring(0, Math.clamp(offset, 0, area.getLength()));
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        return Messages.text("sql.place", line, before.length() - before.lastIndexOf('\n'));
    }

    void focus() {
        area.requestFocus();
    }

    TextArea area() {
        return area;
    }

    boolean isSuggesting() {
        return suggestions.isShowing();
    }

    private boolean isColoured() {
        return area.getLength() <= COLOURED;
    }

    private void rewritten() {
        var text = text();
        tokens = SqlScanner.scan(text);
        statements = SqlStatement.in(text, tokens);
        pseudoClassStateChanged(PLAIN, !isColoured());
        ink.unmark();
        ink.show(isColoured() ? text : "", isColoured() ? tokens : List.of());
        gutter.lines((int) text.chars().filter(c -> c == '\n').count() + 1);
        bar();
        scroll();
    }

    private void moved() {
        bar();
        if (isTyped || suggestions.isShowing()) {
            complete(false);
        }
        isTyped = false;
    }

    private void bar() {
        var at = SqlStatement.at(text(), statements, Math.min(area.getCaretPosition(), area.getLength()));
        if (at.isEmpty()) {
            gutter.statement(-1, -1);
        } else {
            gutter.statement(line(at.get().start()), line(at.get().end()));
        }
    }

    private int line(int place) {
        return (int) text().chars().limit(place).filter(c -> c == '\n').count();
    }

    private void scroll() {
        var content = area.lookup(".content") instanceof Region region ? region.getInsets() : Insets.EMPTY;
        ink.relocate(
                snapPositionX(content.getLeft() - area.getScrollLeft()),
                snapPositionY(content.getTop() - area.getScrollTop() + lines.rise()));
        gutter.scroll(snapPositionY(content.getTop() - area.getScrollTop() + lines.rise()));
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        ink.place();
        scroll();
        bar();
    }

    private static boolean isLetter(KeyEvent event) {
        var typed = event.getCharacter();
        return !typed.isEmpty()
                && !event.isShortcutDown()
                && (Character.isLetterOrDigit(typed.codePointAt(0)) || typed.equals("_") || typed.equals("."));
    }

    private void pressed(KeyEvent event) {
        if (suggestions.isShowing() && chosenBy(event)) {
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE && event.isControlDown()) {
            complete(true);
            event.consume();
        } else if (event.getCode() == KeyCode.SLASH && event.isShortcutDown()) {
            comment();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB && isBare(event)) {
            area.replaceSelection(INDENT);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && isBare(event)) {
            area.replaceSelection("\n" + indentation());
            event.consume();
        }
    }

    private static boolean isBare(KeyEvent event) {
        return !event.isShiftDown() && !event.isShortcutDown() && !event.isAltDown() && !event.isControlDown();
    }

    private boolean chosenBy(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> suggestions.walk(-1);
            case DOWN -> suggestions.walk(1);
            case PAGE_UP -> suggestions.walk(-8);
            case PAGE_DOWN -> suggestions.walk(8);
            case ESCAPE -> suggestions.hide();
            case ENTER, TAB -> {
                var one = suggestions.selected();
                if (one == null || !isBare(event)) {
                    suggestions.hide();
                    return false;
                }
                take(one);
            }
            case LEFT, RIGHT, HOME, END -> {
                suggestions.hide();
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void complete(boolean asked) {
        var found = Completion.at(text(), area.getCaretPosition(), names, asked);
        if (found.isEmpty() || !isColoured()) {
            suggestions.hide();
            return;
        }
        suggestions.show(found.get(), ink.localToScene(ink.caret(found.get().from())));
    }

    private void take(Suggestion one) {
        var found = Completion.at(text(), area.getCaretPosition(), names, true);
        suggestions.hide();
        isTyped = false;
        found.ifPresent(completion -> area.replaceText(completion.from(), area.getCaretPosition(), one.written()));
        area.requestFocus();
    }

    /** What the line of the cursor begins with. */
    private String indentation() {
        var text = text();
        var start = text.lastIndexOf('\n', Math.max(0, area.getSelection().getStart() - 1)) + 1;
        var end = start;
        while (end < area.getSelection().getStart() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, Math.max(start, end));
    }

    /** Makes comments of the selected lines, or lines of them again. */
    private void comment() {
        var selection = area.getSelection();
        var text = text();
        var start = text.lastIndexOf('\n', selection.getStart() - 1) + 1;
        var until = text.indexOf('\n', Math.max(selection.getStart(), selection.getEnd() - 1));
        var end = until < 0 ? text.length() : until;
        var lines = text.substring(start, Math.max(start, end)).lines().toList();
        var isComment = lines.stream()
                .allMatch(line -> line.isBlank() || line.stripLeading().startsWith("--"));
        var made = String.join(
                "\n",
                lines.stream()
                        .map(line -> isComment ? line.replaceFirst("-- ?", "") : "-- " + line)
                        .toList());
        area.replaceText(start, Math.max(start, end), made);
        area.selectRange(start, start + made.length());
    }
}
