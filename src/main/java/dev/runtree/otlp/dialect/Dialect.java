package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.AudioTokens;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Content.Prompt;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.RawSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary of attribute keys. Each question has "does not say" for an answer ({@code null}, or an empty list); then the
 * next dialect that the span speaks is asked. {@link Dialects} holds their order.
 */
public sealed interface Dialect
        permits AdkDialect,
                AgentFrameworkDialect,
                AgnoDialect,
                CrewAiDialect,
                GenAiDialect,
                GenkitDialect,
                HaystackDialect,
                LaminarDialect,
                LangSmithDialect,
                LangfuseDialect,
                LiteLlmDialect,
                LlamaIndexDialect,
                LogfireDialect,
                MastraDialect,
                MlflowDialect,
                OpenAiAgentsDialect,
                OpenInferenceDialect,
                OpenLitDialect,
                PlainDialect,
                RuntreeDialect,
                SemanticKernelDialect,
                SpringAiDialect,
                StrandsDialect,
                TraceloopDialect,
                VercelDialect {

    /** What it is called in the database. */
    String word();

    boolean speaks(RawSpan span);

    default @Nullable SpanKind kind(RawSpan span) {
        return null;
    }

    /** What follows the kind in {@code span_name}: the agent's name, the model, the function. */
    default @Nullable String subject(RawSpan span, SpanKind kind) {
        return null;
    }

    /** Agent, team, workflow and run; user and session are the same for all dialects, see {@link People}. */
    default Actor actor(RawSpan span, SpanKind kind) {
        return Actor.UNKNOWN;
    }

    default @Nullable String model(RawSpan span) {
        return null;
    }

    default @Nullable String provider(RawSpan span) {
        return null;
    }

    /** Tokens with cached ones in the input and reasoning in the output, however the producer counts. */
    default Usage usage(RawSpan span) {
        return Usage.NONE;
    }

    /** The model that was asked for, whichever answered. */
    default @Nullable String requestedModel(RawSpan span) {
        return null;
    }

    /** What the provider calls its answer. */
    default @Nullable String responseId(RawSpan span) {
        return null;
    }

    /** Why the model stopped, in the producer's words. */
    default List<String> finishReasons(RawSpan span) {
        return List.of();
    }

    /** The template that the prompt was made of. */
    default @Nullable Prompt prompt(RawSpan span) {
        return null;
    }

    /** The parts of input and output that were sound. */
    default @Nullable AudioTokens audio(RawSpan span) {
        return null;
    }

    default @Nullable String toolName(RawSpan span) {
        return null;
    }

    /** Nanoseconds from the start to the first token. */
    default @Nullable Long firstToken(RawSpan span) {
        return null;
    }

    /** Whether attributes or events say that the step failed, where OpenTelemetry's status is silent. */
    default boolean failed(RawSpan span) {
        return false;
    }

    /** Whether the step failed although OpenTelemetry's status is OK: of producers that set it in any case. */
    default boolean failedForAllItsOk(RawSpan span) {
        return false;
    }

    /** What an attribute says of the failure; asked of failed steps whose status has no words. */
    default @Nullable String problem(RawSpan span) {
        return null;
    }

    default List<Message> asked(RawSpan span) {
        return List.of();
    }

    default List<Message> answered(RawSpan span) {
        return List.of();
    }

    /** What went in, where it is not messages. */
    default @Nullable String input(RawSpan span) {
        return null;
    }

    /** What came out, where it is not messages. */
    default @Nullable String output(RawSpan span) {
        return null;
    }

    default @Nullable String toolArguments(RawSpan span) {
        return null;
    }

    default @Nullable String toolResult(RawSpan span) {
        return null;
    }

    /** The tools offered to the model, each as JSON. */
    default List<String> tools(RawSpan span) {
        return List.of();
    }

    /** The request's parameters as a JSON object. */
    default @Nullable String parameters(RawSpan span) {
        return null;
    }

    default List<Document> documents(RawSpan span) {
        return List.of();
    }
}
