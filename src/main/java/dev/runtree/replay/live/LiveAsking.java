package dev.runtree.replay.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.runtree.agent.model.BadModel;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.RawSchema;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.edit.OfferedTool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded model call with a model that can be asked it.
 *
 * @param parameters what can be sent of them, with the tools that the model is offered
 * @param notSent what of the call cannot be sent, a line each
 */
record LiveAsking(Asking asking, Model model, ChatRequestParameters parameters, List<String> notSent) {

    /**
     * Opens the model.
     *
     * @param named in place of the record's; {@code null} for that
     * @throws CannotFork when there is none that the runtime can ask
     */
    static LiveAsking open(Asking asking, @Nullable String named, Models models) {
        var model = model(named == null ? asking.model() : named, named != null, models);
        var sent = SentParameters.of(asking.parameters(), model.provider());
        var notSent = new ArrayList<String>();
        if (!sent.notSent().isEmpty()) {
            notSent.add("The runtime cannot send these parameters: " + String.join(", ", sent.notSent()));
        }
        SentMessages.of(asking.messages())
                .notSent()
                .forEach(what -> notSent.add("This is not sent to the model: " + what));
        var tools = ChatRequestParameters.builder()
                .toolSpecifications(
                        asking.tools().stream().map(LiveAsking::tool).toList())
                .build();
        return new LiveAsking(asking, model, sent.parameters().overrideWith(tools), notSent);
    }

    private static Model model(@Nullable String word, boolean isNamed, Models models) {
        if (word == null) {
            throw new CannotFork(
                    "The record does not tell which model was asked. Name one with --model PROVIDER:NAME.",
                    "The record does not tell which model was asked. Name one as PROVIDER:NAME.");
        }
        try {
            return models.open(word);
        } catch (BadModel e) {
            var recorded = "The recorded model cannot be asked: " + e.getMessage();
            throw new CannotFork(
                    isNamed
                            ? "--model: " + e.getMessage()
                            : recorded + ". Another one can be named with --model PROVIDER:NAME",
                    isNamed ? "That model cannot be asked: " + e.getMessage() : recorded,
                    e);
        }
    }

    private static ToolSpecification tool(OfferedTool tool) {
        JsonNode schema = Askings.read(tool.parameters());
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(RawSchema.of(schema == null ? JsonNodeFactory.instance.objectNode() : schema))
                .build();
    }

    ChatRequest request(List<ChatMessage> messages) {
        return ChatRequest.builder().messages(messages).parameters(parameters).build();
    }
}
