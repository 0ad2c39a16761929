package dev.runtree.ui.prose;

import dev.runtree.ui.Highlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A paragraph of pieces in styles of their own, of which a part can be selected. */
public final class Passage extends TextFlow {
    /** Styles that have a colour behind their words. */
    static final Set<String> BACKED = Set.of("inline-code", "diff-added", "diff-removed", "mark");

    private final String text;
    private final Path selection = back("selected");
    private final List<Backed> backs = new ArrayList<>();
    private final List<Backed> marks = new ArrayList<>();
    private int from;
    private int to;

    private record Backed(Path path, int from, int to) {}

    public Passage(List<Piece> pieces, String... styleClasses) {
        text = pieces.stream().map(Piece::text).collect(Collectors.joining());
        getStyleClass().add("passage");
        getStyleClass().addAll(styleClasses);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(text);
        var at = 0;
        var words = new ArrayList<Text>();
        for (var piece : pieces) {
            var start = at;
            at += piece.text().length();
            for (var style : piece.styles()) {
                if (BACKED.contains(style)) {
                    backs.add(new Backed(back(style), start, at));
                }
            }
            words.add(node(piece));
        }
        backs.forEach(back -> getChildren().add(back.path()));
        getChildren().add(selection);
        getChildren().addAll(words);
    }

    private static Path back(String style) {
        var path = new Path();
        path.getStyleClass().add("back-" + style);
        path.setManaged(false);
        path.setMouseTransparent(true);
        return path;
    }

    private static Text node(Piece piece) {
        var node = new Text(piece.text());
        node.getStyleClass().add("piece");
        node.getStyleClass().addAll(piece.styles());
        if (piece.link() != null) {
            node.setUserData(piece.link());
        }
        return node;
    }

    /** Calls with the address of a link that is clicked, and where. */
    void onLink(BiConsumer<String, MouseEvent> handler) {
        for (var child : getChildren()) {
            if (child.getUserData() instanceof String link) {
                child.setOnMouseClicked(event -> {
                    if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                        handler.accept(link, event);
                        event.consume();
                    }
                });
            }
        }
    }

    /** Marks the words of a filter where they stand, in place of those marked before. */
    void mark(Highlight highlight) {
        if (highlight.isNone() && marks.isEmpty()) {
            return;
        }
        getChildren().removeAll(marks.stream().map(Backed::path).toList());
        marks.clear();
        for (var place : highlight.in(text)) {
            marks.add(new Backed(back("mark"), place.start(), place.end()));
        }
        getChildren().addAll(0, marks.stream().map(Backed::path).toList());
        requestLayout();
    }

    /** All of its words. */
    public String text() {
        return text;
    }

    /** The place in the text that is nearest to a point of the scene. */
    int placeAt(double sceneX, double sceneY) {
        var hit = getHitInfo(sceneToLocal(sceneX, sceneY));
        return Math.clamp(hit.getInsertionIndex(), 0, text.length());
    }

    /** Selects a part; nothing when both are the same. */
    void select(int start, int end) {
        from = Math.clamp(start, 0, text.length());
        to = Math.clamp(end, from, text.length());
        drawSelection();
    }

    String selected() {
        return text.substring(from, to);
    }

    /** The word around a place, as a double click takes it: where it starts and where it ends. */
    int[] wordAt(int place) {
        var start = place;
        var end = place;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return new int[] {start, end};
    }

    private static boolean isWord(char one) {
        return Character.isLetterOrDigit(one) || one == '_' || Character.isSurrogate(one);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        backs.forEach(this::draw);
        marks.forEach(this::draw);
        drawSelection();
    }

    private void draw(Backed back) {
        back.path().getElements().setAll(getRangeShape(back.from(), back.to(), false));
    }

    private void drawSelection() {
        if (from < to) {
            selection.getElements().setAll(getRangeShape(from, to, false));
        } else if (!selection.getElements().isEmpty()) {
            selection.getElements().clear();
        }
    }
}
