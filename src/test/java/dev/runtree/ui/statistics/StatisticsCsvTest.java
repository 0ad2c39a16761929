package dev.runtree.ui.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.RunStatistics;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsCsvTest {

    @Test
    void quotesNamesAndKeepsSpreadsheetsFromRunningThem() {
        var csv = StatisticsCsv.of(
                RunStatistics.of(trace("a,\"b\"", "=HYPERLINK(\"http://x\")")).whole());
        assertThat(csv).contains("\r\ntool,\"a,\"\"b\"\"\",tool,1,1,0,0,0,250,250,250,");
        assertThat(csv).contains("\r\ntool,\"'=HYPERLINK(\"\"http://x\"\")\",tool,");
    }

    @Test
    void givesTokensWholeAndCostsWithAllDecimals() {
        var csv = StatisticsCsv.of(RunStatistics.of(trace("a", "b")).whole());
        assertThat(csv).contains(",1234567,89,,,1234656,0,0.000000123,0\r\n");
    }

    private static Trace trace(String firstTool, String secondTool) {
        var spans = List.of(
                Span.builder(id(1), "agent", SpanKind.AGENT)
                        .time(0, 1_000L)
                        .usage(Usage.of(1_234_567, 89).withCost(new BigDecimal("0.000000123")))
                        .build(),
                tool(2, firstTool),
                tool(3, secondTool));
        var runs = TraceRuns.of(SpanTree.of(spans));
        return new Trace(runs.top(), List.of(runs.top()), runs.tree().spans());
    }

    private static Span tool(int number, String name) {
        return Span.builder(id(number), name, SpanKind.TOOL)
                .parent(id(1).spanId())
                .time(number * 300L, number * 300L + 250)
                .build();
    }

    private static SpanId id(int number) {
        return new SpanId("%032x".formatted(5), "%016x".formatted(number));
    }
}
