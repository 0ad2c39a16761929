package dev.runtree.agent.retrieval;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Documents in words for a model: each with where it stands, always in the same form, so that a reader of the prompt knows
 * where they begin and end.
 */
public final class KnowledgeText {
    private static final String START = "<knowledge source=\"";
    private static final String END = "</knowledge>\n\n";

    private KnowledgeText() {}

    static String of(String name, List<Document> found) {
        return START + attribute(name) + "\">\n"
                + found.stream().map(KnowledgeText::document).collect(Collectors.joining())
                + (found.isEmpty() ? "Nothing was found.\n" : "") + "</knowledge>";
    }

    private static String document(Document document) {
        return "<document id=\"" + attribute(document.id()) + "\""
                + document.metadata().entrySet().stream()
                        .filter(entry -> entry.getKey().equals("heading"))
                        .map(entry -> " heading=\"" + attribute(entry.getValue()) + "\"")
                        .collect(Collectors.joining())
                + ">\n" + content(document.content()) + "\n</document>\n";
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replaceAll("\\s+", " ");
    }

    /** A document cannot end what it stands in. */
    private static String content(String text) {
        return text.replaceAll("(?i)<(?=/?(document|knowledge)\\b)", "&lt;");
    }

    /** What was found before what was asked. */
    static String before(String message, String knowledge) {
        return knowledge + "\n\n" + message;
    }

    /** The message alone, as somebody asked it, of one that {@linkplain Asking#told was told} with knowledge before it. */
    public static String without(String message) {
        var rest = message;
        while (rest.startsWith(START)) {
            var end = rest.indexOf(END);
            if (end < 0) {
                return rest;
            }
            rest = rest.substring(end + END.length());
        }
        return rest;
    }
}
