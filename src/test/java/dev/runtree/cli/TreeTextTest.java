package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeTextTest {

    @Test
    void aRunIsATreeWithItsFigures() {
        var captured = new Captured();
        print(captured);
        List<String> lines = captured.lines();
        assertThat(lines.getFirst()).isEqualTo("support  ok  2.50 s  1.6k tok  $0.0031  4 steps  1 error");
        assertThat(lines.get(1))
                .startsWith(Story.TRACE + "-00f067aa0ba902b7  ")
                .endsWith("user ann  session s-1  model gpt-5");
        assertThat(lines.subList(3, 10))
                .containsExactly(
                        "agent.support       2.50 s  ok",
                        "├─ llm.gpt-5        1.24 s  ok       1,518 → 104 tok  $0.0031",
                        "├─ tool.find_order   80 ms  error",
                        "│     error: no such order",
                        "│       ask again",
                        "│     in: {\"number\": \"R-7\"}",
                        "│     out: " + "x".repeat(200) + "…");
        assertThat(lines.get(10)).isEqualTo("└─ llm.gpt-5                running");
    }

    @Test
    void whatWasShortenedIsSaid() {
        var captured = new Captured();
        print(captured);
        assertThat(captured.lines().getLast()).contains("…").contains("--payload");
    }

    @Test
    void aFailureIsToldWhereItStarts() {
        var agent = Span.builder(new SpanId(Story.TRACE, "00f067aa0ba902b7"), "a", SpanKind.AGENT)
                .status(SpanStatus.ERROR, "overloaded")
                .time(0, 10L)
                .build();
        var model = Span.builder(new SpanId(Story.TRACE, "00f067aa0ba90201"), "m", SpanKind.LLM)
                .parent("00f067aa0ba902b7")
                .status(SpanStatus.ERROR, "overloaded")
                .time(0, 10L)
                .build();
        var captured = new Captured();
        new TreeText(
                        captured.terminal(),
                        new Trace(Story.run(), List.of(Story.run()), List.of(agent, model)),
                        new Payloads(List.of()))
                .print();
        assertThat(captured.lines().stream().filter(line -> line.contains("overloaded")))
                .hasSize(1);
        assertThat(captured.lines().getLast()).isEqualTo("      error: overloaded");
    }

    @Test
    void aChainOfThousandsStartsAtTheLeftAgain() {
        var spans = IntStream.rangeClosed(1, 20_000)
                .mapToObj(depth -> Span.builder(
                                new SpanId(Story.TRACE, "%016x".formatted(depth)), "s" + depth, SpanKind.OTHER)
                        .parent(depth == 1 ? null : "%016x".formatted(depth - 1))
                        .time(depth, depth + 1L)
                        .build())
                .toList();
        var captured = new Captured();
        new TreeText(captured.terminal(), new Trace(Story.run(), List.of(Story.run()), spans), new Payloads(List.of()))
                .print();
        var lines = captured.lines();
        assertThat(lines)
                .hasSize(3 + 20_000)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
        assertThat(lines.get(3 + 40)).startsWith("   ".repeat(39) + "└─ ");
        assertThat(lines.get(3 + 41)).startsWith("⋯ 40 └─ ");
        assertThat(lines.getLast()).startsWith("⋯ 19,960 " + "   ".repeat(38) + "└─ ");
    }

    @Test
    void aNarrowTerminalShortensWhatWentInAndOut() {
        var captured = new Captured(50, false);
        print(captured);
        assertThat(captured.lines().stream().filter(line -> line.contains("out: ")))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(50).endsWith("…"));
    }

    @Test
    void coloursAreForTerminalsOnly() {
        var coloured = new Captured(120, true);
        print(coloured);
        assertThat(coloured.out()).contains("\u001B[31merror");
        var plain = new Captured();
        print(plain);
        assertThat(plain.out()).doesNotContain("\u001B");
    }

    @Test
    void nothingRecordedCanSteerTheTerminal() {
        assertThat(Width.printable("a\u001B[2Jb\u202Ec\nd")).isEqualTo("a\uFFFD[2Jb\uFFFDc\nd");
        assertThat(Width.oneLine("a\r\n b\tc")).isEqualTo("a b c");
    }

    @Test
    void wideCharactersTakeTwoColumnsAndMarksNone() {
        assertThat(Width.of("日本")).isEqualTo(4);
        assertThat(Width.of("e\u0301")).isEqualTo(1);
        assertThat(Width.shortened("日本語", 5)).isEqualTo("日本…");
        assertThat(Width.shortened("abc", 3)).isEqualTo("abc");
        assertThat(Width.shortened("abcd", 3)).isEqualTo("ab…");
        assertThat(Width.shortened("abcd", 0)).isEmpty();
    }

    private static void print(Captured captured) {
        new TreeText(captured.terminal(), Story.trace(), new Payloads(List.of())).print();
    }
}
