package dev.runtree.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payload says, in one form for all dialects: made when a reader opens a step, never stored.
 *
 * @param input what went in, whole
 * @param output what came out, whole
 * @param inputMessages what the model saw
 * @param outputMessages what the model answered
 * @param tools the tools offered to the model, each as JSON
 * @param parameters the request's parameters (temperature, ...) as a JSON object
 * @param toolArguments JSON where it is JSON, else the producer's text
 * @param toolResult likewise
 * @param documents what a retrieval returned
 * @param error what failed
 * @param facts what else was said of the step
 */
public record Content(
        @Nullable String input,
        @Nullable String output,
        List<Message> inputMessages,
        List<Message> outputMessages,
        List<String> tools,
        @Nullable String parameters,
        @Nullable String toolArguments,
        @Nullable String toolResult,
        List<Document> documents,
        @Nullable Failure error,
        Facts facts) {

    /** Without other facts. */
    public Content(
            @Nullable String input,
            @Nullable String output,
            List<Message> inputMessages,
            List<Message> outputMessages,
            List<String> tools,
            @Nullable String parameters,
            @Nullable String toolArguments,
            @Nullable String toolResult,
            List<Document> documents,
            @Nullable Failure error) {
        this(
                input,
                output,
                inputMessages,
                outputMessages,
                tools,
                parameters,
                toolArguments,
                toolResult,
                documents,
                error,
                Facts.NONE);
    }

    /**
     * What was said of a step beside what went in and out.
     *
     * @param requestedModel the model that was asked for, where another one answered
     * @param responseId what the provider calls its answer
     * @param finishReasons why the model stopped, in small letters, an answer each
     * @param audio the parts of input and output that were sound
     * @param prompt the template that the prompt was made of
     * @param metadata the producer's own labels, a JSON object
     * @param release the version of the application that ran
     * @param callId of a tool: the id by which the model asked for it
     */
    public record Facts(
            @Nullable String requestedModel,
            @Nullable String responseId,
            List<String> finishReasons,
            AudioTokens audio,
            @Nullable Prompt prompt,
            @Nullable String metadata,
            @Nullable String release,
            @Nullable String callId) {

        public static final Facts NONE = new Facts(null, null, List.of(), AudioTokens.NONE, null, null, null, null);

        public Facts {
            finishReasons = List.copyOf(finishReasons);
        }
    }

    /**
     * A template of a prompt.
     *
     * @param template its text with places for the variables
     * @param variables what was put in, a JSON object
     */
    public record Prompt(
            @Nullable String name,
            @Nullable String version,
            @Nullable String template,
            @Nullable String variables) {}

    /**
     * A retrieved document.
     *
     * @param score as the store gave it; larger is not always better
     */
    public record Document(
            @Nullable String id,
            @Nullable String content,
            @Nullable Double score,
            @Nullable String metadata) {}

    /**
     * What failed.
     *
     * @param stackTrace as the producer's language prints it
     */
    public record Failure(
            @Nullable String type,
            @Nullable String message,
            @Nullable String stackTrace) {}

    public Content {
        inputMessages = List.copyOf(inputMessages);
        outputMessages = List.copyOf(outputMessages);
        tools = List.copyOf(tools);
        documents = List.copyOf(documents);
    }
}
