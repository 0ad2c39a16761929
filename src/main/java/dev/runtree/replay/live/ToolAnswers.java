package dev.runtree.replay.live;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.Actor;
import dev.runtree.replay.live.MissingCall.Decision;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the tool calls of one run in a replay: from the record, by running the tool, or by asking. For one thread. */
final class ToolAnswers {
    private final ToolSettings settings;
    private final RecordedResults results;
    private final Actor actor;
    private final StepSpan run;
    private final String replayOf;
    private final Consumer<ReplayEvent> listener;
    private final Cancellation cancellation;

    /**
     * @param actor for whom tools are run
     * @param run beneath which the calls are steps
     * @param replayOf the run id of the run that it replays
     */
    ToolAnswers(
            ToolSettings settings,
            RecordedResults results,
            Actor actor,
            StepSpan run,
            String replayOf,
            Consumer<ReplayEvent> listener,
            Cancellation cancellation) {
        this.settings = settings;
        this.results = results;
        this.actor = actor;
        this.run = run;
        this.replayOf = replayOf;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** @throws ReplayStopped when there is no answer */
    ToolAnswer answer(ToolExecutionRequest call) {
        cancellation.check();
        var arguments = call.arguments() == null ? "" : call.arguments();
        var answer = answer(call.id(), call.name(), arguments);
        listener.accept(new ReplayEvent.ToolAnswered(call.name(), arguments, answer));
        return answer;
    }

    private ToolAnswer answer(@Nullable String callId, String tool, String arguments) {
        if (settings.runs()) {
            var live = settings.live().find(tool, run, cancellation);
            if (live.isPresent()) {
                return runs(live.get(), callId, arguments);
            }
        }
        var match = results.match(tool, arguments);
        if (match instanceof Match.Near near && !settings.nearIsEnough()) {
            results.giveBack(near.recorded());
            match = new Match.None();
        }
        return switch (match) {
            case Match.Same same ->
                recorded(
                        callId,
                        tool,
                        arguments,
                        ToolAnswer.of(same.again() ? ToolAnswer.How.AGAIN : ToolAnswer.How.RECORDED, same.recorded()));
            case Match.Near near ->
                recorded(
                        callId,
                        tool,
                        arguments,
                        new ToolAnswer(
                                ToolAnswer.How.NEAR,
                                near.recorded().result(),
                                near.recorded().failed(),
                                near.recorded().step(),
                                near.differences()));
            case Match.None none -> missing(callId, tool, arguments);
        };
    }

    private ToolAnswer recorded(@Nullable String callId, String tool, String arguments, ToolAnswer answer) {
        RecordedSpans.tool(run, callId, tool, arguments, answer, replayOf);
        return answer;
    }

    /** The result that an edit gives to a call. */
    ToolAnswer edited(@Nullable String callId, String tool, String arguments, Level.EditedResult result) {
        var answer = new ToolAnswer(ToolAnswer.How.EDITED, result.text(), result.failed(), 0, List.of());
        listener.accept(new ReplayEvent.ToolAnswered(tool, arguments, answer));
        return recorded(callId, tool, arguments, answer);
    }

    private ToolAnswer missing(@Nullable String callId, String tool, String arguments) {
        var live = settings.live().find(tool, run, cancellation);
        var call = new MissingCall(tool, arguments, results.of(tool), live.isPresent());
        return switch (settings.missing().apply(call)) {
            case Decision.Type typed ->
                recorded(
                        callId,
                        tool,
                        arguments,
                        new ToolAnswer(ToolAnswer.How.TYPED, typed.result(), false, 0, List.of()));
            case Decision.Take taken ->
                recorded(
                        callId,
                        tool,
                        arguments,
                        new ToolAnswer(
                                ToolAnswer.How.TAKEN,
                                taken.recorded().result(),
                                taken.recorded().failed(),
                                taken.recorded().step(),
                                ArgumentDifferences.of(taken.recorded().arguments(), arguments)));
            case Decision.Run allowed ->
                settings.live()
                        .run(
                                live.orElseThrow(() -> stopped(tool, arguments)),
                                callId,
                                arguments,
                                actor,
                                run,
                                cancellation);
            case Decision.Stop stop -> {
                cancellation.check();
                throw stopped(tool, arguments);
            }
        };
    }

    private static ReplayStopped stopped(String tool, String arguments) {
        return new ReplayStopped(
                "never_recorded",
                "the model called " + tool + " " + arguments.strip()
                        + ", which was never recorded, so nothing is known of its result");
    }

    private ToolAnswer runs(AgentTool tool, @Nullable String callId, String arguments) {
        if (LiveTools.isAskedFor(tool) && !settings.allowed().test(tool.name(), arguments)) {
            cancellation.check();
            throw new ReplayStopped(
                    "not_allowed",
                    "the model called " + tool.name() + " " + arguments.strip()
                            + ", which may change something and was not allowed");
        }
        return settings.live().run(tool, callId, arguments, actor, run, cancellation);
    }
}
