package dev.runtree.ui.prose;

import dev.runtree.ui.Highlight;
import dev.runtree.ui.RightToLeft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.geometry.NodeOrientation;
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
    /** The places of the text before which a sign stands that nobody sees. */
    private final List<Integer> signs = new ArrayList<>();

    private int from;
    private int to;

    /** What stands before the name of a class and method in a stack trace. */
    private static final Pattern BEFORE_NAME = Pattern.compile("^\\h*at\\h+|^\\h+", Pattern.MULTILINE);

    private enum Kind {
        WORDS,
        CODE,
        TRACE
    }

    private record Backed(Path path, int from, int to) {}

    public Passage(List<Piece> pieces, String... styleClasses) {
        this(pieces, Kind.WORDS, styleClasses);
    }

    /** Code is read from left to right, and each piece keeps its place in it whichever way its own words are read. */
    public static Passage ofCode(List<Piece> pieces) {
        return new Passage(pieces, Kind.CODE, "code");
    }

    /** A stack trace: the names in it begin on the line of their "at", however long they are. */
    public static Passage ofTrace(String text, String... styleClasses) {
        return new Passage(List.of(Piece.of(text)), Kind.TRACE, styleClasses);
    }

    private Passage(List<Piece> pieces, Kind kind, String... styleClasses) {
        var isCode = kind == Kind.CODE;
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
            var apart = isCode && RightToLeft.isIn(piece.text());
            if (apart) {
                words.add(node(RightToLeft.ISOLATE, piece));
                signs.add(start);
            }
            if (kind == Kind.TRACE && !RightToLeft.isIn(piece.text())) {
                words.add(node(together(piece.text()), piece));
            } else {
                RightToLeft.pieces(piece.text()).forEach(part -> words.add(node(part, piece)));
            }
            if (apart) {
                words.add(node(RightToLeft.ISOLATED, piece));
                signs.add(at);
            }
        }
        backs.forEach(back -> getChildren().add(back.path()));
        getChildren().add(selection);
        getChildren().addAll(words);
        if (!isCode && RightToLeft.leads(text)) {
            setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
        }
    }

    /** JavaFX breaks lines at blanks alone, and a name that is longer than a line then leaves "at" behind. */
    private static String together(String trace) {
        return BEFORE_NAME.matcher(trace).replaceAll(found -> found.group().replaceAll("\\h", "\u00a0"));
    }

    private static Path back(String style) {
        var path = new Path();
        path.getStyleClass().add("back-" + style);
        path.setManaged(false);
        path.setMouseTransparent(true);
        return path;
    }

    private static Text node(String part, Piece piece) {
        var node = new Text(RightToLeft.tame(part));
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
        return Math.clamp(inText(hit.getInsertionIndex()), 0, text.length());
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
        back.path().getElements().setAll(getRangeShape(inFlow(back.from()), inFlow(back.to()), false));
    }

    /** The place of what is laid out, signs included, for one of the text. */
    private int inFlow(int place) {
        return place + (int) signs.stream().filter(sign -> sign <= place).count();
    }

    private int inText(int laidOut) {
        var before = 0;
        while (before < signs.size() && signs.get(before) + before < laidOut) {
            before++;
        }
        return laidOut - before;
    }

    private void drawSelection() {
        if (from < to) {
            selection.getElements().setAll(getRangeShape(inFlow(from), inFlow(to), false));
        } else if (!selection.getElements().isEmpty()) {
            selection.getElements().clear();
        }
    }
}
