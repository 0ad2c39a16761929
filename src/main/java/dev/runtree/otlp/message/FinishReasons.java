package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Indexed;
import dev.runtree.otlp.raw.RawSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds why a model stopped where {@code gen_ai.*} has it in the answers themselves. */
public final class FinishReasons {
    private static final String DETAILS = "gen_ai.client.inference.operation.details";
    private static final String CHOICE = "gen_ai.choice";
    private static final String REASON = "finish_reason";

    private FinishReasons() {}

    /** A reason for each answer that has one, in the producer's words. */
    public static List<String> of(RawSpan span) {
        var reasons = new ArrayList<String>();
        var details = span.event(DETAILS);
        var messages = span.attributes().structure("gen_ai.output.messages");
        addAll(
                messages == null && details != null
                        ? details.attributes().structure("gen_ai.output.messages")
                        : messages,
                reasons);
        if (reasons.isEmpty()) {
            Indexed.under(span.attributes(), "gen_ai.completion").forEach(each -> add(Attributes.of(each), reasons));
        }
        if (reasons.isEmpty()) {
            addChoices(span.events(), reasons);
        }
        if (reasons.isEmpty()) {
            addChoices(span.logs(), reasons);
        }
        return reasons;
    }

    private static void addChoices(List<RawSpan.Event> events, List<String> to) {
        for (var event : events) {
            if (event.name().equals(CHOICE)) {
                var body = event.attributes().structure("gen_ai.event.content");
                add(body == null ? event.attributes() : Attributes.of(body), to);
            }
        }
    }

    private static void addAll(@Nullable JsonNode messages, List<String> to) {
        if (messages != null && messages.isArray()) {
            messages.forEach(message -> add(Attributes.of(message), to));
        }
    }

    private static void add(Attributes answer, List<String> to) {
        var reason = answer.text(REASON, "finishReason");
        if (reason != null) {
            to.add(reason);
        }
    }
}
