package dev.runtree.ui.transcript;

import dev.runtree.model.Content;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The entries of steps that are no words: tools, retrievals, what was stopped, what failed. */
record StepLines(int place, int depth, Span span) {
    private static final Set<String> QUESTIONS = Set.of("query", "query_str", "question", "text", "input", "q");

    private String name() {
        return Names.of(span).subject();
    }

    Entry tool(Content content) {
        var arguments = content.toolArguments() != null ? content.toolArguments() : content.input();
        var result = content.toolResult() != null ? content.toolResult() : content.output();
        return new Entry.Call(
                place,
                depth,
                name(),
                arguments == null ? null : Clip.of(arguments),
                result == null ? null : Clip.of(result),
                span.failed() ? message(content) : null,
                span.durationNanos(),
                true);
    }

    Entry retrieval(Content content) {
        var documents = new StringBuilder();
        for (var document : content.documents()) {
            if (document.id() != null) {
                documents.append(document.id());
            }
            if (document.score() != null) {
                documents.append("  ").append(document.score());
            }
            documents.append('\n');
            if (document.content() != null) {
                documents.append(document.content());
            }
            documents.append("\n\n");
        }
        var query =
                content.input() == null ? "" : Clip.of(query(content.input())).line(120);
        return new Entry.Note(
                place,
                depth,
                SpanKind.RETRIEVAL,
                query.isEmpty() ? name() : query,
                span.failed()
                        ? message(content)
                        : Integer.toString(content.documents().size()),
                documents.isEmpty() ? null : Clip.of(documents.toString().strip()),
                span.durationNanos(),
                span.failed());
    }

    /** What was looked for, where a framework hands the question over as one of several arguments. */
    private static String query(String input) {
        return JsonText.members(input).stream()
                .flatMap(List::stream)
                .filter(member -> QUESTIONS.contains(member.key()) && member.kind() == JsonText.Kind.STRING)
                .map(JsonText.Member::plain)
                .findFirst()
                .orElse(input.startsWith("{\"query_embedding") ? "" : input);
    }

    /** @param what in a few words what happened */
    Entry note(String what, @Nullable String more) {
        return new Entry.Note(
                place,
                depth,
                span.kind(),
                name(),
                what,
                more == null || more.isBlank() ? null : Clip.of(more),
                span.durationNanos(),
                span.failed());
    }

    Entry.Failed failed(@Nullable Content content) {
        var told = span.statusMessage() == null ? "" : span.statusMessage();
        return new Entry.Failed(place, depth, span.kind(), name(), Clip.of(content == null ? told : message(content)));
    }

    /** What a hook, a guardrail or an approval says that it did. */
    String reason(Content content) {
        var error = content.error();
        if (error != null && error.message() != null) {
            return Clip.of(error.message()).line(200);
        }
        var told = span.failed() && span.statusMessage() != null ? span.statusMessage() : content.output();
        return told == null ? "" : Clip.of(told).line(120);
    }

    private String message(Content content) {
        var error = content.error();
        var message = error == null ? null : error.message();
        if (message == null) {
            message = span.statusMessage();
        }
        var type = error == null ? null : error.type();
        return message != null ? message : type != null ? type : "";
    }
}
