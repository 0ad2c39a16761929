package dev.runtree.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.compare.CallOrder.Fate;
import dev.runtree.compare.RunSteps.Said;
import dev.runtree.compare.Standing.Kind;
import dev.runtree.model.Actor;
import dev.runtree.model.Annotation;
import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunComparisonTest {

    @Test
    void numbers_are_told_by_how_much_they_differ_from_the_first_and_added_up() {
        var comparison = RunComparison.of(List.of(run(1, 1_000, "0.02"), run(2, 1_500, "0.01")), 0);
        var duration = row(comparison, Aspect.DURATION);
        assertThat(duration.standings().get(1).kind()).isEqualTo(Kind.WORSE);
        assertThat(duration.standings().get(1).delta()).isEqualByComparingTo("500");
        assertThat(duration.standings().get(1).change()).isEqualTo(0.5);
        assertThat(duration.sum()).isEqualTo(Value.Amount.of(2_500));
        assertThat(row(comparison, Aspect.COST).standings().get(1).kind()).isEqualTo(Kind.BETTER);
    }

    @Test
    void another_run_can_be_the_one_to_compare_with() {
        var comparison = RunComparison.of(List.of(run(1, 1_000, "0.02"), run(2, 1_500, "0.01")), 1);
        assertThat(row(comparison, Aspect.DURATION).standings())
                .extracting(Standing::kind)
                .containsExactly(Kind.BETTER, Kind.FIRST);
    }

    @Test
    void what_is_not_known_whole_is_no_better_and_no_worse() {
        var least = of(2, RunStatus.OK, 1_000L, new Usage(1L, 1L, null, null, null, new BigDecimal("0.01"), 2));
        var cost = row(RunComparison.of(List.of(run(1, 1_000, "0.02"), read(least)), 0), Aspect.COST);
        assertThat(cost.standings().get(1).kind()).isEqualTo(Kind.OTHER);
        assertThat(cost.standings().get(1).delta()).isNull();
        assertThat(cost.sum()).isEqualTo(new Value.Amount(new BigDecimal("0.03"), true));
        var running = row(
                RunComparison.of(List.of(run(1, 1_000, "0.02"), read(of(3, RunStatus.RUNNING, null, Usage.NONE))), 0),
                Aspect.DURATION);
        assertThat(running.values().get(1)).isEqualTo(new Value.None());
        assertThat(running.sum()).isNull();
    }

    @Test
    void until_the_steps_are_read_nothing_is_said_of_them() {
        var comparison = RunComparison.of(
                List.of(run(1, 1_000, "0.02"), ComparedRun.of(of(2, RunStatus.OK, 1_000L, Usage.NONE))), 0);
        var output = row(comparison, Aspect.OUTPUT);
        assertThat(output.standings().get(1).kind()).isEqualTo(Kind.UNREAD);
        assertThat(output.differs()).isFalse();
        assertThat(output.isRead()).isFalse();
    }

    @Test
    void only_attributes_that_differ_have_rows() {
        var one = steps(Map.of("release", "1", "region", "eu"));
        var other = steps(Map.of("release", "2", "region", "eu", "extra", "yes"));
        var run = of(1, RunStatus.OK, 1L, Usage.NONE);
        var comparison = RunComparison.of(
                List.of(new ComparedRun(run, none(run), one), new ComparedRun(run, none(run), other)), 0);
        assertThat(comparison.rows().stream().filter(row -> row.aspect() == Aspect.ATTRIBUTE))
                .extracting(Row::name)
                .containsExactly("extra", "release");
    }

    @Test
    void of_very_many_attributes_the_first_are_shown_and_the_rest_counted() {
        var many = new java.util.TreeMap<String, String>();
        for (var i = 0; i < 100; i++) {
            many.put("key" + i, "x");
        }
        var run = of(1, RunStatus.OK, 1L, Usage.NONE);
        var comparison = RunComparison.of(
                List.of(new ComparedRun(run, none(run), steps(Map.of())), new ComparedRun(run, none(run), steps(many))),
                0);
        assertThat(comparison.attributesLeftOut()).isEqualTo(40);
        assertThat(comparison.differing()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b,c          | a,b,c            | SAME SAME SAME
            a{"x":1}       | a{"x": 1}        | SAME
            a{"x":1,"y":2} | a{"y":2,"x":1}   | SAME
            a{"x":1.0}     | a{"x":1}         | ARGUMENTS
            a{"x":1},b     | a{"x":2},b       | ARGUMENTS SAME
            a,b            | b,a              | MOVED SAME
            a,b            | a                | SAME MISSING
            a              | a,b              | SAME ADDED
            a{"x":1},a{"x":2} | a{"x":2}      | MISSING SAME
            """)
    void calls_are_matched_by_what_they_ask_for_then_by_name(String before, String now, String fates) {
        var order = CallOrder.of(calls(before), calls(now));
        assertThat(order.lines().stream().map(line -> line.fate().name()))
                .containsExactlyInAnyOrder(fates.split(" ", -1));
        assertThat(order.isSame())
                .isEqualTo(order.count(Fate.SAME) == order.lines().size());
    }

    @Test
    void an_error_that_is_gone_is_better() {
        var failed = of(1, RunStatus.ERROR, 1_000L, Usage.NONE);
        var comparison = RunComparison.of(List.of(read(failed), read(of(2, RunStatus.OK, 1_000L, Usage.NONE))), 0);
        assertThat(row(comparison, Aspect.STATUS).standings().get(1).kind()).isEqualTo(Kind.BETTER);
        assertThat(row(comparison, Aspect.ERROR).standings().get(1).kind()).isEqualTo(Kind.BETTER);
    }

    private static List<ToolCall> calls(String text) {
        return Arrays.stream(text.strip().split(",(?![^{]*})"))
                .map(each -> ToolCall.of(new SpanId("0", each), each.substring(0, 1), each.substring(1), true, false))
                .toList();
    }

    private static Row row(RunComparison comparison, Aspect aspect) {
        return comparison.rows().stream()
                .filter(row -> row.aspect() == aspect)
                .findFirst()
                .orElseThrow();
    }

    private static ComparedRun run(int number, long nanos, String cost) {
        return read(of(number, RunStatus.OK, nanos, Usage.of(10, 5).withCost(new BigDecimal(cost))));
    }

    private static ComparedRun read(Run run) {
        return new ComparedRun(run, none(run), steps(Map.of()));
    }

    private static Annotation none(Run run) {
        return Annotation.none(Subject.of(run));
    }

    private static RunSteps steps(Map<String, String> attributes) {
        return new RunSteps(
                1, List.of(), 0, 0, List.of(), null, null, new Said("done", new SpanId("0", "1")), attributes);
    }

    private static Run of(int number, RunStatus status, @Nullable Long nanos, Usage usage) {
        return new Run(
                new SpanId("%032x".formatted(number), "%016x".formatted(number)),
                null,
                RunType.AGENT,
                "flights",
                Actor.UNKNOWN,
                null,
                status,
                status == RunStatus.ERROR ? "no seat" : null,
                1_000L * number,
                nanos == null ? null : Long.valueOf(1_000L * number + nanos),
                usage,
                usage,
                1,
                0,
                null,
                "done",
                Source.OTLP,
                null,
                null,
                null,
                List.of());
    }
}
