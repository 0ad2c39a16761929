package dev.runtree.bench.load;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is sent. */
final class ShapeOptions {
    private enum Kind {
        TRACES,
        LOOPS,
        ONE
    }

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description =
                    "traces: an agent with model calls and tools beneath it; loops: agents that send their growing"
                            + " conversation with every model call; one: one trace of all spans (default: traces)")
    private Kind kind = Kind.TRACES;

    @Option(names = "--spans", paramLabel = "N", description = "how many spans to send, about (default: 10,000)")
    private int spans = 10_000;

    @Option(names = "--batch", paramLabel = "N", description = "spans of a body at most (default: 500)")
    private int batch = 500;

    @Option(names = "--trace-spans", paramLabel = "N", description = "spans of each of the traces (default: 10)")
    private int traceSpans = 10;

    @Option(
            names = "--attributes",
            paramLabel = "BYTES",
            description = "of each span of traces and of one, keys and values together (default: 1500)")
    private int attributes = 1_500;

    @Option(names = "--calls", paramLabel = "N", description = "model calls of a loop (default: 20)")
    private int calls = 20;

    @Option(
            names = "--text",
            paramLabel = "FACTOR",
            description = "makes all texts of a loop so many times as long (default: 1)")
    private double text = 1;

    @Option(names = "--flavour", paramLabel = "WORDS", description = "gen_ai or openinference (default: gen_ai)")
    private Flavour flavour = Flavour.GEN_AI;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed sends the same ids again: another load, another seed (default: 1)")
    private long seed = 1;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "spread traces over the days before (default: the last minute)")
    private double days;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "the end of those days, such as 2026-11-01T00:00:00Z (default: now)")
    private @Nullable Instant until;

    @Option(names = "--users", paramLabel = "N", description = "(default: 200)")
    private int users = Cast.USUAL.users();

    @Option(names = "--sessions", paramLabel = "N", description = "(default: 5,000)")
    private int sessions = Cast.USUAL.sessions();

    @Option(names = "--agents", paramLabel = "N", description = "(default: 12)")
    private int agents = Cast.USUAL.agents();

    @Option(names = "--tools", paramLabel = "N", description = "(default: 20)")
    private int tools = Cast.USUAL.tools();

    @Option(names = "--models", paramLabel = "N", description = "(default: 4)")
    private int models = Cast.USUAL.models();

    @Option(
            names = "--errors",
            paramLabel = "PART",
            description = "of tool calls that fail; of runs half as many (default: 0.02)")
    private double errors = Cast.USUAL.errors();

    /** @throws IllegalArgumentException when the options make no sense */
    Batches batches() {
        if (spans < 1 || batch < 1 || traceSpans < 1 || calls < 1 || !(text > 0)) {
            throw new IllegalArgumentException("--spans, --batch, --trace-spans, --calls and --text are more than 0");
        }
        var over = Duration.ofSeconds((long) (days * Duration.ofDays(1).toSeconds()));
        var scenery = new Scenery(
                new Seed(seed),
                new Cast(users, sessions, agents, tools, models, errors),
                new Times(until == null ? Instant.now() : until, over),
                flavour);
        var shape = switch (kind) {
            case TRACES -> new AgentTraces(scenery, traceSpans, attributes);
            case LOOPS -> new AgentLoops(scenery, calls, AgentLoops.Sizes.USUAL.times(text));
            case ONE -> new OneTrace(scenery, spans, attributes);
        };
        return new Batches(scenery, shape, Math.min(batch, spans));
    }

    int spans() {
        return spans;
    }
}
