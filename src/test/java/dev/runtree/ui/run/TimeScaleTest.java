package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    private static final String TRACE = "a".repeat(32);
    private static final long SECOND = 1_000_000_000;

    private static Span span(String id, @Nullable String parent, SpanKind kind, long from, long to) {
        return Span.builder(new SpanId(TRACE, id), id, kind)
                .parent(parent)
                .time(from * SECOND, to * SECOND)
                .build();
    }

    /** Works for two minutes, waits a quarter of an hour for a person, works for three minutes. */
    private static final SpanForest WAITING = SpanForest.of(List.of(
            span("a", null, SpanKind.AGENT, 0, 1200),
            span("b", "a", SpanKind.LLM, 0, 60),
            span("c", "a", SpanKind.TOOL, 60, 120),
            span("d", "a", SpanKind.APPROVAL, 120, 1020),
            span("e", "a", SpanKind.LLM, 1020, 1200)));

    private static final IdleGaps GAPS = IdleGaps.of(WAITING, 0, 1200 * SECOND);

    @Test
    void whileOnlyAPersonIsWaitedForNothingWorks() {
        assertThat(GAPS.gaps()).containsExactly(new IdleGaps.Gap(120 * SECOND, 1020 * SECOND));
        assertThat(GAPS.idle()).isEqualTo(0.75 * GAPS.whole());
        assertThat(GAPS.much()).isTrue();
    }

    @Test
    void aRunThatWaitsIsIdleUntilNow() {
        var asked = SpanForest.of(List.of(
                open("a", null, SpanKind.AGENT, 0),
                span("b", "a", SpanKind.LLM, 0, 60),
                open("c", "a", SpanKind.APPROVAL, 60)));
        var gaps = IdleGaps.of(asked, 0, 60 * SECOND);
        assertThat(gaps.gaps()).isEmpty();
        assertThat(gaps.until(3_660 * SECOND).gaps()).containsExactly(new IdleGaps.Gap(60 * SECOND, 3_660 * SECOND));
        assertThat(gaps.until(3_660 * SECOND).much()).isTrue();
        var busy = SpanForest.of(List.of(open("a", null, SpanKind.AGENT, 0), open("b", "a", SpanKind.TOOL, 60)));
        assertThat(IdleGaps.of(busy, 0, 60 * SECOND).until(3_660 * SECOND).much())
                .isFalse();
    }

    private static Span open(String id, @Nullable String parent, SpanKind kind, long from) {
        return Span.builder(new SpanId(TRACE, id), id, kind)
                .parent(parent)
                .time(from * SECOND, null)
                .status(SpanStatus.RUNNING, null)
                .build();
    }

    @Test
    void whatIsBusyAllTheTimeHasNoGaps() {
        var busy = SpanForest.of(List.of(span("a", null, SpanKind.AGENT, 0, 10), span("b", "a", SpanKind.LLM, 0, 10)));
        assertThat(IdleGaps.of(busy, 0, 10 * SECOND).gaps()).isEmpty();
        assertThat(IdleGaps.of(SpanForest.of(List.of()), 0, 1).much()).isFalse();
        var alone = SpanForest.of(List.of(span("a", null, SpanKind.AGENT, 0, 10)));
        assertThat(IdleGaps.of(alone, 0, 10 * SECOND).gaps()).isEmpty();
    }

    @Test
    void aGapBecomesABreakAndTheRestKeepsItsProportions() {
        var scale = TimeScale.without(GAPS.gaps(), 0, 1200.0 * SECOND);
        assertThat(scale.length()).isCloseTo(309.0 * SECOND, within(1.0));
        assertThat(scale.laidOut(60.0 * SECOND)).isEqualTo(60.0 * SECOND);
        assertThat(scale.laidOut(1200.0 * SECOND) - scale.laidOut(1020.0 * SECOND))
                .isCloseTo(180.0 * SECOND, within(1.0));
        for (var time = 0.0; time <= 1200.0 * SECOND; time += SECOND / 3.0) {
            assertThat(scale.real(scale.laidOut(time))).isCloseTo(time, within(1_000.0));
        }
    }

    @Test
    void theViewGoesOnShowingTheSameTimes() {
        var even = TimeView.of(0, 1200 * SECOND);
        var scale = TimeScale.without(GAPS.gaps(), 0, 1200.0 * SECOND);
        assertThat(even.on(0, scale).showsAll()).isTrue();
        var end = even.fit(1020 * SECOND, 1200 * SECOND).on(0, scale);
        assertThat(end.share(1100 * SECOND)).isBetween(0.3, 0.6);
        assertThat(end.share(60 * SECOND)).isNegative();
    }

    @Test
    void ticksStandOnBothSidesOfABreakAndNotInIt() {
        var view = TimeView.of(0, TimeScale.without(GAPS.gaps(), 0, 1200.0 * SECOND));
        var ticks = Ticks.of(view, 600, 56);
        assertThat(ticks).extracting(Ticks::label).contains("0", "1m", "18m");
        assertThat(ticks).noneMatch(tick -> tick.nanos() > 120.0 * SECOND && tick.nanos() < 1020.0 * SECOND);
    }
}
