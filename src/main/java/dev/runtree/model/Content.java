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
        @Nullable Failure error) {

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
