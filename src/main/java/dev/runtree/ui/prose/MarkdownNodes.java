package dev.runtree.ui.prose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/** A document of Markdown as JavaFX nodes: so many blocks as can be laid out at once, and how many there are. */
final class MarkdownNodes {
    /** Paragraphs, items, cells: what is more takes noticeably long to lay out. */
    private static final int MOST = 600;

    private int shown;
    private boolean cut;

    private MarkdownNodes() {}

    /**
     * What was laid out.
     *
     * @param shown how many blocks
     * @param all how many the document has
     * @param cut whether a block is too long to be laid out whole
     */
    record LaidOut(List<javafx.scene.Node> nodes, int shown, int all, boolean cut) {}

    static LaidOut of(Node document) {
        var made = new MarkdownNodes();
        var nodes = made.blocks(document);
        return new LaidOut(nodes, made.shown, Math.max(made.shown, count(document)), made.cut);
    }

    private static int count(Node document) {
        var count = 0;
        var waiting = new ArrayDeque<Node>();
        waiting.push(document);
        while (!waiting.isEmpty()) {
            for (var child = waiting.pop().getFirstChild(); child != null; child = child.getNext()) {
                if (child instanceof Block) {
                    count += isLeaf(child) ? 1 : 0;
                    waiting.push(child);
                }
            }
        }
        return count;
    }

    private static boolean isLeaf(Node block) {
        return !(block.getFirstChild() instanceof Block) && !(block instanceof TableBlock);
    }

    private List<javafx.scene.Node> blocks(Node parent) {
        var nodes = new ArrayList<javafx.scene.Node>();
        for (var child = parent.getFirstChild(); child != null && shown < MOST; child = child.getNext()) {
            var node = block(child);
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private javafx.scene.@Nullable Node block(Node block) {
        shown += isLeaf(block) ? 1 : 0;
        return switch (block) {
            case Heading heading -> passage(heading, "heading-" + Math.min(4, heading.getLevel()));
            case FencedCodeBlock code -> code(code.getLiteral(), code.getInfo());
            case IndentedCodeBlock code -> code(code.getLiteral(), null);
            case HtmlBlock html -> code(html.getLiteral(), null);
            case BlockQuote quote -> styled("quote", blocks(quote));
            case BulletList list -> list(list, "•", list.isTight());
            case OrderedList list -> list(list, null, list.isTight());
            case ThematicBreak ignored -> rule();
            case TableBlock table -> table(table);
            case LinkReferenceDefinition ignored -> null;
            case Document document -> styled("blocks", blocks(document));
            default ->
                block.getFirstChild() instanceof Block ? styled("blocks", blocks(block)) : passage(block, "paragraph");
        };
    }

    private Passage passage(Node block, String style) {
        var pieces = Inlines.of(block);
        var length = pieces.stream().mapToInt(piece -> piece.text().length()).sum();
        cut |= length > Inlines.MOST_CHARACTERS;
        shown += pieces.size() / 20;
        return new Passage(pieces, style);
    }

    private javafx.scene.Node table(TableBlock block) {
        var table = MarkdownTable.of(block, MOST - shown);
        shown += table.cells();
        return table;
    }

    private static VBox styled(String style, List<javafx.scene.Node> nodes) {
        var box = new VBox();
        box.getChildren().setAll(nodes);
        box.getStyleClass().add(style);
        return box;
    }

    private static javafx.scene.Node rule() {
        var line = new Region();
        line.getStyleClass().add("rule");
        return line;
    }

    private javafx.scene.Node code(String literal, @Nullable String language) {
        var words = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
        var box = new VBox();
        if (language != null && !language.isBlank()) {
            var label = new Label(language.strip().split("\\s", 2)[0]);
            label.getStyleClass().add("code-language");
            box.getChildren().add(label);
        }
        var fit = words.substring(0, Math.min(words.length(), Inlines.MOST_CHARACTERS));
        cut |= fit.length() < words.length();
        box.getChildren().add(new Passage(List.of(Piece.of(fit.replace("\t", "    "))), "code"));
        box.getStyleClass().add("code-block");
        return box;
    }

    private javafx.scene.Node list(Node list, @Nullable String bullet, boolean tight) {
        var box = new VBox();
        box.getStyleClass().add(tight ? "tight-list" : "list");
        var number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
        for (var item = list.getFirstChild(); item != null && shown < MOST; item = item.getNext()) {
            if (item instanceof ListItem) {
                box.getChildren().add(item(bullet != null ? bullet : number++ + ".", item));
            }
        }
        return box;
    }

    private javafx.scene.Node item(String marker, Node item) {
        var label = new Label(marker);
        label.getStyleClass().add("list-marker");
        label.setMinWidth(Region.USE_PREF_SIZE);
        shown += item.getFirstChild() == null ? 1 : 0;
        var words = styled("tight-list", blocks(item));
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(label, words);
        line.getStyleClass().add("list-item");
        return line;
    }
}
