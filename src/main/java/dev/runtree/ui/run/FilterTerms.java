package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.query.Glob;
import dev.runtree.query.StepKey;

/** The terms of a filter that ask for steps like one that is there. */
final class FilterTerms {
    private FilterTerms() {}

    /** A tool by its name, a model call by its model, anything else by its kind. */
    static String like(Span span) {
        if (span.kind() == SpanKind.TOOL && span.toolName() != null) {
            return "tool:" + quoted(span.toolName());
        }
        return span.kind() == SpanKind.LLM && span.model() != null
                ? "model:" + quoted(span.model())
                : "kind:" + span.kind().lowerCase();
    }

    /** The agent, team or workflow in which a span is; empty when it is in none. */
    static String agentOf(SpanForest forest, int span) {
        for (var at = span; at >= 0; at = forest.parent(at)) {
            if (forest.span(at).kind().startsRun()) {
                return "agent:" + quoted(Names.of(forest.span(at)).subject());
            }
        }
        return "";
    }

    static String quoted(String text) {
        return Glob.of(text).print(StepKey.TOOL);
    }
}
