package dev.runtree.ui.sql;

import dev.runtree.ui.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * The colours of a statement, laid over the field that it is written in: the same letters in the same places, since both are laid
 * out by the same engine with the same font. The field's own letters cannot be seen then.
 */
final class SqlInk extends Pane {
    private final TextFlow flow = new TextFlow();
    private final Path mistake = new Path();
    private List<SqlToken> tokens = List.of();
    private Set<String> tables = Set.of();
    private String text = "";

    SqlInk(FieldLines lines) {
        flow.setLineSpacing(lines.spacing());
        setMouseTransparent(true);
        setManaged(false);
        flow.getStyleClass().add("sql-ink");
        flow.setManaged(false);
        mistake.getStyleClass().add("sql-mistake");
        mistake.setManaged(false);
        getChildren().addAll(mistake, flow);
    }

    /** @param names of tables, in small letters */
    void tables(Set<String> names) {
        tables = Set.copyOf(names);
        show(text, tokens);
    }

    void show(String shown, List<SqlToken> taken) {
        text = shown;
        tokens = taken;
        flow.getChildren().setAll(pieces());
        place();
    }

    /** As wide as it is written: nothing is broken. */
    void place() {
        flow.applyCss();
        flow.resizeRelocate(0, 0, Math.ceil(flow.prefWidth(-1)) + 1, Math.ceil(flow.prefHeight(-1)));
        flow.layout();
    }

    private List<Node> pieces() {
        var pieces = new ArrayList<Node>();
        var from = 0;
        for (var token : tokens) {
            var ink = ink(token);
            if (!ink.isEmpty()) {
                add(pieces, from, token.start(), "sql-plain");
                add(pieces, token.start(), token.end(), ink);
                from = token.end();
            }
        }
        add(pieces, from, text.length(), "sql-plain");
        return pieces;
    }

    private void add(List<Node> pieces, int from, int to, String ink) {
        if (to > from) {
            var piece = new Text(text.substring(from, to));
            piece.getStyleClass().add(ink);
            pieces.add(piece);
        }
    }

    private String ink(SqlToken token) {
        return switch (token.kind()) {
            case KEYWORD -> "sql-keyword";
            case STRING -> "sql-string";
            case NUMBER -> "sql-number";
            case COMMENT -> "sql-comment";
            case WORD -> tables.contains(token.in(text).toLowerCase(Locale.ROOT)) ? "sql-table" : "";
            case QUOTED, END, SIGN -> "";
        };
    }

    /** Underlines what the server did not understand. */
    void mark(int from, int to) {
        mistake.getElements().setAll(flow.getUnderlineShape(from, to));
    }

    void unmark() {
        mistake.getElements().clear();
    }

    /** Where a place is, from its line's top to its bottom; in this node. */
    Bounds caret(int place) {
        var shape = new Path(flow.getCaretShape(place, true));
        return shape.getBoundsInLocal();
    }

    /** What is one token around a place, or the one letter there. */
    int endAt(int place) {
        return tokens.stream()
                .filter(token -> token.start() <= place && place < token.end() && token.kind() != Kind.COMMENT)
                .mapToInt(SqlToken::end)
                .findFirst()
                .orElse(Math.min(text.length(), place + 1));
    }
}
