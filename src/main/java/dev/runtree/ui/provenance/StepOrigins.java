package dev.runtree.ui.provenance;

import dev.runtree.model.Span;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the arguments in a step: of its own, when it is a tool, else of the calls among its messages.
 *
 * @param span the step
 * @param calls by the members of their arguments, as they are shown
 */
record StepOrigins(Span span, Map<List<JsonText.Member>, CallOrigins> calls) {
    StepOrigins {
        calls = Map.copyOf(calls);
    }

    @Nullable CallOrigins of(List<JsonText.Member> arguments) {
        return calls.get(arguments);
    }
}
