package dev.runtree.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.AudioTokens;
import dev.runtree.model.Content;
import dev.runtree.model.CostSource;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AboutTest {
    private static final Usage USAGE = new Usage(1_518L, 104L, 1_024L, 0L, 64L, null);

    @Test
    void aModelCallSaysWhatItUsedAndWhatItCost() {
        var span = call(new BigDecimal("0.003555"), new CostSource.Prices(LocalDate.of(2024, 8, 6)));
        var about = About.of(
                span,
                content(
                        "{\"temperature\":0.2}",
                        new Content.Facts(
                                "gpt-4o",
                                "r-1",
                                List.of("stop"),
                                new AudioTokens(12L, null),
                                null,
                                null,
                                "9.9",
                                null)));
        assertThat(about.ofModel()).isTrue();
        assertThat(text(about)).isEqualTo("""
            Asked for: gpt-4o
            Answered by: gpt-4o-2024-08-06
            Provider: openai
            Finish reason: stop
            Response id: r-1
            # Tokens and cost
            Input: 1,518
            - from the cache: 1,024
            - sound: 12
            Output: 104
            - reasoning: 64
            Cost: $0.003555
            price of 2024-08-06
            # Parameters
            temperature = 0.2
            # Application
            Release: 9.9\
            """);
    }

    @Test
    void whoGaveTheCostIsSaidAndThatItIsUnknown() {
        assertThat(text(About.of(call(BigDecimal.ONE, new CostSource.Sdk()), content(null, Content.Facts.NONE))))
                .endsWith("Cost: $1\ngiven by the SDK");
        assertThat(text(About.of(call(null, null), content(null, Content.Facts.NONE))))
                .endsWith("Cost: unknown, no list price applies");
    }

    @Test
    void aPromptsTemplateComesWithItsVariables() {
        var prompt = new Content.Prompt("greeting", "3", "Hello {{name}}", "{\"name\":\"Ana\"}");
        var about = About.of(
                Span.builder(new SpanId("0".repeat(31) + "1", "0".repeat(15) + "1"), "step", SpanKind.STEP)
                        .build(),
                content(
                        null,
                        new Content.Facts(
                                null, null, List.of(), AudioTokens.NONE, prompt, "not an object", null, null)));
        assertThat(about.ofModel()).isFalse();
        assertThat(text(about)).isEqualTo("""
            # Prompt template
            Name: greeting
            Version: 3
            "Hello {{name}}"
            # Variables
            name = "Ana"
            # Metadata
            "not an object\"\
            """);
    }

    @Test
    void aStepOfWhichNothingElseIsKnownHasNoSections() {
        var tool = Span.builder(new SpanId("0".repeat(31) + "1", "0".repeat(15) + "1"), "tool", SpanKind.TOOL)
                .build();
        var facts = new Content.Facts(null, null, List.of(), AudioTokens.NONE, null, null, "9.9", null);
        assertThat(About.of(tool, content(null, facts)).sections()).isEmpty();
    }

    private static String text(About about) {
        return about.sections().stream().map(AboutTest::text).collect(Collectors.joining("\n"));
    }

    private static String text(About.Section section) {
        var text = new StringBuilder();
        if (section.title() != null) {
            text.append("# ").append(section.title()).append('\n');
        }
        section.lines()
                .forEach(line -> text.append(line.part() ? "- " : "")
                        .append(line.label())
                        .append(": ")
                        .append(line.value())
                        .append('\n'));
        section.members()
                .forEach(member -> text.append(member.key())
                        .append(" = ")
                        .append(member.value())
                        .append('\n'));
        if (section.text() != null) {
            text.append('"').append(section.text()).append('"').append('\n');
        }
        return text.toString().strip();
    }

    private static Span call(@Nullable BigDecimal cost, @Nullable CostSource source) {
        return Span.builder(new SpanId("0".repeat(31) + "1", "0".repeat(15) + "1"), "chat", SpanKind.LLM)
                .model("gpt-4o-2024-08-06", "openai")
                .usage(USAGE.withCost(cost), source)
                .build();
    }

    private static Content content(@Nullable String parameters, Content.Facts facts) {
        return new Content(null, null, List.of(), List.of(), List.of(), parameters, null, null, List.of(), null, facts);
    }
}
