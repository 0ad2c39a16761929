package dev.runtree.agent.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The span of one run of an agent, a team or a workflow, under which those of its steps are started. */
public final class RunSpan {
    private final StepSpan step;

    private RunSpan(StepSpan step) {
        this.step = step;
    }

    static RunSpan start(Recorder recorder, RunFacts facts, @Nullable StepSpan parent) {
        var operation = facts.kind() == SpanKind.WORKFLOW ? "invoke_workflow" : "invoke_agent";
        var builder = recorder.builder(operation + " " + facts.name());
        builder.setAttribute(GenAi.OPERATION, operation);
        var step = parent == null
                ? recorder.begin(builder)
                : parent.beneath(builder.setParent(parent.context()).startSpan());
        name(step, facts);
        step.set(GenAi.PROVIDER, facts.provider())
                .set(GenAi.REQUEST_MODEL, facts.model())
                .set(GenAi.CONVERSATION, facts.sessionId())
                .set(GenAi.SESSION, facts.sessionId())
                .set(GenAi.USER, facts.userId())
                .set(GenAi.SYSTEM_INSTRUCTIONS, facts.instructions())
                .set(GenAi.INPUT_MESSAGES, MessageJson.text("user", facts.input()));
        if (parent == null) {
            step.keepStart();
        }
        return new RunSpan(step);
    }

    private static void name(StepSpan step, RunFacts facts) {
        switch (facts.kind()) {
            case AGENT -> step.set(GenAi.AGENT_ID, facts.id()).set(GenAi.AGENT_NAME, facts.name());
            case TEAM, WORKFLOW -> {
                var word = facts.kind().lowerCase();
                step.set(GenAi.SPAN_KIND, word)
                        .set("runtree." + word + ".id", facts.id())
                        .set("runtree." + word + ".name", facts.name());
            }
            default -> throw new IllegalArgumentException("a " + facts.kind().lowerCase() + " is no run");
        }
    }

    /** Starts a run beneath a step. */
    public static RunSpan beneath(StepSpan parent, RunFacts facts) {
        return start(parent.recorder(), facts, parent);
    }

    /** One that was laid down, opened again. */
    public static RunSpan of(StepSpan reopened) {
        return new RunSpan(reopened);
    }

    public SpanId id() {
        return step.id();
    }

    /** The run as a step, beneath which its steps are started. */
    public StepSpan step() {
        return step;
    }

    /**
     * Says what the model is told to be.
     *
     * @param template what it was made of; {@code null} when it was taken as it is
     * @param values what was put into the template, a JSON object
     */
    public void instructions(String told, @Nullable String template, ObjectNode values) {
        step.set(GenAi.SYSTEM_INSTRUCTIONS, told);
        if (template != null) {
            step.set("gen_ai.prompt.template", template).set("gen_ai.prompt.variables", values.toString());
        }
    }

    /**
     * Ends it well.
     *
     * @return completes when the run is committed, with all that ended before it
     */
    public CompletableFuture<Void> end(String output) {
        var stored = stored();
        step.set(GenAi.OUTPUT_MESSAGES, MessageJson.text("assistant", output)).end();
        return stored;
    }

    /**
     * Ends it with an error.
     *
     * @param type what kind of error
     * @param cause recorded with its stack trace; {@code null} where a step has it already
     * @return completes when the run is committed, with all that ended before it
     */
    public CompletableFuture<Void> fail(String type, String message, @Nullable Throwable cause) {
        var stored = stored();
        step.fail(type, message, cause);
        return stored;
    }

    /**
     * Ends it as cancelled.
     *
     * @return completes when the run is committed, with all that ended before it
     */
    public CompletableFuture<Void> cancelled(String reason) {
        var stored = stored();
        step.cancelled(reason);
        return stored;
    }

    private CompletableFuture<Void> stored() {
        return step.recorder().stored(id());
    }
}
