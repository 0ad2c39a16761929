package dev.runtree.bench.load;

import org.jspecify.annotations.Nullable;

/** Traces of very many spans: an agent, groups of steps in a tree beneath it, model calls and tools in each group. */
public final class OneTrace implements Shape {
    private static final long STEP_NANOS = 10_000_000;
    private static final int GROUP = 20;
    private static final int GROUPS_BENEATH = 8;

    private final Scenery scenery;
    private final FilledSteps steps;
    private final int spansOfTrace;
    private final int attributeBytes;

    /** @param attributeBytes of each span, keys and values together */
    public OneTrace(Scenery scenery, int spansOfTrace, int attributeBytes) {
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
        var end = scenery.times().end(seed.random(trace, 1));
        var start = end - STEP_NANOS * spansOfTrace;
        for (var i = from; i < to; i++) {
            var begun = start + i * STEP_NANOS;
            var parent = parent(i);
            taker.take(made(trace, i, parent < 0 ? null : seed.spanId(trace, parent), begun, i == 0 ? end : begun));
        }
    }

    private SpanTaker.Made made(long trace, int i, @Nullable SpanId parent, long begun, long until) {
        var id = scenery.seed().spanId(trace, i);
        var actor = scenery.actor(trace);
        var random = scenery.seed().random(trace, i + 2);
        var ended = until > begun ? until : begun + (long) (random.nextDouble() * STEP_NANOS);
        if (i == 0) {
            return new SpanTaker.Made(
                    id, null, "invoke_agent " + actor.agent(), begun, ended, steps.agent(actor, random), null);
        }
        if (i % GROUP == 1) {
            var attributes = new Attributes();
            scenery.flavour().wording().step(attributes, actor);
            return new SpanTaker.Made(
                    id, parent, "step " + i / GROUP, begun, begun + GROUP * STEP_NANOS, attributes, null);
        }
        if (i % 2 == 0) {
            return new SpanTaker.Made(id, parent, "chat", begun, ended, steps.model(actor, random), null);
        }
        var failure = scenery.cast().toolFails(random) ? "Timed out after 10 ms" : null;
        return new SpanTaker.Made(
                id, parent, "execute_tool", begun, ended, steps.tool(actor, random, failure), failure);
    }

    /** Within its group the group's first span; of that one the first span of another group, or the agent. */
    private static int parent(int i) {
        if (i == 0) {
            return -1;
        }
        var group = (i - 1) / GROUP;
        if ((i - 1) % GROUP != 0) {
            return group * GROUP + 1;
        }
        return group == 0 ? 0 : (group - 1) / GROUPS_BENEATH * GROUP + 1;
    }

    @Override
    public String describe() {
        return "traces of " + spansOfTrace + " spans with " + attributeBytes + " bytes of attributes each";
    }
}
