package dev.runtree.replay.live;

import dev.runtree.agent.model.Model;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The span of the run that a replay is, linked to the run that it replays and to the step that it left. */
final class ReplaySpan {
    private final Recorder recorder;
    private final StepSpan step;
    private final @Nullable RunSpan run;

    /**
     * @param model that is asked; {@code null} where none is in the run itself
     * @param session that the replay belongs to; {@code null} for none
     */
    ReplaySpan(Fork fork, @Nullable Model model, @Nullable String session, Recorder recorder) {
        this.recorder = recorder;
        var top = fork.levels().getFirst();
        var begin = top.begin();
        if (begin == null) {
            run = null;
            step = recorder.alone(SpanKind.OTHER, fork.record().run().name());
        } else {
            run = recorder.start(facts(top, model), null);
            step = run.step();
        }
        var original = fork.record().run();
        step.set("runtree.replay_of", original.runId())
                .set("runtree.replay.session", session)
                .link(original.id());
        if (fork.leaves() != null) {
            var left = fork.leaves().span().id();
            step.set("runtree.forked_at", left.traceId() + "-" + left.spanId()).link(left);
        }
    }

    /** What is known of the run of a level; nobody is its user. */
    static RunFacts facts(Level level, @Nullable Model model) {
        var begin = level.begin();
        if (begin == null) {
            throw new IllegalArgumentException("these calls are of no run");
        }
        var span = begin.span();
        var kind = span.kind();
        var actor = span.actor();
        var name = span.plainName().substring(span.plainName().indexOf('.') + 1);
        var id = kind == SpanKind.TEAM
                ? actor.teamId()
                : kind == SpanKind.WORKFLOW ? actor.workflowId() : actor.agentId();
        return new RunFacts(
                kind,
                id == null ? name : id,
                name,
                model == null ? null : model.provider(),
                model == null ? null : model.name(),
                level.next().messages().stream()
                        .filter(message -> message.role().equals("system"))
                        .map(Message::text)
                        .findFirst()
                        .orElse(null),
                begin.input() == null ? "" : begin.input(),
                null,
                null);
    }

    StepSpan step() {
        return step;
    }

    CompletableFuture<Void> stored() {
        return recorder.stored(step.id());
    }

    void end(String answer) {
        if (run == null) {
            step.output(answer).end();
        } else {
            var _ = run.end(answer);
        }
    }
}
