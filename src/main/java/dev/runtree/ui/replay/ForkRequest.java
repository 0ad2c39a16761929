package dev.runtree.ui.replay;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.model.Models;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.LiveReplay;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.MissingCall;
import dev.runtree.replay.live.ToolSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fork as the reader has asked for it. Everything about it can be worked out on any thread.
 *
 * @param leaving where it leaves the record
 * @param isAlone whether only that model call is made
 * @param environment where keys and addresses of models are taken from
 * @param edited the step as it is to be
 */
record ForkRequest(
        ReadRecord read,
        RecordedStep leaving,
        boolean isAlone,
        Supplier<EditableStep> edited,
        ForkChoices choices,
        Map<String, String> environment,
        Prices prices) {

    /** What answers the questions that a fork may have. */
    record Questions(BiPredicate<String, String> allowed, Function<MissingCall, MissingCall.Decision> missing) {
        /** Nobody does. */
        static final Questions NONE =
                new Questions((tool, arguments) -> false, call -> new MissingCall.Decision.Stop());
    }

    /** A fork that can begin, with the tools that are to be closed after it. */
    record Prepared(Fork fork, Bounds bounds, LiveReplay replay, LiveTools tools) implements AutoCloseable {
        @Override
        public void close() {
            tools.close();
        }
    }

    /**
     * Prepares it: nothing is asked of anybody yet.
     *
     * @throws Refused when something that was written cannot be read
     * @throws dev.runtree.replay.live.CannotFork when it cannot begin
     * @throws dev.runtree.yaml.BadFile when the agent's file has a mistake
     */
    Prepared prepare(Questions questions) {
        var plan = new ForkPlan(read.record());
        var fork = isAlone && leaving instanceof ModelCall call
                ? plan.alone(call, edited.get())
                : plan.fork(leaving, edited.get());
        var steps = choices.calls();
        var bounds = new Bounds(steps == null ? Bounds.stepsFor(fork) : steps, choices.cost(), choices.time());
        var tools = tools();
        try {
            var settings = new ToolSettings(
                    tools,
                    choices.tools() == ForkChoices.Tools.LIVE,
                    choices.tools() != ForkChoices.Tools.ASK,
                    questions.allowed(),
                    questions.missing());
            return new Prepared(
                    fork,
                    bounds,
                    LiveReplay.prepare(
                            fork, choices.model(), new Models(Path.of(""), environment), settings, bounds, prices),
                    tools);
        } catch (RuntimeException e) {
            tools.close();
            throw e;
        }
    }

    private LiveTools tools() {
        var file = choices.agent();
        return file == null ? LiveTools.none() : LiveTools.of(AgentFile.read(file, environment, choices.model()));
    }
}
