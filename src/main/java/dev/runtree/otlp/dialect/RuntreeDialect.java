package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Runtree's own runtime says beside {@code gen_ai.*}: {@code runtree.span.kind}, {@code runtree.hook.stage} and so on. */
public final class RuntreeDialect implements Dialect {
    @Override
    public String word() {
        return "runtree";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasAnyUnder("runtree.");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var word = span.attributes().text("runtree.span.kind");
        if (word == null) {
            return null;
        }
        for (var kind : SpanKind.values()) {
            if (kind.name().equals(word.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        return null;
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        var subject = attributes.text("runtree.span.subject", "runtree." + kind.lowerCase() + ".name");
        if (kind == SpanKind.HOOK) {
            var stage = attributes.text("runtree.hook.stage");
            return ("post".equalsIgnoreCase(stage) ? "post." : "pre.") + (subject == null ? span.name() : subject);
        }
        return switch (kind) {
            case RETRIEVAL -> subject != null ? subject : attributes.text("runtree.retrieval.store");
            case DELEGATION -> subject != null ? subject : attributes.text("runtree.delegation.member");
            default -> subject;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return new Actor(
                attributes.text("runtree.agent.id"),
                attributes.text("runtree.team.id"),
                attributes.text("runtree.workflow.id"),
                null,
                null,
                attributes.text("runtree.run.id"));
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text("runtree.input");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text("runtree.output");
    }
}
