package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountedCostTest {
    private static final String TRACE = "%032x".formatted(8);
    private static final CostSource LIST = new CostSource.Prices(LocalDate.of(2026, 6, 1));

    @Test
    void costsReckonedFromPricesAddUpWhereTokensCount() {
        var run = only(
                span(1, 0, SpanKind.AGENT, "0.05", LIST),
                span(2, 1, SpanKind.LLM, "0.02", LIST),
                span(3, 2, SpanKind.LLM, "0.02", LIST),
                span(4, 1, SpanKind.LLM, "0.01", LIST));
        assertThat(run.own().cost()).isEqualByComparingTo("0.03");
        assertThat(run.own().unpriced()).isZero();
    }

    @Test
    void aSumWithoutSomeOfItsPricesSaysSo() {
        var run = only(
                span(1, 0, SpanKind.AGENT, null, null),
                span(2, 1, SpanKind.LLM, "0.02", LIST),
                span(3, 1, SpanKind.LLM, null, null),
                span(4, 1, SpanKind.EMBEDDING, null, null));
        assertThat(run.own().cost()).isEqualByComparingTo("0.02");
        assertThat(run.own().unpriced()).isEqualTo(2);
        assertThat(Figures.costOf(run.own())).isEqualTo("≥$0.0200");
    }

    @Test
    void aRunOfWhichNothingIsKnownHasNoCost() {
        var run = only(span(1, 0, SpanKind.AGENT, null, null), span(2, 1, SpanKind.LLM, null, null));
        assertThat(run.own().cost()).isNull();
        assertThat(run.own().unpriced()).isEqualTo(1);
        assertThat(Figures.costOf(run.own())).isEmpty();
    }

    @Test
    void whatAnAgentReportsStandsForItsCallsAndNotForItsEmbeddings() {
        var run = only(
                span(1, 0, SpanKind.AGENT, "0.50", new CostSource.Sdk()),
                span(2, 1, SpanKind.LLM, "0.02", LIST),
                span(3, 1, SpanKind.LLM, null, null),
                span(4, 1, SpanKind.EMBEDDING, "0.001", LIST));
        assertThat(run.own().cost()).isEqualByComparingTo("0.501");
        assertThat(run.own().unpriced()).isZero();
    }

    @Test
    void whatACallReportsStandsAlsoForTheCallAroundIt() {
        var run = only(
                span(1, 0, SpanKind.AGENT, null, null),
                span(2, 1, SpanKind.LLM, "0.03", LIST),
                span(3, 2, SpanKind.LLM, "0.02", new CostSource.Sdk()));
        assertThat(run.own().cost()).isEqualByComparingTo("0.02");
        assertThat(run.own().unpriced()).isZero();
    }

    @Test
    void aCallBehindAToolIsPricedByItself() {
        var run = only(
                span(1, 0, SpanKind.LLM, "0.03", new CostSource.Sdk()),
                tool(2, 1),
                span(3, 2, SpanKind.LLM, "0.02", LIST),
                span(4, 2, SpanKind.LLM, null, null));
        assertThat(run.own().cost()).isEqualByComparingTo("0.05");
        assertThat(run.own().unpriced()).isEqualTo(1);
    }

    @Test
    void aMemberWithoutPricesMakesTheTeamsSumIncomplete() {
        var runs = TraceRuns.of(List.of(
                        span(1, 0, SpanKind.TEAM, null, null),
                        span(2, 1, SpanKind.LLM, "0.02", LIST),
                        span(3, 1, SpanKind.AGENT, null, null),
                        span(4, 3, SpanKind.LLM, null, null)))
                .runs();
        var team = runs.getFirst().run();
        assertThat(team.own().unpriced()).isZero();
        assertThat(team.tree().cost()).isEqualByComparingTo("0.02");
        assertThat(team.tree().unpriced()).isEqualTo(1);
    }

    @Test
    void stepsTakenFromARecordCostNothing() {
        var recorded = Span.builder(id(1), "m", SpanKind.LLM)
                .spanName("recorded.llm.m")
                .usage(Usage.of(10, 5).withCost(BigDecimal.ONE), LIST)
                .build();
        assertThat(TraceRuns.of(List.of(recorded)).runs().getFirst().run().own())
                .isEqualTo(Usage.NONE);
    }

    private static Run only(Span... spans) {
        var runs = TraceRuns.of(List.of(spans)).runs();
        assertThat(runs).hasSize(1);
        return runs.getFirst().run();
    }

    private static Span tool(int number, int parent) {
        return Span.builder(id(number), "tool", SpanKind.TOOL)
                .parent(id(parent).spanId())
                .build();
    }

    private static Span span(
            int number, int parent, SpanKind kind, @Nullable String cost, @Nullable CostSource source) {
        return Span.builder(id(number), "span " + number, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .time(number, number + 1_000L)
                .usage(Usage.of(10, 5).withCost(cost == null ? null : new BigDecimal(cost)), source)
                .build();
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }
}
