package dev.runtree.agent.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;

/**
 * Where a conversation stands when the model is asked.
 *
 * @param user the text of the last user message
 * @param turn how many user messages there are
 * @param step which model call since the last user message this is, from 1
 * @param results what the tools have answered since the model spoke last
 */
record Situation(String user, int turn, int step, List<ToolExecutionResultMessage> results) {

    static Situation of(List<ChatMessage> messages) {
        var user = "";
        var turn = 0;
        var step = 1;
        for (var message : messages) {
            if (message instanceof UserMessage said) {
                user = said.hasSingleText() ? said.singleText() : "";
                turn++;
                step = 1;
            } else if (message instanceof AiMessage) {
                step++;
            }
        }
        var results = messages.reversed().stream()
                .takeWhile(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .toList()
                .reversed();
        return new Situation(user, turn, step, results);
    }

    /** The last result's text, or nothing. */
    String result() {
        return results.isEmpty() ? "" : results.getLast().text();
    }
}
