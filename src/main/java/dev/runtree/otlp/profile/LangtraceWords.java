package dev.runtree.otlp.profile;

import dev.runtree.model.Message;
import java.util.List;

/**
 * Langtrace's own words beside {@code gen_ai.*}, from {@code Scale3-Labs/langtrace}, {@code lib/trace_util.ts} and
 * {@code lib/llm_span_util.ts}: it reads messages in {@code llm.prompts} and {@code llm.responses}, where both are there, and
 * prices by the vendor in {@code langtrace.service.name}.
 */
final class LangtraceWords implements Vocabulary {
    private final Vocabulary conventions = new GenAiWords();

    @Override
    public void tell(Step step, Told told) {
        conventions.tell(step, told);
        told.text("user_id", step.user());
        told.text("langtrace.service.type", type(step));
        if (!step.isModelCall()) {
            return;
        }
        told.text("langtrace.service.name", step.span().provider());
        var asked = step.content().inputMessages();
        var answered = step.content().outputMessages();
        if (!asked.isEmpty() && !answered.isEmpty() && told.mayList("llm.prompts") && told.mayList("llm.responses")) {
            told.text("llm.prompts", json(asked));
            told.text("llm.responses", json(answered));
        }
    }

    private static String type(Step step) {
        return switch (step.kind()) {
            case LLM, EMBEDDING -> step.span().isRecorded() ? "framework" : "llm";
            case RETRIEVAL, RERANK -> "vectordb";
            case AGENT, TEAM, WORKFLOW, STEP, TOOL, DELEGATION, HOOK, GUARDRAIL, APPROVAL, OTHER -> "framework";
        };
    }

    private static String json(List<Message> messages) {
        return ChatForm.messages(messages).toString();
    }
}
