package dev.runtree.ui.prose;

import dev.runtree.model.Figures;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Fonts;
import dev.runtree.ui.Highlight;
import dev.runtree.ui.Marking;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/**
 * A text to be read: it wraps, it can be selected by mouse and copied, and the focus is put on it by a click.
 * Shortcut+A selects all, Shortcut+C copies what is selected, or all.
 */
public final class Prose extends VBox {
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final KeyCombination ALL = KeyCombination.valueOf("Shortcut+A");

    private final String source;
    private final Selection selection = new Selection(this, this::passages);

    static {
        Fonts.loadItalics();
    }

    private Prose(String source, List<Node> nodes, Links links) {
        this.source = source;
        getStyleClass().add("prose");
        getChildren().setAll(nodes);
        passages()
                .forEach(passage -> passage.onLink(
                        (address, event) -> links.ask(passage, address, event.getScreenX(), event.getScreenY())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        Marking.follow(this, this::mark);
        WhereFromAsked.listen(this, this::selectedText);
        setOnContextMenuRequested(event -> {
            menu().show(this, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    /** A text as it is, in one style. */
    public static Prose plain(String text, String... styleClasses) {
        return of(text, List.of(new Passage(List.of(Piece.of(text)), styleClasses)));
    }

    /** Nodes made of passages; copying without a selection copies {@code source}. */
    public static Prose of(String source, List<Node> nodes) {
        return new Prose(source, nodes, Links.copied());
    }

    /** An address as a link, which is shown whole before it may be opened. */
    public static Prose address(String address, Links links) {
        var shown = address.substring(0, Math.min(address.length(), 2_000));
        var piece = new Piece(shown, List.of("web-link"), address);
        return new Prose(address, List.of(new Passage(List.of(piece))), links);
    }

    /**
     * Markdown laid out; empty for a text that is not read as Markdown because it would take too long: one of more than
     * {@value Markdown#LONGEST} characters, or one made to be slow. Of a document of very many parts the first are laid
     * out, and how many there are is said beneath them.
     */
    public static Optional<Prose> markdown(String text, Links links) {
        return Markdown.parse(text).map(document -> laidOut(text, document, links));
    }

    private static Prose laidOut(String text, org.commonmark.node.Node document, Links links) {
        var laidOut = MarkdownNodes.of(document);
        var nodes = new ArrayList<>(laidOut.nodes());
        if (laidOut.shown() < laidOut.all()) {
            nodes.add(note(Messages.text(
                    "prose.markdown.parts", Figures.count(laidOut.shown()), Figures.count(laidOut.all()))));
        } else if (laidOut.cut()) {
            nodes.add(note(Messages.text("prose.markdown.cut")));
        }
        return new Prose(text, nodes, links);
    }

    private static Node note(String text) {
        return new Passage(List.of(Piece.of(text)), "note");
    }

    /** Its passages in the order in which they are read. */
    List<Passage> passages() {
        var found = new ArrayList<Passage>();
        collect(this, found);
        return found;
    }

    private static void collect(Parent parent, List<Passage> to) {
        for (var child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Passage passage) {
                to.add(passage);
            } else if (child instanceof Parent inner) {
                collect(inner, to);
            }
        }
    }

    private void mark(Highlight highlight) {
        passages().forEach(passage -> passage.mark(highlight));
    }

    /** What is selected; empty when nothing is. */
    public String selectedText() {
        return selection.text();
    }

    /** The text as it was given. */
    public String source() {
        return source;
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) {
            copy();
            event.consume();
        } else if (ALL.match(event)) {
            selection.selectAll();
            event.consume();
        }
    }

    private void copy() {
        var words = selection.text();
        Clip.put(words.isEmpty() ? source : words);
    }

    private ContextMenu menu() {
        var copy = new MenuItem(Messages.text(selection.text().isEmpty() ? "prose.copy.all" : "text.copy"));
        copy.setAccelerator(COPY);
        copy.setOnAction(event -> copy());
        var all = new MenuItem(Messages.text("prose.select.all"));
        all.setAccelerator(ALL);
        all.setOnAction(event -> selection.selectAll());
        return new ContextMenu(copy, all, WhereFromAsked.item(this, this::selectedText));
    }
}
