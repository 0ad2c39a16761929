package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.StepGroup.By;
import dev.runtree.testing.RandomRuns;
import dev.runtree.testing.TravelStory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunStatisticsTest {
    private static final CostSource LIST = new CostSource.Prices(LocalDate.of(2026, 6, 1));

    @Test
    void sumsAreTheRunsOwnFiguresExactly() {
        for (long seed = 0; seed < 1_500; seed++) {
            var whole = TraceRuns.of(SpanTree.of(new RandomRuns(seed).next(30)));
            for (var derived : whole.runs()) {
                assertSums(
                        trace(whole, derived.run()),
                        "seed " + seed + " " + derived.run().runId());
            }
        }
    }

    private static void assertSums(Trace trace, String what) {
        var statistics = RunStatistics.of(trace);
        var summary = statistics.whole();
        var run = trace.run();
        assertThat(summary.total().steps()).as(what).isEqualTo(run.spanCount());
        assertThat(summary.total().errors()).as(what).isEqualTo(run.errorCount());
        for (var by : List.of(By.KIND, By.AGENT, By.MODEL)) {
            assertSameUsage(usage(lines(summary, by)), run.tree(), what + " by " + by);
        }
        for (var by : List.of(By.KIND, By.AGENT)) {
            var lines = lines(summary, by);
            assertThat(lines.stream().mapToInt(line -> line.sum().steps()).sum())
                    .as(what)
                    .isEqualTo(run.spanCount());
            assertThat(lines.stream().mapToInt(line -> line.sum().errors()).sum())
                    .as(what)
                    .isEqualTo(run.errorCount());
            assertThat(lines.stream().mapToLong(line -> line.sum().selfNanos()).sum())
                    .as(what)
                    .isEqualTo(summary.total().selfNanos());
        }
        assertThat(lines(summary, By.TOOL).stream()
                        .mapToLong(line -> line.sum().selfNanos())
                        .sum())
                .isEqualTo(ofKind(summary, SpanKind.TOOL)
                        .map(line -> line.sum().selfNanos())
                        .orElse(0L));
        assertThat(summary.pathNanos())
                .as(what)
                .isEqualTo(statistics.criticalPath().nanos());
    }

    @Test
    void partsAddUpToTheWhole() {
        for (long seed = 0; seed < 300; seed++) {
            var runs = TraceRuns.of(SpanTree.of(new RandomRuns(seed).next(30)));
            var trace = trace(runs, runs.top());
            var statistics = RunStatistics.of(trace);
            var random = new Random(seed);
            var some = new BitSet();
            var others = new BitSet();
            for (var i = 0; i < trace.spans().size(); i++) {
                (random.nextBoolean() ? some : others).set(i);
            }
            var a = statistics.of(some).total();
            var b = statistics.of(others).total();
            var all = statistics.whole().total();
            assertThat(a.selfNanos() + b.selfNanos()).isEqualTo(all.selfNanos());
            assertThat(a.errors() + b.errors()).isEqualTo(all.errors());
            assertSameUsage(a.usage().plus(b.usage()), all.usage(), "seed " + seed);
        }
    }

    @Test
    void theStoryOfTheTravelDeskByToolModelAndAgent() {
        var summary = RunStatistics.of(TravelStory.trace()).whole();
        assertThat(lines(summary, By.AGENT))
                .extracting(line -> line.group().name())
                .contains("travel-desk", "flights", "hotels");
        var search = lines(summary, By.TOOL).stream()
                .filter(line -> "search_flights".equals(line.group().name()))
                .findFirst()
                .orElseThrow();
        assertThat(search.sum().failed()).isEqualTo(1);
        assertThat(search.sum().failureRate()).isBetween(0.01, 1.0);
        assertThat(summary.pathNanos()).isEqualTo(TravelStory.trace().run().durationNanos());
    }

    @Test
    void aFailedCallIsCountedAlsoWhenItFailedBySomethingInsideIt() {
        var runs = TraceRuns.of(SpanTree.of(List.of(
                span(1, 0, SpanKind.AGENT, "a").build(),
                span(2, 1, SpanKind.TOOL, "search")
                        .status(SpanStatus.ERROR, "503")
                        .build(),
                span(3, 2, SpanKind.OTHER, "GET")
                        .status(SpanStatus.ERROR, "503")
                        .build())));
        var summary = RunStatistics.of(trace(runs, runs.top())).whole();
        var tool = lines(summary, By.TOOL).getFirst().sum();
        assertThat(tool.failed()).isEqualTo(1);
        assertThat(tool.errors()).isZero();
        assertThat(summary.total().errors()).isEqualTo(1);
    }

    @Test
    void aModelCallToldTwiceIsOneCall() {
        var runs = TraceRuns.of(SpanTree.of(List.of(
                span(1, 0, SpanKind.AGENT, "a").build(),
                span(2, 1, SpanKind.LLM, "chain")
                        .model("gpt", null)
                        .usage(Usage.of(10, 5))
                        .build(),
                span(3, 2, SpanKind.LLM, "client")
                        .model("gpt", null)
                        .usage(Usage.of(10, 5))
                        .build())));
        var line = lines(RunStatistics.of(trace(runs, runs.top())).whole(), By.MODEL)
                .getFirst();
        assertThat(line.sum().calls()).isEqualTo(1);
        assertThat(line.sum().steps()).isEqualTo(2);
        assertThat(line.sum().usage().total()).isEqualTo(15);
    }

    @Test
    void whatAnEmbeddingUsedIsToldApart() {
        var runs = TraceRuns.of(SpanTree.of(List.of(
                span(1, 0, SpanKind.AGENT, "a").build(),
                span(2, 1, SpanKind.EMBEDDING, "e")
                        .model("voyage-3", null)
                        .usage(Usage.of(70, 0))
                        .build(),
                span(3, 1, SpanKind.LLM, "l")
                        .model("gpt", null)
                        .usage(Usage.of(10, 5))
                        .build())));
        var summary = RunStatistics.of(trace(runs, runs.top())).whole();
        assertThat(summary.total().usage().total()).isEqualTo(15);
        assertThat(summary.total().vectorTokens()).isEqualTo(70);
        assertThat(lines(summary, By.MODEL))
                .filteredOn(line -> "voyage-3".equals(line.group().name()))
                .singleElement()
                .satisfies(line -> assertThat(line.sum().tokens()).isEqualTo(70));
    }

    @Test
    void aMemberWhoseTeamReportedTheCostCostsNothingItself() {
        var runs = TraceRuns.of(SpanTree.of(List.of(
                span(1, 0, SpanKind.TEAM, "desk")
                        .usage(Usage.NONE.withCost(BigDecimal.ONE), new CostSource.Sdk())
                        .build(),
                span(2, 1, SpanKind.AGENT, "flights").build(),
                span(3, 2, SpanKind.LLM, "l")
                        .model("gpt", null)
                        .usage(Usage.of(10, 5).withCost(new BigDecimal("0.3")), LIST)
                        .build())));
        var member = runs.runs().stream()
                .map(TraceRuns.DerivedRun::run)
                .filter(run -> run.name().equals("flights"));
        var summary =
                RunStatistics.of(trace(runs, member.findFirst().orElseThrow())).whole();
        assertThat(summary.total().usage().cost()).isNull();
        assertThat(summary.total().usage().total()).isEqualTo(15);
    }

    @Test
    void namesTheLongestStepsOfAGroupFirst() {
        var statistics = RunStatistics.of(TravelStory.trace());
        for (var line : lines(statistics.whole(), By.KIND)) {
            var places = statistics.places(line.group());
            assertThat(places).hasSize(line.sum().steps());
            assertThat(places[0]).isEqualTo(line.sum().longest());
        }
    }

    private static void assertSameUsage(Usage a, Usage b, String what) {
        assertThat(a.total()).as(what).isEqualTo(b.total());
        assertThat(a.cost()).as(what).isEqualTo(b.cost());
        assertThat(a.unpriced()).as(what).isEqualTo(b.unpriced());
    }

    private static Usage usage(List<RunStatistics.Line> lines) {
        return lines.stream().map(line -> line.sum().usage()).reduce(Usage.NONE, Usage::plus);
    }

    private static List<RunStatistics.Line> lines(RunStatistics.Summary summary, By by) {
        return summary.groups().getOrDefault(by, List.of());
    }

    private static java.util.Optional<RunStatistics.Line> ofKind(RunStatistics.Summary summary, SpanKind kind) {
        return lines(summary, By.KIND).stream()
                .filter(line -> line.group().kind() == kind)
                .findFirst();
    }

    private static Trace trace(TraceRuns runs, Run run) {
        return new Trace(run, List.of(run), TraceRuns.spansBeneath(runs.tree(), run.id()));
    }

    private static SpanBuilder span(int number, int parent, SpanKind kind, String name) {
        return Span.builder(new SpanId("%032x".formatted(9), "%016x".formatted(number)), name, kind)
                .parent(parent == 0 ? null : "%016x".formatted(parent))
                .time(number * 10L, 1_000L - number);
    }
}
