package dev.runtree.ui.prose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Reads Markdown, of texts for which that ends soon. */
final class Markdown {
    /** In characters; laying out more would take noticeably long. */
    static final int LONGEST = 100_000;

    /** Quotes in lists in quotes, and so on; what is deeper is plain text. */
    private static final int DEEPEST = 16;

    /** How far the parser may look for the ends of tags that have none, all together, in characters. */
    private static final long FARTHEST = 10_000_000;

    private static final int TAG = 500;

    private static final Parser PARSER = Parser.builder()
            .extensions(Set.of(
                    TablesExtension.create(),
                    StrikethroughExtension.builder().requireTwoTildes(true).build()))
            .maxOpenBlockParsers(DEEPEST)
            .build();

    private Markdown() {}

    static Optional<Node> parse(String text) {
        if (text.length() > LONGEST || openTags(text) * text.length() > FARTHEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(PARSER.parse(text));
        } catch (RuntimeException | StackOverflowError unreadable) {
            return Optional.empty();
        }
    }

    /** For each of these the parser may read to the end of the paragraph. */
    private static long openTags(String text) {
        var open = 0L;
        var closed = -1;
        for (var at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            if (closed < at) {
                closed = text.indexOf('>', at);
            }
            if (closed < 0 || closed - at > TAG) {
                open++;
            }
            closed = closed < 0 ? text.length() : closed;
        }
        return open;
    }

    static List<Node> children(Node node) {
        var children = new ArrayList<Node>();
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }
}
