package dev.runtree.compare.steps;

import dev.runtree.compare.JsonMeaning;
import dev.runtree.model.Content;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a step says, facet by facet. Ids of calls and of answers are no part of it, nor is what a model thought to itself. */
final class StepTexts {
    private StepTexts() {}

    /**
     * What is known of the step but its messages.
     *
     * @param content {@code null} where there is no payload; then the beginnings in the span stand for it
     */
    static Map<Facet, String> of(Span span, @Nullable Content content) {
        var texts = new EnumMap<Facet, String>(Facet.class);
        texts.put(Facet.NAME, name(span));
        texts.put(Facet.STATUS, status(span));
        put(texts, Facet.MODEL, span.model());
        if (span.failed()) {
            put(texts, Facet.ERROR, span.statusMessage());
        }
        if (content == null) {
            put(texts, Facet.INPUT, span.input());
            put(texts, Facet.OUTPUT, span.output());
            return texts;
        }
        if (content.inputMessages().isEmpty()) {
            put(texts, Facet.INPUT, firstKnown(content.toolArguments(), content.input()));
        }
        if (content.outputMessages().isEmpty()) {
            put(
                    texts,
                    Facet.OUTPUT,
                    content.documents().isEmpty()
                            ? firstKnown(content.toolResult(), content.output())
                            : documents(content.documents()));
        }
        put(texts, Facet.PARAMETERS, content.parameters());
        if (!content.tools().isEmpty()) {
            texts.put(
                    Facet.TOOLS,
                    content.tools().stream().map(JsonMeaning::of).sorted().collect(Collectors.joining("\n")));
        }
        return texts;
    }

    /** What tells it from other steps of its kind; a model call is one whatever the model. */
    static String name(Span span) {
        if (span.kind() == SpanKind.LLM) {
            return "model";
        }
        var tool = span.toolName();
        if (tool != null && !tool.isBlank()) {
            return tool;
        }
        var canonical = span.plainName();
        var dot = canonical.indexOf('.');
        return dot < 0 || span.kind() == SpanKind.OTHER ? span.name() : canonical.substring(dot + 1);
    }

    /** OpenTelemetry's {@code unset} is well done as far as anybody knows. */
    static String status(Span span) {
        return span.isCancelled()
                ? Span.CANCELLED
                : span.status() == SpanStatus.UNSET
                        ? SpanStatus.OK.word()
                        : span.status().word();
    }

    private static String documents(List<Content.Document> documents) {
        return documents.stream()
                .map(document -> String.join(" ", first(document.id(), ""), first(document.content(), "")))
                .collect(Collectors.joining("\n"));
    }

    private static String first(@Nullable String one, String other) {
        return one == null ? other : one;
    }

    private static @Nullable String firstKnown(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static void put(Map<Facet, String> texts, Facet facet, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            texts.put(facet, text);
        }
    }
}
