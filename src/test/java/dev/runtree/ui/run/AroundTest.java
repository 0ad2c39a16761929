package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.testing.TravelStory;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which steps say more of a step: of the same agent, before and after it. */
class AroundTest {
    private static final RunSpans STORY = RunSpans.of(TravelStory.trace());

    @Test
    void a_call_knows_the_call_before_and_after_and_the_tools_between() {
        var around = around(11);
        var after = Objects.requireNonNull(around.after());
        assertThat(around.before()).extracting(call -> number(call.span())).containsExactly(9);
        assertThat(around.before().getFirst().number()).isEqualTo(1);
        assertThat(number(after.span())).isEqualTo(13);
        assertThat(after.number()).isEqualTo(3);
        assertThat(around.toolsBefore()).extracting(AroundTest::number).containsExactly(10);
        assertThat(around.toolsAfter()).extracting(AroundTest::number).containsExactly(12);
    }

    @Test
    void members_have_calls_of_their_own() {
        assertThat(around(9).before()).isEmpty();
        assertThat(around(16).before()).isEmpty();
        assertThat(around(21).before()).extracting(call -> number(call.span())).containsExactly(4);
        assertThat(around(4).toolsAfter()).extracting(AroundTest::number).containsExactly(5, 14);
        assertThat(around(5).member())
                .satisfies(member -> assertThat(number(member)).isEqualTo(6));
    }

    @Test
    void a_tool_knows_the_call_before_it_and_the_one_that_saw_its_result() {
        var around = around(12);
        assertThat(around.before()).extracting(call -> number(call.span())).containsExactly(11, 9);
        assertThat(number(Objects.requireNonNull(around.after()).span())).isEqualTo(13);
        assertThat(around.member()).isNull();
    }

    @Test
    void a_call_that_ran_at_the_same_time_is_not_before() {
        var forest = forest(
                span(1, 0, SpanKind.AGENT, 0, 100),
                span(2, 1, SpanKind.LLM, 10, 30),
                span(3, 1, SpanKind.LLM, 50, 80),
                span(4, 1, SpanKind.LLM, 55, 70));
        assertThat(of(forest, 4).before())
                .extracting(call -> number(call.span()))
                .containsExactly(2);
        assertThat(of(forest, 3).after()).isNull();
        assertThat(of(forest, 2).after())
                .satisfies(call -> assertThat(number(call.span())).isEqualTo(3));
    }

    @Test
    void a_call_told_twice_is_not_before_itself() {
        var forest = forest(
                span(1, 0, SpanKind.AGENT, 0, 100),
                span(2, 1, SpanKind.LLM, 10, 30),
                span(3, 2, SpanKind.LLM, 11, 29),
                span(4, 1, SpanKind.LLM, 50, 90),
                span(5, 4, SpanKind.LLM, 51, 89));
        assertThat(of(forest, 5).before())
                .extracting(call -> number(call.span()))
                .containsExactly(3, 2);
        assertThat(of(forest, 3).after())
                .satisfies(call -> assertThat(number(call.span())).isEqualTo(4));
        assertThat(of(forest, 2).before()).isEmpty();
    }

    @Test
    void a_member_that_stands_beside_its_delegation_is_found_by_its_time() {
        var forest = forest(
                span(1, 0, SpanKind.TEAM, 0, 100),
                span(2, 1, SpanKind.TOOL, 10, 40),
                span(3, 1, SpanKind.AGENT, 12, 38),
                span(4, 1, SpanKind.AGENT, 50, 60));
        assertThat(of(forest, 2).member())
                .satisfies(member -> assertThat(number(member)).isEqualTo(3));
    }

    @Test
    void calls_without_an_agent_belong_together() {
        var forest = forest(
                span(1, 0, SpanKind.LLM, 0, 10), span(2, 0, SpanKind.TOOL, 20, 30), span(3, 0, SpanKind.LLM, 40, 50));
        assertThat(of(forest, 3).before())
                .extracting(call -> number(call.span()))
                .containsExactly(1);
        assertThat(of(forest, 3).toolsBefore()).extracting(AroundTest::number).containsExactly(2);
    }

    @Test
    void other_kinds_of_steps_have_nothing_around_them() {
        assertThat(around(7)).isEqualTo(Around.NOTHING);
    }

    @Test
    void a_run_tells_its_totals_with_all_beneath_it() {
        var totals = Objects.requireNonNull(around(6).totals());
        assertThat(totals.steps()).isEqualTo(8);
        assertThat(totals.errors()).isEqualTo(1);
        assertThat(totals.usage().input()).isEqualTo(1_204 + 1_518 + 2_180);
        assertThat(around(9).totals()).isNull();
    }

    private static Around around(int number) {
        return of(STORY, number);
    }

    private static Around of(RunSpans spans, int number) {
        var run = TravelStory.trace().run();
        return Step.of(run, spans, spans.forest().indexOf(TravelStory.id(number)))
                .around();
    }

    private static RunSpans forest(Span... spans) {
        return RunSpans.of(new Trace(TravelStory.trace().run(), List.of(), List.of(spans)));
    }

    private static Span span(int number, int parent, SpanKind kind, long from, long to) {
        @Nullable SpanId up = parent == 0 ? null : TravelStory.id(parent);
        return Span.builder(TravelStory.id(number), "s" + number, kind)
                .parent(up == null ? null : up.spanId())
                .time(from * 1_000_000_000, to * 1_000_000_000)
                .build();
    }

    private static int number(Span span) {
        for (var number = 1; number < 30; number++) {
            if (TravelStory.id(number).equals(span.id())) {
                return number;
            }
        }
        throw new AssertionError(span.id());
    }
}
