package dev.runtree.agent;

import dev.runtree.agent.frame.CallFrame;
import dev.runtree.agent.frame.Decision;
import dev.runtree.agent.frame.Waiting;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ArgumentSchema;
import dev.runtree.agent.tool.ToolResult;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.store.PausedRun.Asked;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for approvals of tool calls, and follows what was decided. Each is a step that is open as long as it waits. */
final class Approvals {
    private final Component component;
    private final RunPlace place;

    /** @param component what runs, and asks */
    Approvals(Component component, RunPlace place) {
        this.component = component;
        this.place = place;
    }

    /**
     * A call after its approval was decided.
     *
     * @param frame the call, perhaps with other arguments
     * @param refusal what the model is told of a call that is not made; {@code null} when it is
     */
    record Decided(CallFrame frame, ToolResult.@Nullable Failed refusal) {}

    /** The call as one that waits; it can be decided from now on. */
    CallFrame ask(CallFrame call, AgentTool tool) {
        var since = Instant.now();
        var patience = tool.policy().deadline();
        var deadline = patience == null ? null : since.plus(patience);
        var id = UUID.randomUUID().toString();
        var step = place.span()
                .step(SpanKind.APPROVAL, call.tool())
                .set("runtree.approval.id", id)
                .set("gen_ai.tool.name", call.tool())
                .set("gen_ai.tool.call.id", call.id())
                .set("gen_ai.tool.call.arguments", call.arguments());
        if (deadline != null) {
            step.set("runtree.approval.deadline", deadline.toString());
        }
        var waiting = new Waiting(id, call.id(), call.tool(), call.arguments(), since, deadline, true, step.frame());
        place.scope().hold().ask(asked(component, place.run().runId(), waiting, tool));
        return call.waiting(waiting);
    }

    /** What is asked, for whoever decides. */
    static Asked asked(Component asking, String runId, Waiting waiting, @Nullable AgentTool tool) {
        return new Asked(
                waiting.id(),
                runId,
                Holds.type(asking),
                asking.id(),
                asking.name(),
                waiting.tool(),
                waiting.arguments(),
                tool == null ? null : tool.specification().description(),
                tool == null
                        ? null
                        : ArgumentSchema.of(tool.specification()).json().toString(),
                waiting.since(),
                waiting.deadline());
    }

    /** Ends the approval's step, at the moment at which it was decided. */
    Decided decided(CallFrame call, Decision decision) {
        var step = reopened(call);
        return switch (decision) {
            case Decision.Approved approved -> {
                told(step, "approved", approved.by());
                var arguments = approved.arguments() == null ? call.arguments() : approved.arguments();
                step.output(arguments)
                        .set("runtree.approval.edited", !arguments.equals(call.arguments()))
                        .end(approved.at());
                yield new Decided(call.with(arguments), null);
            }
            case Decision.Begun begun -> {
                told(step, "approved", begun.by()).end(begun.at());
                yield refused(
                        call,
                        "interrupted",
                        "the call was approved and begun, and then the program ended: nobody knows whether it was done."
                                + " It was not made again");
            }
            case Decision.Rejected rejected -> {
                var reason = rejected.reason() == null ? "" : ": " + rejected.reason();
                var words = "the call was rejected by a person and not made" + reason;
                told(step, "rejected", rejected.by())
                        .set("runtree.approval.reason", rejected.reason())
                        .output(words)
                        .end(rejected.at());
                yield refused(call, "rejected", words);
            }
            case Decision.Expired expired -> {
                var words = "nobody approved the call in time; it was not made";
                told(step, "expired", null).output(words).end(expired.at());
                yield refused(call, "expired", words);
            }
        };
    }

    private static StepSpan told(StepSpan step, String decision, @Nullable String by) {
        return step.set("runtree.approval.decision", decision).set("runtree.approval.by", by);
    }

    private static Decided refused(CallFrame call, String type, String words) {
        return new Decided(call.with(call.arguments()), new ToolResult.Failed(type, words, null));
    }

    /** Ends the steps of approvals that nobody needs any more. */
    void stop(List<CallFrame> calls, RunStopped why) {
        for (var call : calls) {
            if (call.waiting() != null) {
                reopened(call).cancelled(why.reason());
                place.scope().hold().withdraw(call.waiting().id());
            }
        }
    }

    private StepSpan reopened(CallFrame call) {
        var waiting = call.waiting();
        if (waiting == null) {
            throw new IllegalArgumentException("nothing was asked of " + call.tool());
        }
        return place.scope().hold().reopen(waiting.span());
    }
}
