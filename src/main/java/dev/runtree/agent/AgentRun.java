package dev.runtree.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.agent.model.Answer;
import dev.runtree.agent.tool.ToolMethod;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run: the model is asked, its tool calls are made, and so on until it answers. For one thread, once. */
final class AgentRun {
    private final Agent agent;
    private final RunRequest request;
    private final RunSpan span;
    private final Listener listener;
    private final boolean stream;
    private final List<ChatMessage> messages = new ArrayList<>();
    private final int before;
    private final List<ToolUse> toolCalls = new ArrayList<>();
    private final Instant createdAt = Instant.now();
    private final long started = System.nanoTime();
    private Usage usage = Usage.NONE;
    private String model;
    private int step;

    /** @param earlier what the session's runs before this one said */
    AgentRun(
            Agent agent,
            RunRequest request,
            List<ChatMessage> earlier,
            RunSpan span,
            Listener listener,
            boolean stream) {
        this.agent = agent;
        this.request = request;
        this.span = span;
        this.listener = listener;
        this.stream = stream;
        this.model = agent.model().name();
        if (agent.instructions() != null && !agent.instructions().isBlank()) {
            messages.add(SystemMessage.from(agent.instructions()));
        }
        messages.addAll(earlier);
        this.before = messages.size();
        messages.add(UserMessage.from(request.message()));
    }

    RunOutput run() {
        listener.tell(new AgentEvent.Started(span.id().runId()));
        RunOutput output;
        try {
            var content = answer();
            output = output(content, null, span.end(content));
        } catch (RunFailure e) {
            output = output("", e.line(), span.fail(e.type(), e.line(), null));
        } catch (RuntimeException | Error e) {
            var _ = span.fail(e.getClass().getName(), String.valueOf(e.getMessage()), e);
            throw e;
        }
        listener.tell(output.failed() ? new AgentEvent.Failed(output) : new AgentEvent.Finished(output));
        return output;
    }

    /** What this run added to the conversation. */
    List<ChatMessage> said() {
        return messages.subList(before, messages.size());
    }

    private String answer() {
        while (step < agent.maxSteps()) {
            step++;
            var message = askModel();
            messages.add(message);
            if (!message.hasToolExecutionRequests()) {
                return message.text() == null ? "" : message.text();
            }
            message.toolExecutionRequests().forEach(call -> messages.add(callTool(call)));
        }
        throw RunFailure.tooManySteps(agent.maxSteps());
    }

    private AiMessage askModel() {
        var asked = request();
        var partial = new StringBuilder();
        var since = System.nanoTime();
        listener.tell(new AgentEvent.ModelStarted(step, agent.model().name()));
        var call = span.model(agent.model().provider(), agent.model().name(), asked, stream);
        Answer answer;
        try {
            answer = stream
                    ? agent.model().answer(asked, text -> delta(text, partial))
                    : agent.model().answer(asked);
        } catch (RuntimeException e) {
            var failure = RunFailure.ofModel(agent.model(), e);
            call.fail(failure.type(), failure.line(), e, partial.toString());
            throw failure;
        }
        call.end(answer.response(), answer.usage(), answer.firstChunk());
        usage = usage.plus(answer.usage());
        model = answer.response().modelName() == null
                ? model
                : answer.response().modelName();
        listener.tell(new AgentEvent.ModelEnded(step, model, answer.usage(), since(since)));
        return answer.response().aiMessage();
    }

    private void delta(String text, StringBuilder partial) {
        partial.append(text);
        listener.tell(new AgentEvent.TextDelta(text));
    }

    private ChatRequest request() {
        var sampling = agent.sampling();
        return ChatRequest.builder()
                .messages(List.copyOf(messages))
                .toolSpecifications(
                        agent.tools().stream().map(ToolMethod::specification).toList())
                .temperature(sampling.temperature())
                .topP(sampling.topP())
                .maxOutputTokens(sampling.maxTokens())
                .build();
    }

    private ToolExecutionResultMessage callTool(ToolExecutionRequest call) {
        var since = System.nanoTime();
        var arguments = call.arguments() == null ? "" : call.arguments();
        listener.tell(new AgentEvent.ToolStarted(call.id(), call.name(), arguments));
        var result = execute(call, arguments);
        var failed = result instanceof ToolResult.Failed failure ? failure : null;
        var use = new ToolUse(
                call.id(), call.name(), arguments, result.text(), failed == null ? null : failed.type(), since(since));
        toolCalls.add(use);
        listener.tell(new AgentEvent.ToolEnded(use));
        return ToolExecutionResultMessage.builder()
                .id(call.id())
                .toolName(call.name())
                .text(result.text())
                .isError(failed != null)
                .build();
    }

    private ToolResult execute(ToolExecutionRequest call, String arguments) {
        var tool = agent.tools().stream()
                .filter(candidate -> candidate.name().equals(call.name()))
                .findFirst();
        var step = span.tool(call, tool.map(ToolMethod::specification).orElse(null));
        ToolResult result =
                tool.map(method -> step.during(() -> method.call(arguments))).orElseGet(() -> unknownTool(call.name()));
        switch (result) {
            case ToolResult.Done done -> step.end(done.text());
            case ToolResult.Failed failed -> step.fail(failed.type(), failed.text(), failed.cause());
        }
        return result;
    }

    private ToolResult unknownTool(String name) {
        var names = agent.tools().stream().map(ToolMethod::name).toList();
        return new ToolResult.Failed(
                "unknown_tool",
                "there is no tool \"" + name + "\"; there "
                        + (names.isEmpty() ? "are none" : "are: " + String.join(", ", names)),
                null);
    }

    private RunOutput output(String content, @Nullable String error, CompletableFuture<Void> stored) {
        return new RunOutput(
                span.id(),
                agent.id(),
                request.userId(),
                request.sessionId(),
                model,
                request.message(),
                content,
                error == null ? RunStatus.OK : RunStatus.ERROR,
                error,
                toolCalls,
                usage,
                step,
                createdAt,
                since(started),
                stored);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
