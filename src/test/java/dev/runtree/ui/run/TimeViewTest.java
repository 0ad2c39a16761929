package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimeViewTest {
    private static final long START = 1_795_183_331_000_000_001L;
    private static final long SECOND = 1_000_000_000;

    @Test
    void nanosecondsAreKept() {
        var view = TimeView.of(START, START + 10);
        assertThat(view.share(START + 5)).isEqualTo(0.5);
    }

    @Test
    void anEmptyStretchIsStillDrawn() {
        var view = TimeView.of(START, START);
        assertThat(view.share(START)).isZero();
        assertThat(view.length()).isEqualTo(1);
    }

    @Test
    void zoomingKeepsTheTimeUnderThePointer() {
        var view = TimeView.of(START, START + 100 * SECOND);
        var near = view.zoom(0.1, 0.3);
        assertThat(near.length()).isEqualTo(10.0 * SECOND);
        assertThat(near.share(START + 30 * SECOND)).isCloseTo(0.3, within(1e-9));
        assertThat(near.zoom(1000, 0.5)).isEqualTo(view);
    }

    @Test
    void panningStopsAtBothEnds() {
        var near = TimeView.of(START, START + 100 * SECOND).zoom(0.1, 0.5);
        assertThat(near.pan(-100).from()).isZero();
        assertThat(near.pan(100).from()).isEqualTo(90.0 * SECOND);
    }

    @Test
    void aViewOfAllGrowsAndAZoomedOneStays() {
        var all = TimeView.of(START, START + SECOND);
        assertThat(all.grown(START, START + 2 * SECOND).showsAll()).isTrue();
        var near = all.zoom(0.5, 0);
        var grown = near.grown(START, START + 2 * SECOND);
        assertThat(grown.from()).isEqualTo(near.from());
        assertThat(grown.length()).isEqualTo(near.length());
    }

    @Test
    void fitShowsASpanOfNoLength() {
        var fit = TimeView.of(START, START + SECOND).fit(START + SECOND / 2, START + SECOND / 2);
        assertThat(fit.share(START + SECOND / 2)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void ticksAreRoundAndInside() {
        var view = TimeView.of(START, START + 14_820_000_000L);
        assertThat(Ticks.of(view, 176, 56)).extracting(Ticks::label).containsExactly("0", "5 s", "10 s");
        assertThat(Ticks.of(view, 10, 56)).isEmpty();
        assertThat(Ticks.of(TimeView.of(0, Long.MAX_VALUE), 600, 56)).hasSizeBetween(3, 11); // a broken clock
        assertThat(Ticks.of(TimeView.of(START, START + 800), 400, 56))
                .extracting(Ticks::label)
                .contains("0.2 µs");
    }
}
