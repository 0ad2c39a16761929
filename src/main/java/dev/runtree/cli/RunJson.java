package dev.runtree.cli;

import dev.runtree.model.Actor;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import org.jspecify.annotations.Nullable;

/** A run as a JSON object, with the fields that scripts rely on. */
final class RunJson {

    private RunJson() {}

    /** The run, its input and output as long as lists show them. */
    static void write(Json json, Run run) {
        write(json, run, run.input(), run.output());
    }

    static void write(Json json, Run run, @Nullable String input, @Nullable String output) {
        Actor actor = run.actor();
        json.startObject()
                .text("run_id", run.runId())
                .text("trace_id", run.id().traceId())
                .text("parent_run_id", run.parentRunId())
                .text("type", run.type().word())
                .text("name", run.name())
                .text("agent_id", actor.agentId())
                .text("team_id", actor.teamId())
                .text("workflow_id", actor.workflowId())
                .text("user_id", actor.userId())
                .text("session_id", actor.sessionId())
                .text("model", run.model())
                .text("status", run.status().word())
                .text("error", run.error())
                .text("start_time", Figures.exactTime(run.startNanos()))
                .text("end_time", run.endNanos() == null ? null : Figures.exactTime(run.endNanos()))
                .millis("duration_ms", run.durationNanos())
                .number("input_tokens", run.own().input())
                .number("output_tokens", run.own().output())
                .number("cached_tokens", run.own().cached())
                .number("reasoning_tokens", run.own().reasoning())
                .number("total_tokens", run.own().total())
                .number("tree_tokens", run.tree().total())
                .decimal("cost", run.own().cost())
                .decimal("tree_cost", run.tree().cost())
                .number("span_count", (long) run.spanCount())
                .number("error_count", (long) run.errorCount())
                .text("input", input)
                .text("output", output)
                .text("source", run.source().word())
                .text("replay_of", run.replayOf())
                .text("dialect", run.dialect())
                .texts("tags", run.tags())
                .number("unpriced_calls", (long) run.own().unpriced())
                .number("tree_unpriced_calls", (long) run.tree().unpriced())
                .endObject();
    }
}
