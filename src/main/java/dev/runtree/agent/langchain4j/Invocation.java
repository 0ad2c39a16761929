package dev.runtree.agent.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.observability.api.event.GuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.runtree.agent.model.Tokens;
import dev.runtree.agent.trace.ModelSpan;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.model.SpanKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One call of a service's method: a run. Its events may come from several threads. */
final class Invocation {
    private final Recorder recorder;
    private final RunSpan run;
    private @Nullable ChatRequest asked;
    private @Nullable ModelSpan open;
    /** When the last step ended: LangChain4j tells of a tool only afterwards. */
    private Instant last = Instant.now();

    private String said = "";

    Invocation(Recorder recorder, RunSpan run) {
        this.recorder = recorder;
        this.run = run;
    }

    /** A model is about to be asked. */
    synchronized void asks(ChatRequest request, String provider) {
        asked = request;
        open = recorder.call(run.step(), provider, request.parameters().modelName(), request, null);
    }

    /**
     * Takes what only the model's client knows of that call.
     *
     * @return whether the call is this one's
     */
    synchronized boolean claims(ChatRequest request, String provider) {
        if (asked == null || open == null || !asked.messages().equals(request.messages())) {
            return false;
        }
        asked = null;
        open.asks(provider, request.parameters().modelName(), request);
        return true;
    }

    synchronized void answered(ChatResponse response) {
        if (open != null) {
            open.end(response, Tokens.of(response.tokenUsage()), null);
            open = null;
        }
        last = Instant.now();
        var text = response.aiMessage().text();
        said = text == null ? "" : text;
    }

    synchronized void toolCalled(ToolExecutedEvent event) {
        var call = event.request();
        run.step()
                .stepSince(SpanKind.TOOL, call.name(), last)
                .set("gen_ai.operation.name", "execute_tool")
                .set("gen_ai.tool.name", call.name())
                .set("gen_ai.tool.type", "function")
                .set("gen_ai.tool.call.id", call.id())
                .set("gen_ai.tool.call.arguments", call.arguments())
                .set("gen_ai.tool.call.result", event.resultText())
                .end();
        last = Instant.now();
    }

    synchronized void guarded(GuardrailExecutedEvent<?, ?, ?> event, String stage) {
        var name = event.guardrailClass().getSimpleName();
        var passed = event.result().isSuccess();
        run.step()
                .stepSince(SpanKind.GUARDRAIL, name, Instant.now().minus(event.duration()))
                .set("runtree.guardrail.name", name)
                .set("runtree.guardrail.stage", stage)
                .set("runtree.guardrail.verdict", passed ? "passed" : "refused")
                .output(String.valueOf(event.result()))
                .end();
        last = Instant.now();
    }

    /** @param result what the method gives back; {@code null} when that is told of its last answer alone */
    synchronized void ended(@Nullable Object result) {
        var _ = run.end(said.isEmpty() && result != null ? result.toString() : said);
    }

    synchronized void failed(Throwable error) {
        if (open != null) {
            Failures.fail(open, error);
            open = null;
            var _ = run.fail(error.getClass().getName(), Failures.line(error), null);
        } else {
            var _ = run.fail(error.getClass().getName(), Failures.line(error), error);
        }
    }
}
