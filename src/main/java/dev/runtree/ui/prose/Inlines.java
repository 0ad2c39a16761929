package dev.runtree.ui.prose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** The words of a Markdown paragraph with their styles. HTML is shown as it was written; images are links. */
final class Inlines {
    private static final int DEEPEST = 30;

    /** A paragraph of more pieces, or more characters, takes noticeably long to lay out. */
    private static final int MOST_PIECES = 300;

    static final int MOST_CHARACTERS = 16_000;

    private final List<Piece> pieces = new ArrayList<>();
    private int room = MOST_CHARACTERS;

    private Inlines() {}

    /** The pieces of a paragraph; of a very long one the beginning, which ends with an ellipsis. */
    static List<Piece> of(Node parent) {
        var inlines = new Inlines();
        inlines.children(parent, new Style(List.of(), null), 0);
        return joined(inlines.pieces);
    }

    private record Style(List<String> classes, @Nullable String link) {
        Style with(String style) {
            if (classes.contains(style)) {
                return this;
            }
            var more = new ArrayList<>(classes);
            more.add(style);
            return new Style(List.copyOf(more), link);
        }

        Style to(String address) {
            return new Style(with("web-link").classes, address);
        }
    }

    private void children(Node parent, Style style, int depth) {
        for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
            if (depth > DEEPEST || pieces.size() >= MOST_PIECES) {
                add(literal(child), new Style(List.of(), null));
            } else {
                inline(child, style, depth + 1);
            }
        }
    }

    private void inline(Node node, Style style, int depth) {
        switch (node) {
            case Text text -> add(text.getLiteral(), style);
            case Code code -> add(code.getLiteral(), style.with("inline-code"));
            case HtmlInline html -> add(html.getLiteral(), style.with("inline-code"));
            case SoftLineBreak ignored -> add("\n", style);
            case HardLineBreak ignored -> add("\n", style);
            case Emphasis emphasis -> children(emphasis, style.with("emphasis"), depth);
            case StrongEmphasis strong -> children(strong, style.with("strong"), depth);
            case Strikethrough struck -> children(struck, style.with("struck"), depth);
            case Link link -> link(link, style, depth);
            case Image image -> image(image, style);
            default -> children(node, style, depth);
        }
    }

    private void link(Link link, Style style, int depth) {
        if (link.getFirstChild() == null) {
            add(link.getDestination(), style.to(link.getDestination()));
        } else {
            children(link, style.to(link.getDestination()), depth);
        }
    }

    /** An image is never loaded: its words and where it lies are enough to go and look. */
    private void image(Image image, Style style) {
        var words = literal(image).strip();
        add("[" + (words.isEmpty() ? "image" : "image: " + words) + "] ", style.with("aside"));
        var address = image.getDestination();
        add(address.length() <= 120 ? address : address.substring(0, 120) + "…", style.to(address));
    }

    private void add(String words, Style style) {
        if (words.isEmpty() || room <= 0) {
            return;
        }
        var fit = words.length() <= room ? words : words.substring(0, room) + "…";
        room -= words.length();
        pieces.add(new Piece(fit, style.classes(), style.link()));
    }

    /** All words beneath a node, however deep. */
    private static String literal(Node node) {
        var words = new StringBuilder();
        var waiting = new ArrayDeque<Node>();
        waiting.push(node);
        while (!waiting.isEmpty()) {
            var one = waiting.pop();
            if (one instanceof Text text) {
                words.append(text.getLiteral());
            } else if (one instanceof Code code) {
                words.append(code.getLiteral());
            }
            for (var child = one.getLastChild(); child != null; child = child.getPrevious()) {
                waiting.push(child);
            }
        }
        return words.toString();
    }

    /** Pieces of one style that follow each other are one: a node each would be many. */
    private static List<Piece> joined(List<Piece> pieces) {
        var joined = new ArrayList<Piece>();
        var words = new StringBuilder();
        for (var i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            words.append(piece.text());
            var next = i + 1 < pieces.size() ? pieces.get(i + 1) : null;
            if (next == null
                    || !new Piece("", piece.styles(), piece.link()).equals(new Piece("", next.styles(), next.link()))) {
                joined.add(new Piece(words.toString(), piece.styles(), piece.link()));
                words.setLength(0);
            }
        }
        return joined;
    }
}
