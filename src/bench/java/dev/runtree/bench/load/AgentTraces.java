package dev.runtree.bench.load;

/** Agents' runs of a few steps: the agent, and beneath it model calls and tools in turn. */
public final class AgentTraces implements Shape {
    private static final long STEP_NANOS = 400_000_000;

    private final Scenery scenery;
    private final FilledSteps steps;
    private final int spansOfTrace;
    private final int attributeBytes;

    /** @param attributeBytes of each span, keys and values together */
    public AgentTraces(Scenery scenery, int spansOfTrace, int attributeBytes) {
        this.scenery = scenery;
        this.steps = new FilledSteps(scenery, attributeBytes);
        this.spansOfTrace = spansOfTrace;
        this.attributeBytes = attributeBytes;
    }

    @Override
    public int spansOfTrace() {
        return spansOfTrace;
    }

    @Override
    public void spans(long trace, int from, int to, SpanTaker taker) {
        var seed = scenery.seed();
        var actor = scenery.actor(trace);
        var end = scenery.times().end(seed.random(trace, 1));
        var start = end - STEP_NANOS * spansOfTrace;
        var root = seed.spanId(trace, 0);
        for (var i = from; i < to; i++) {
            var random = seed.random(trace, i + 2);
            var begun = start + i * STEP_NANOS;
            var ended = begun + (long) (random.nextDouble() * STEP_NANOS);
            if (i == 0) {
                var failure = scenery.cast().runFails(random) ? "The agent gave up" : null;
                taker.take(new SpanTaker.Made(
                        root, null, "invoke_agent " + actor.agent(), start, end, steps.agent(actor, random), failure));
            } else if (i % 2 == 1) {
                taker.take(new SpanTaker.Made(
                        seed.spanId(trace, i), root, "chat", begun, ended, steps.model(actor, random), null));
            } else {
                var failure = scenery.cast().toolFails(random) ? "Timed out after 400 ms" : null;
                taker.take(new SpanTaker.Made(
                        seed.spanId(trace, i),
                        root,
                        "execute_tool",
                        begun,
                        ended,
                        steps.tool(actor, random, failure),
                        failure));
            }
        }
    }

    @Override
    public String describe() {
        return "traces of " + spansOfTrace + " spans with " + attributeBytes + " bytes of attributes each";
    }
}
