package dev.runtree.compare.steps;

import static dev.runtree.compare.steps.Drawn.agent;
import static dev.runtree.compare.steps.Drawn.model;
import static dev.runtree.compare.steps.Drawn.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.model.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any two runs: order that means nothing makes no difference, and left and right are alike. */
class ShuffledRunsTest {
    private static final int RUNS = 300;

    static LongStream seeds() {
        return LongStream.range(0, RUNS);
    }

    /** Groups of steps at work at once, in another order each time, some alike to the letter, some with steps beneath. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfWhatWorksAtOnceMakesNoDifference(long seed) {
        var random = new Random(seed);
        var run = parallel(random, 0);
        var alignment = shuffled(run, random)
                .made(2 * seed + 1)
                .with(shuffled(run, random).made(2 * seed + 2));
        assertThat(alignment.steps().stream().filter(AlignedStep::differs)).isEmpty();
        assertThat(alignment.steps()).hasSize(run.size());
    }

    /** One step of a shuffled group says something else: it alone is named. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aChangeInWhatWorksAtOnceIsFound(long seed) {
        var random = new Random(seed);
        var count = 2 + random.nextInt(20);
        var changed = random.nextInt(count);
        var isAsked = random.nextBoolean();
        var left = new ArrayList<Drawn>();
        var right = new ArrayList<Drawn>();
        for (var i = 0; i < count; i++) {
            var name = "tool" + i % 3;
            left.add(call(name, "x" + i, "r" + i));
            right.add(
                    i != changed
                            ? call(name, "x" + i, "r" + i)
                            : isAsked ? call(name, "other", "r" + i) : call(name, "x" + i, "another"));
        }
        Collections.shuffle(left, random);
        Collections.shuffle(right, random);
        var alignment = together(left).made(2 * seed + 1).with(together(right).made(2 * seed + 2));
        var differing = alignment.steps().stream().filter(AlignedStep::differs).toList();
        assertThat(differing).hasSize(1);
        assertThat(differing.getFirst().changed()).containsExactly(isAsked ? Facet.INPUT : Facet.OUTPUT);
    }

    /** Any two runs, changed in any way: what one calls only left, the other calls only right. */
    @ParameterizedTest
    @MethodSource("seeds")
    void leftAndRightAreAlike(long seed) {
        var random = new Random(seed);
        var one = parallel(random, 0);
        var other = mutated(one, random);
        var left = one.made(2 * seed + 1);
        var right = other.made(2 * seed + 2);
        var there = left.with(right);
        var back = right.with(left);
        assertThat(back.isEqual()).isEqualTo(there.isEqual());
        assertThat(back.count(Fate.LEFT)).isEqualTo(there.count(Fate.RIGHT));
        assertThat(back.count(Fate.RIGHT)).isEqualTo(there.count(Fate.LEFT));
        assertThat(back.count(Fate.CHANGED) + back.count(Fate.MOVED))
                .isEqualTo(there.count(Fate.CHANGED) + there.count(Fate.MOVED));
        assertThat(left.with(one.made(2 * seed + 3)).isEqual()).isTrue();
    }

    private static Drawn call(String name, String argument, String result) {
        return tool(name, "{\"q\": \"%s\", \"limit\": 10}".formatted(argument), result);
    }

    private static Drawn together(List<Drawn> steps) {
        var below = new ArrayList<Drawn>();
        for (var step : steps) {
            below.add(below.isEmpty() ? step : step.withPrevious());
        }
        return agent(below.toArray(Drawn[]::new));
    }

    private static Drawn parallel(Random random, int depth) {
        var below = new ArrayList<Drawn>();
        for (int group = 0, groups = 1 + random.nextInt(4); group < groups; group++) {
            below.add(model("ask " + depth + group, "plan " + group));
            for (int i = 0, size = 1 + random.nextInt(5); i < size; i++) {
                var step = depth < 2 && random.nextInt(4) == 0
                        ? helper(random.nextInt(3), parallel(random, depth + 1).below())
                        : call("tool" + random.nextInt(2), "x" + random.nextInt(4), "r" + random.nextInt(3));
                below.add(i == 0 ? step : step.withPrevious());
            }
        }
        return agent(below.toArray(Drawn[]::new));
    }

    private static Drawn helper(int number, List<Drawn> below) {
        return new Drawn(SpanKind.AGENT, "helper", "help " + number, "helped", false, false, below);
    }

    private static Drawn shuffled(Drawn run, Random random) {
        var below = new ArrayList<Drawn>();
        var group = new ArrayList<Drawn>();
        for (var step : run.below()) {
            if (!step.isWithPrevious()) {
                flush(group, below, random);
            }
            group.add(shuffled(step, random));
        }
        flush(group, below, random);
        return run.with(below);
    }

    private static void flush(List<Drawn> group, List<Drawn> to, Random random) {
        Collections.shuffle(group, random);
        for (var i = 0; i < group.size(); i++) {
            to.add(i == 0 ? group.get(i).first() : group.get(i).withPrevious());
        }
        group.clear();
    }

    private static Drawn mutated(Drawn run, Random random) {
        var below = new ArrayList<Drawn>();
        for (var step : run.below()) {
            switch (random.nextInt(12)) {
                case 0 -> {}
                case 1 -> {
                    below.add(call("tool0", "new", "new"));
                    below.add(step);
                }
                case 2 -> below.add(0, step.first());
                case 3 ->
                    below.add(new Drawn(
                            step.kind(),
                            step.name(),
                            step.in(),
                            step.out() + "!",
                            false,
                            step.isWithPrevious(),
                            step.below()));
                default -> below.add(mutated(step, random));
            }
        }
        return run.with(below);
    }
}
