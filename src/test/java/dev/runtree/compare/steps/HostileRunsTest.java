package dev.runtree.compare.steps;

import static dev.runtree.compare.steps.Drawn.agent;
import static dev.runtree.compare.steps.Drawn.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs that no agent should make: they are compared like others, in time and memory that grow with their size. */
class HostileRunsTest {
    @Test
    void runsWithoutAnyStepsAreEqual() {
        var none = new Drawn.Made(trace(List.of()), Map.of());
        assertThat(none.with(none).isEqual()).isTrue();
        var one = agent().made(1);
        assertThat(none.with(one).count(Fate.RIGHT)).isEqualTo(1);
        assertThat(one.with(none).count(Fate.LEFT)).isEqualTo(1);
    }

    @Test
    void thousandsOfEqualStepsAreCountedOff() {
        var left = agent(equal(20_000)).made(1);
        assertThat(left.with(agent(equal(20_000)).made(2)).isEqual()).isTrue();
        var more = left.with(agent(equal(20_010)).made(3));
        assertThat(more.count(Fate.RIGHT)).isEqualTo(10);
        assertThat(more.count(Fate.SAME)).isEqualTo(20_001);
    }

    @Test
    void tenThousandLevelsAreWalkedWithoutAStackOfTheirOwn() {
        var left = chain(10_000, "a", number -> number - 1);
        assertThat(left.with(chain(10_000, "b", number -> number - 1)).isEqual())
                .isTrue();
        var shorter = left.with(chain(9_990, "c", number -> number - 1));
        assertThat(shorter.count(Fate.LEFT)).isEqualTo(10);
    }

    @Test
    void circlesAndMissingParentsAreCompared() {
        IntUnaryOperator circle = number -> (number + 1) % 50;
        assertThat(chain(50, "a", circle).with(chain(50, "b", circle)).isEqual())
                .isTrue();
        IntUnaryOperator missing = number -> 1_000 + number;
        var alignment = chain(50, "a", missing).with(chain(49, "b", missing));
        assertThat(alignment.count(Fate.LEFT)).isEqualTo(1);
        var mixed = chain(50, "a", circle).with(chain(50, "b", missing));
        assertThat(mixed.steps().stream().filter(step -> step.left() != null)).hasSize(50);
        assertThat(mixed.steps().stream().filter(step -> step.right() != null)).hasSize(50);
    }

    @Test
    void aHundredThousandMessagesAreComparedOneByOne() {
        var left = conversation("a", number -> "message " + number);
        assertThat(left.with(conversation("b", number -> "message " + number)).isEqual())
                .isTrue();
        var right = conversation("c", number -> number == 70_000 ? "another" : "message " + number);
        var alignment = left.with(right);
        var step = alignment.steps().getFirst();
        assertThat(step.changed()).containsExactly(Facet.PROMPT);
        var differences = new StepDifferences(alignment.sameness())
                .of(
                        step,
                        left.contents().values().iterator().next(),
                        right.contents().values().iterator().next());
        assertThat(differences).hasSize(1);
        assertThat(((Difference.Text) differences.getFirst()).place()).isEqualTo(70_001);
    }

    @Test
    void anEnormousTextIsOneDifference() {
        var text = "word ".repeat(1_000_000);
        var left = agent(tool("read", "{}", text + "end")).made(1);
        var right = agent(tool("read", "{}", "start" + text)).made(2);
        var alignment = left.with(right);
        assertThat(alignment.count(Fate.CHANGED)).isEqualTo(1);
        var step = alignment.steps().get(alignment.first());
        var differences = new StepDifferences(alignment.sameness())
                .of(
                        step,
                        left.contents()
                                .get(Objects.requireNonNull(step.left()).span().id()),
                        right.contents()
                                .get(Objects.requireNonNull(step.right()).span().id()));
        assertThat(differences).hasSize(1);
    }

    private static Drawn[] equal(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> tool("poll", "{}", "wait"))
                .toArray(Drawn[]::new);
    }

    /** Each says its number. */
    private static Drawn.Made chain(int count, String trace, IntUnaryOperator parent) {
        var spans = new ArrayList<Span>();
        var contents = new HashMap<SpanId, Content>();
        for (var number = 0; number < count; number++) {
            var of = parent.applyAsInt(number);
            var id = new SpanId(trace.repeat(32), "%016x".formatted(number + 1));
            spans.add(Span.builder(id, "t", SpanKind.TOOL)
                    .parent(of < 0 ? null : "%016x".formatted(of + 1))
                    .time(1_790_000_000_000_000_000L + number * 1_000L, 1_790_000_100_000_000_000L - number * 1_000L)
                    .build());
            contents.put(id, content("number " + number, List.of()));
        }
        return new Drawn.Made(trace(spans), contents);
    }

    private static Drawn.Made conversation(String trace, IntFunction<String> texts) {
        var id = new SpanId(trace.repeat(32), "0000000000000001");
        var span = Span.builder(id, "gpt", SpanKind.LLM)
                .time(1_790_000_000_000_000_000L, 1_790_000_001_000_000_000L)
                .build();
        var messages = IntStream.range(0, 100_000)
                .mapToObj(number -> Message.text("user", texts.apply(number)))
                .toList();
        return new Drawn.Made(trace(List.of(span)), Map.of(id, content(null, messages)));
    }

    private static Content content(@Nullable String input, List<Message> messages) {
        return new Content(input, null, messages, List.of(), List.of(), null, null, null, List.of(), null);
    }

    private static Trace trace(List<Span> spans) {
        Run run = agent().made(1).trace().run();
        return new Trace(run, List.of(run), spans);
    }
}
