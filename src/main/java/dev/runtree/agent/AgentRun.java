package dev.runtree.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.agent.frame.CallFrame;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.BadArguments;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The loop of an agent: the model is asked, its tool calls are made, and so on until it answers. For one thread, once. */
final class AgentRun {
    private final Agent agent;
    private final Progress progress;
    private final ModelCaller model;
    private final ToolCalls tools;
    private final List<ToolSpecification> specifications;
    private int mends;

    /** What the loop came to. */
    sealed interface Turn {
        record Answered(String text) implements Turn {}

        /** @param calls of the last answer, some of them waiting */
        record Paused(List<CallFrame> calls) implements Turn {}
    }

    AgentRun(Agent agent, Progress progress, ModelCaller model, ToolCalls tools) {
        this.agent = agent;
        this.progress = progress;
        this.model = model;
        this.tools = tools;
        this.specifications =
                agent.tools().stream().map(AgentTool::specification).toList();
    }

    /**
     * From the question on.
     *
     * @param opening tool calls that are made before the model is asked, as if it had asked for them
     */
    Turn run(List<ToolExecutionRequest> opening) {
        if (opening.isEmpty()) {
            return ask();
        }
        progress.add(AiMessage.from(opening));
        return follow(tools.make(opening)).orElseGet(this::ask);
    }

    private Turn ask() {
        while (progress.step() < agent.limits().maxSteps()) {
            progress.nextStep();
            var message = model.ask(request(), progress);
            progress.add(message);
            var end = message.hasToolExecutionRequests()
                    ? follow(tools.make(message.toolExecutionRequests()))
                    : answered(message.text() == null ? "" : message.text());
            if (end.isPresent()) {
                return end.get();
            }
        }
        throw RunFailure.tooManySteps(agent.limits().maxSteps());
    }

    /** The answer, as far as it is what it has to be; otherwise the model is told what is wrong with it. */
    private Optional<Turn> answered(String text) {
        var output = agent.output();
        if (output == null) {
            return Optional.of(new Turn.Answered(text));
        }
        try {
            return Optional.of(new Turn.Answered(output.read(text)));
        } catch (BadArguments e) {
            var problem = String.valueOf(e.getMessage());
            if (++mends > agent.limits().mends()) {
                throw RunFailure.invalidOutput(problem);
            }
            progress.add(UserMessage.from("Your answer does not fit its JSON schema: " + problem
                    + ". Answer again, with the whole JSON object and nothing else."));
            return Optional.empty();
        }
    }

    /** From tool calls on that had paused. */
    Turn goOn(List<CallFrame> calls) {
        return follow(tools.goOn(calls)).orElseGet(this::ask);
    }

    /** Takes in what came of the calls; empty when the model is to be asked again. */
    private Optional<Turn> follow(List<CallFrame> calls) {
        if (calls.stream().anyMatch(call -> call.use() == null)) {
            return Optional.of(new Turn.Paused(calls));
        }
        calls.forEach(this::told);
        return calls.stream()
                .filter(this::isLast)
                .findFirst()
                .map(call -> new Turn.Answered(String.valueOf(call.told())));
    }

    private void told(CallFrame call) {
        if (call.use() == null) {
            return;
        }
        progress.add(call.use());
        progress.add(ToolExecutionResultMessage.builder()
                .id(call.id())
                .toolName(call.tool())
                .text(call.told())
                .isError(call.use().failed())
                .build());
    }

    private boolean isLast(CallFrame call) {
        return call.use() != null
                && !call.use().failed()
                && agent.tools().stream()
                        .anyMatch(tool ->
                                tool.name().equals(call.tool()) && tool.policy().stopAfter());
    }

    private ChatRequest request() {
        var sampling = agent.sampling();
        return ChatRequest.builder()
                .messages(progress.messages())
                .toolSpecifications(specifications)
                .temperature(sampling.temperature())
                .topP(sampling.topP())
                .maxOutputTokens(sampling.maxTokens())
                .responseFormat(
                        agent.output() != null && agent.model().takesSchemas()
                                ? agent.output().responseFormat()
                                : null)
                .build();
    }

    /** The answer as its hooks and guardrails left it. */
    static ChatMessage answer(ChatMessage said, @Nullable String text) {
        return said instanceof AiMessage message && !message.hasToolExecutionRequests()
                ? message.toBuilder().text(text).build()
                : AiMessage.from(text);
    }
}
