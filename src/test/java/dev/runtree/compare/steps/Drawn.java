package dev.runtree.compare.steps;

import dev.runtree.model.Actor;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A run drawn step by step. Each time it is made, its ids, its hour and its durations are others. */
record Drawn(
        SpanKind kind,
        String name,
        @Nullable String in,
        @Nullable String out,
        boolean failed,
        boolean isWithPrevious,
        List<Drawn> below) {

    static Drawn agent(Drawn... below) {
        return new Drawn(SpanKind.AGENT, "support", "Book a flight", "Done", false, false, List.of(below));
    }

    static Drawn tool(String name, String in, String out) {
        return new Drawn(SpanKind.TOOL, name, in, out, false, false, List.of());
    }

    static Drawn model(String prompt, String answer) {
        return new Drawn(SpanKind.LLM, "gpt-5", prompt, answer, false, false, List.of());
    }

    Drawn withPrevious() {
        return new Drawn(kind, name, in, out, failed, true, below);
    }

    Drawn first() {
        return new Drawn(kind, name, in, out, failed, false, below);
    }

    Drawn failing(String message) {
        return new Drawn(kind, name, in, message, true, isWithPrevious, below);
    }

    Drawn with(List<Drawn> others) {
        return new Drawn(kind, name, in, out, failed, isWithPrevious, others);
    }

    int size() {
        return 1 + below.stream().mapToInt(Drawn::size).sum();
    }

    /** A run as it is stored, and what its payloads say. */
    record Made(Trace trace, Map<SpanId, Content> contents) {
        ComparedSteps steps(boolean isExact, boolean isBare) {
            var steps = new ComparedSteps(trace, isExact, isBare);
            trace.spans().forEach(span -> steps.add(span, contents.get(span.id())));
            return steps;
        }

        Alignment with(Made other) {
            var isBare = ComparedSteps.isBareWith(trace, other.trace);
            return Alignment.of(steps(false, isBare), other.steps(false, isBare), isBare);
        }
    }

    Made made(long seed) {
        return made(seed, null);
    }

    Made made(long seed, @Nullable String dialect) {
        return made(seed, dialect, 1_790_000_000L + Math.floorMod(seed * 7_919, 9_000_000L));
    }

    /** @param second since 1970 at which it begins */
    Made madeAt(long second, long seed) {
        return made(seed, null, second);
    }

    private Made made(long seed, @Nullable String dialect, long second) {
        var writer = new Writer(new Random(seed), dialect);
        writer.write(this, null, second * 1_000_000_000L);
        var id = writer.spans.getFirst().id();
        var run = new Run(
                id,
                null,
                RunType.AGENT,
                name,
                new Actor(null, null, null, null, null, null),
                null,
                RunStatus.OK,
                null,
                0,
                1L,
                Usage.NONE,
                Usage.NONE,
                size(),
                0,
                null,
                null,
                Source.OTLP,
                null,
                dialect,
                null,
                List.of());
        return new Made(new Trace(run, List.of(run), writer.spans), writer.contents);
    }

    private static final class Writer {
        private final Random random;
        private final @Nullable String dialect;
        private final String trace;
        private final List<Span> spans = new ArrayList<>();
        private final Map<SpanId, Content> contents = new HashMap<>();

        Writer(Random random, @Nullable String dialect) {
            this.random = random;
            this.dialect = dialect;
            trace = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        }

        /** Returns when it ended. */
        long write(Drawn step, @Nullable String parent, long start) {
            var id = new SpanId(trace, "%016x".formatted(random.nextLong()));
            var place = spans.size();
            spans.add(null);
            var end = start + 1_000 + random.nextInt(1_000_000);
            var before = end;
            for (var child : step.below) {
                var began = child.isWithPrevious ? before + 1 + random.nextInt(900) : end + random.nextInt(1_000);
                before = began;
                end = Math.max(end, write(child, id.spanId(), began));
            }
            end += random.nextInt(1_000);
            var builder = Span.builder(id, step.name, step.kind)
                    .spanName(step.kind.spanName(step.name))
                    .parent(parent)
                    .status(step.failed ? SpanStatus.ERROR : SpanStatus.OK, step.failed ? step.out : null)
                    .time(start, end)
                    .toolName(step.kind == SpanKind.TOOL ? step.name : null)
                    .usage(Usage.of(random.nextInt(900), random.nextInt(900)))
                    .input(step.in)
                    .dialect(dialect);
            spans.set(place, builder.build());
            contents.put(id, content(step));
            return end;
        }

        private static Content content(Drawn step) {
            var isModel = step.kind == SpanKind.LLM;
            return new Content(
                    isModel ? null : step.in,
                    isModel ? null : step.failed ? null : step.out,
                    isModel && step.in != null ? List.of(Message.text("user", step.in)) : List.of(),
                    isModel && step.out != null ? List.of(Message.text("assistant", step.out)) : List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    List.of(),
                    null);
        }
    }
}
