package dev.runtree.agent;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.runtree.agent.retrieval.KnowledgeText;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.model.Usage;
import java.util.ArrayList;
import java.util.List;

/** How far a run of an agent has come. For one thread. */
final class Progress {
    private final List<ChatMessage> messages;
    private final List<ToolUse> tools;
    private final int before;
    private int step;
    private Usage usage;
    private String model;

    Progress(List<ChatMessage> messages, int before, List<ToolUse> tools, int step, Usage usage, String model) {
        this.messages = new ArrayList<>(messages);
        this.before = before;
        this.tools = new ArrayList<>(tools);
        this.step = step;
        this.usage = usage;
        this.model = model;
    }

    /** All that the model is shown. */
    List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    /** How many messages were there before this run. */
    int before() {
        return before;
    }

    /** What this run added to the conversation, without what the agent was told of what it knows. */
    List<ChatMessage> said() {
        var said = new ArrayList<>(messages.subList(before, messages.size()));
        if (!said.isEmpty() && said.getFirst() instanceof UserMessage question && question.hasSingleText()) {
            var asked = KnowledgeText.without(question.singleText());
            if (!asked.equals(question.singleText())) {
                said.set(0, UserMessage.from(asked));
            }
        }
        return List.copyOf(said);
    }

    /** What the run was asked, as its hooks and guardrails left it. */
    String question(String otherwise) {
        return said().stream().findFirst().orElse(null) instanceof UserMessage asked && asked.hasSingleText()
                ? asked.singleText()
                : otherwise;
    }

    void add(ChatMessage message) {
        messages.add(message);
    }

    /** The last message becomes another one. */
    void replaceLast(ChatMessage message) {
        messages.set(messages.size() - 1, message);
    }

    List<ToolUse> tools() {
        return List.copyOf(tools);
    }

    void add(ToolUse use) {
        tools.add(use);
    }

    int step() {
        return step;
    }

    void nextStep() {
        step++;
    }

    Usage usage() {
        return usage;
    }

    String model() {
        return model;
    }

    void answered(String by, Usage used) {
        model = by;
        usage = usage.plus(used);
    }
}
