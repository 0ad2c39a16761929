package dev.runtree.replay;

import dev.runtree.model.Content.Failure;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a run as it was recorded: what went in, and what came out or failed. */
public sealed interface RecordedStep {

    Place place();

    /** What failed in it; {@code null} where nothing did. */
    @Nullable Failure error();

    default Span span() {
        return place().span();
    }

    /** Which step of the run it is, from 1 in the order of the tree. */
    default int number() {
        return place().number();
    }

    /** How a step is told to a reader: {@code step 3 (llm.gpt-4o)}. */
    default String told() {
        return "step " + number() + " (" + span().plainName() + ")";
    }

    /**
     * Where a step stands.
     *
     * @param number from 1 in the order of the tree: parents before their children, siblings by their starts
     * @param parent the number of the step that it lies beneath; 0 for none
     * @param run the number of the step that began the innermost run it belongs to, its own for such a step; 0 for none
     */
    record Place(Span span, int number, int parent, int run) {}

    /** A run begins: of an agent, a team or a workflow, the one that was recorded or one beneath it. */
    record RunBegin(
            Place place,
            @Nullable String input,
            @Nullable String output,
            @Nullable Failure error) implements RecordedStep {}

    /**
     * A call of a model. Of one that is told twice, by a framework and by the instrumentation of its client, only one is a model
     * call here; the other one is an {@link Other}.
     *
     * @param answer {@code null} where none was recorded; the part that had come where it broke off
     * @param calls the tools that the answer asks for, in its order
     * @param usage what it used then
     */
    record ModelCall(
            Place place,
            ModelRequest request,
            @Nullable ModelAnswer answer,
            List<AskedCall> calls,
            Usage usage,
            @Nullable Failure error)
            implements RecordedStep {
        public ModelCall {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A call of a tool, or a member of a team that was given a task. The runs that were started in it lie beneath it.
     *
     * @param callId the id by which the model asked for it
     * @param name the tool's, as a model asks for it
     * @param arguments JSON where it is JSON, else the producer's text
     * @param result likewise; {@code null} where none was recorded
     */
    record ToolCall(
            Place place,
            @Nullable String callId,
            String name,
            @Nullable String arguments,
            @Nullable String result,
            @Nullable Failure error)
            implements RecordedStep {

        /** Whether it is the hand-over to a member of a team. */
        public boolean isDelegation() {
            return span().kind() == SpanKind.DELEGATION;
        }
    }

    /** Any other step: a hook, a guardrail, a retrieval, an embedding, a workflow's step, plumbing of a framework. */
    record Other(
            Place place,
            @Nullable String input,
            @Nullable String output,
            @Nullable Failure error) implements RecordedStep {}
}
