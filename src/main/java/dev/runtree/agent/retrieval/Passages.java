package dev.runtree.agent.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Cuts a text into passages: at its headings, then between paragraphs where that is near, else between lines, and long lines
 * between words. Neighbours under one heading share their edge, so that what stands across it is found as well.
 */
final class Passages {
    /** Characters: some 300 words, less than any embedding model reads. */
    static final int LONGEST = 1600;

    private static final int SHARED = 200;

    private static final Parser MARKDOWN =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    private Passages() {}

    /** A line, or a piece of a long one. */
    private record Line(int number, String text) {}

    static List<Passage> ofText(String text) {
        var passages = new ArrayList<Passage>();
        cut(lines(text), "", passages);
        return passages;
    }

    static List<Passage> ofMarkdown(String text) {
        var lines = lines(text);
        var headings = headings(text);
        var passages = new ArrayList<Passage>();
        var above = new TreeMap<Integer, String>();
        var section = new ArrayList<Line>();
        for (var line : lines) {
            var heading = headings.get(line.number());
            if (heading != null) {
                cut(section, String.join(" > ", above.values()), passages);
                section.clear();
                above.tailMap(heading.level(), true).clear();
                above.put(heading.level(), heading.text());
            }
            section.add(line);
        }
        cut(section, String.join(" > ", above.values()), passages);
        return passages;
    }

    private record Title(int level, String text) {}

    /** By the number of their first line. What looks like a heading inside code is none. */
    private static Map<Integer, Title> headings(String text) {
        var headings = new HashMap<Integer, Title>();
        MARKDOWN.parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                if (!heading.getSourceSpans().isEmpty()) {
                    headings.put(
                            heading.getSourceSpans().getFirst().getLineIndex() + 1,
                            new Title(heading.getLevel(), words(heading)));
                }
            }
        });
        return headings;
    }

    private static String words(Heading heading) {
        var words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading node) {
                visitChildren(node);
            }

            @Override
            public void visit(Text node) {
                words.append(node.getLiteral());
            }

            @Override
            public void visit(Code node) {
                words.append(node.getLiteral());
            }
        });
        return words.toString().strip();
    }

    private static List<Line> lines(String text) {
        var lines = new ArrayList<Line>();
        var number = 0;
        for (var line : text.split("\r\n|\n|\r", -1)) {
            number++;
            var rest = line;
            while (rest.length() > LONGEST) {
                var end = end(rest);
                lines.add(new Line(number, rest.substring(0, end)));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(new Line(number, rest));
        }
        return lines;
    }

    /** Where a long line is cut: behind a sentence, else behind a word, else anywhere but inside a character. */
    private static int end(String line) {
        for (var ends : List.of(".!?。！？", " \t,;、，")) {
            for (var at = LONGEST; at > LONGEST / 2; at--) {
                if (ends.indexOf(line.charAt(at - 1)) >= 0) {
                    return at;
                }
            }
        }
        return Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }

    private static void cut(List<Line> lines, String heading, List<Passage> passages) {
        var from = 0;
        while (from < lines.size()) {
            var to = to(lines, from);
            add(lines.subList(from, to), heading, passages);
            if (to == lines.size()) {
                return;
            }
            from = Math.max(from + 1, shared(lines, from, to));
        }
    }

    /** The line before which a passage that begins at {@code from} ends. */
    private static int to(List<Line> lines, int from) {
        var size = 0;
        var paragraph = from;
        for (var at = from; at < lines.size(); at++) {
            size += lines.get(at).text().length() + 1;
            if (size > LONGEST + 1 && at > from) {
                var isNear = paragraph > from && letters(lines, from, paragraph) > LONGEST / 2;
                return isNear ? paragraph : at;
            }
            if (lines.get(at).text().isBlank()) {
                paragraph = at + 1;
            }
        }
        return lines.size();
    }

    private static int letters(List<Line> lines, int from, int to) {
        return lines.subList(from, to).stream()
                .mapToInt(line -> line.text().length() + 1)
                .sum();
    }

    /** Where the next passage begins: so far back that it shares whole lines with the one before. */
    private static int shared(List<Line> lines, int from, int to) {
        var at = to;
        var size = 0;
        while (at - 1 > from && (size += lines.get(at - 1).text().length() + 1) <= SHARED) {
            at--;
        }
        return at;
    }

    private static void add(List<Line> lines, String heading, List<Passage> passages) {
        var first = 0;
        var last = lines.size();
        while (first < last && lines.get(first).text().isBlank()) {
            first++;
        }
        while (last > first && lines.get(last - 1).text().isBlank()) {
            last--;
        }
        if (first == last) {
            return;
        }
        var text = new StringBuilder();
        for (var line : lines.subList(first, last)) {
            text.append(text.isEmpty() ? "" : "\n").append(line.text().stripTrailing());
        }
        passages.add(new Passage(
                text.toString(),
                heading,
                lines.get(first).number(),
                lines.get(last - 1).number()));
    }
}
