package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.OneLine;

/**
 * What a step is called in the window: the subject of its canonical name, for the kind is said by the icon.
 *
 * @param verb such as {@code delegate}; often empty
 * @param subject such as {@code gpt-4.1-mini} or {@code search_flights}
 */
public record Names(String verb, String subject) {
    public static Names of(Span span) {
        var canonical = span.plainName();
        var prefix =
                span.kind().spanName("x").substring(0, span.kind().spanName("x").length() - 1);
        var subject =
                canonical.startsWith(prefix) && canonical.length() > prefix.length() && span.kind() != SpanKind.OTHER
                        ? canonical.substring(prefix.length())
                        : span.name();
        var verb = span.isRecorded() ? "recorded" : span.kind() == SpanKind.DELEGATION ? "delegate" : "";
        return new Names(verb, subject.isBlank() ? "(no name)" : OneLine.of(subject));
    }

    @Override
    public String toString() {
        return verb.isEmpty() ? subject : verb + " " + subject;
    }
}
