package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;

/**
 * What a step is called in the window: the subject of its canonical name, for the kind is said by the icon.
 *
 * @param verb such as {@code delegate}; often empty
 * @param subject such as {@code gpt-4.1-mini} or {@code search_flights}
 */
public record Names(String verb, String subject) {
    private static final String RECORDED = "recorded.";

    public static Names of(Span span) {
        var recorded = span.spanName().startsWith(RECORDED);
        var canonical = recorded ? span.spanName().substring(RECORDED.length()) : span.spanName();
        var prefix =
                span.kind().spanName("x").substring(0, span.kind().spanName("x").length() - 1);
        var subject =
                canonical.startsWith(prefix) && canonical.length() > prefix.length() && span.kind() != SpanKind.OTHER
                        ? canonical.substring(prefix.length())
                        : span.name();
        var verb = recorded ? "recorded" : span.kind() == SpanKind.DELEGATION ? "delegate" : "";
        return new Names(verb, subject.isBlank() ? "(no name)" : subject.replaceAll("\\s+", " "));
    }

    @Override
    public String toString() {
        return verb.isEmpty() ? subject : verb + " " + subject;
    }
}
