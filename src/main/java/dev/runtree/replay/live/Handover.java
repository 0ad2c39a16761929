package dev.runtree.replay.live;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.replay.RecordedStep.ToolCall;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A task that a leader hands to a member, in whose run the fork leaves: the member's answer is what its leader is told. */
final class Handover {
    private final ToolCall recorded;
    private final Level.Redone call;
    private final Level member;
    private final @Nullable Model model;

    /** @param model that the member asks; {@code null} where it asks none */
    Handover(ToolCall recorded, Level.Redone call, Level member, @Nullable Model model) {
        this.recorded = recorded;
        this.call = call;
        this.member = member;
        this.model = model;
    }

    /** @param work does what the member has to, beneath its run's span, and gives its answer */
    String result(StepSpan leader, Function<StepSpan, String> work, Cancellation cancellation) {
        var span = leader.tool(call.callId(), recorded.name(), call.arguments(), null);
        if (recorded.isDelegation()) {
            var name = recorded.span().plainName();
            span.step()
                    .set("runtree.span.kind", "delegation")
                    .set("runtree.span.subject", name.substring(name.indexOf('.') + 1));
        }
        var run = RunSpan.beneath(span.step(), ReplaySpan.facts(member, model));
        var begin = member.begin();
        if (begin != null) {
            run.step()
                    .set("runtree.replay_of", begin.span().id().runId())
                    .link(begin.span().id());
        }
        try {
            var answer = work.apply(run.step());
            var _ = run.end(answer);
            var result = told(answer);
            span.end(result);
            return result;
        } catch (RunStopped e) {
            if (cancellation.isLate()) {
                run.step().fail("timeout", e.reason(), null);
            } else {
                run.step().cancelled(e.reason());
            }
            span.step().cancelled(e.reason());
            throw e;
        } catch (ReplayStopped e) {
            run.step().fail(e.type(), e.line(), null);
            span.fail(e.type(), e.line(), null);
            throw e;
        }
    }

    /** With what the record has around the member's answer. */
    private String told(String answer) {
        var begin = member.begin();
        var before = begin == null ? null : begin.output();
        var result = recorded.result();
        if (before == null || before.isBlank() || result == null) {
            return answer;
        }
        var at = result.indexOf(before);
        return at < 0 ? answer : result.substring(0, at) + answer + result.substring(at + before.length());
    }
}
