package dev.runtree.agent;

import dev.runtree.agent.guardrail.Guardrail;
import java.util.List;

/**
 * The guardrails of an agent or a team, in the order in which they check.
 *
 * @param before of what is asked, after the hooks: a refusal stops the run before the model is asked
 * @param after of the answer, after the hooks: nothing of it is given, also not streamed, before all have passed it
 */
public record Guardrails(List<Guardrail> before, List<Guardrail> after) {
    public static final Guardrails NONE = new Guardrails(List.of(), List.of());

    public Guardrails {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
