package dev.runtree.ui.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How to send from one SDK.
 *
 * @param id the name of its file, without the ending
 * @param name of the SDK, and of what instruments it where that is another
 * @param language such as {@code Python}
 */
public record Snippet(String id, String name, String language, List<Block> blocks) {
    private static final String FENCE = "```";

    public Snippet {
        blocks = List.copyOf(blocks);
    }

    /** A paragraph, or code to copy. */
    public sealed interface Block {
        String text();

        record Prose(String text) implements Block {}

        /** @param kind such as {@code sh}, {@code python}, {@code properties} */
        record Code(String kind, String text) implements Block {}
    }

    /** Reads a file: a heading, a line with the language, then paragraphs and fenced code. */
    static Snippet parse(String id, String text) {
        var lines = text.lines().toList();
        if (lines.size() < 3 || !lines.getFirst().startsWith("# ")) {
            throw new IllegalArgumentException(id + " does not begin with a heading and a language");
        }
        return new Snippet(
                id,
                lines.getFirst().substring(2).strip(),
                lines.get(1).strip(),
                blocks(lines.subList(2, lines.size())));
    }

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        var open = new ArrayList<String>();
        String kind = null;
        for (var line : lines) {
            if (line.startsWith(FENCE)) {
                if (kind == null) {
                    prose(open, blocks);
                    kind = line.substring(FENCE.length()).strip();
                } else {
                    blocks.add(new Block.Code(kind, String.join("\n", open)));
                    kind = null;
                }
                open.clear();
            } else if (kind == null && line.isBlank()) {
                prose(open, blocks);
                open.clear();
            } else {
                open.add(line);
            }
        }
        prose(open, blocks);
        return blocks;
    }

    private static void prose(List<String> lines, List<Block> blocks) {
        if (!lines.isEmpty()) {
            blocks.add(new Block.Prose(String.join(" ", lines)));
        }
    }

    /** With the addresses of an endpoint in the places that are left open for them. */
    public Snippet filled(Addresses addresses) {
        return new Snippet(
                id,
                name,
                language,
                blocks.stream().map(block -> filled(block, addresses)).toList());
    }

    private static Block filled(Block block, Addresses addresses) {
        var text = block.text().replace("{http}", addresses.http()).replace("{grpc}", addresses.grpc());
        return switch (block) {
            case Block.Prose prose -> new Block.Prose(text);
            case Block.Code code -> new Block.Code(code.kind(), text);
        };
    }

    /** Whether each of some words stands in its name, language or code. */
    public boolean has(String words) {
        var all = (name + " " + language + " " + id + " " + blocks).toLowerCase(Locale.ROOT);
        return words.toLowerCase(Locale.ROOT).strip().transform(text -> List.of(text.split("\\s+"))).stream()
                .allMatch(all::contains);
    }
}
