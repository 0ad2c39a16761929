package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import java.util.List;

/** Tells a model what is known before it is asked. */
public final class Asking {
    private Asking() {}

    /**
     * The message with what was found for it before it.
     *
     * @param run the step beneath which the searches are recorded
     * @return the message as it is when there is no knowledge that is always told
     * @throws RetrievalFailure when it cannot be found
     */
    public static String told(String message, List<Knowledge> knowledge, StepSpan run) {
        var told = message;
        for (var index = knowledge.size() - 1; index >= 0; index--) {
            var each = knowledge.get(index);
            if (each.mode() == Knowledge.Mode.ALWAYS) {
                told = KnowledgeText.before(told, KnowledgeText.of(each.name(), each.search(message, each.k(), run)));
            }
        }
        return told;
    }
}
