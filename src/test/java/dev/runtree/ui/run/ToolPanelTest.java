package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.testing.TravelStory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToolPanelTest {
    private static final RecordedSpan OK =
            TravelStory.recorded(TravelStory.id(12)).orElseThrow();
    private static final RecordedSpan FAILED =
            TravelStory.recorded(TravelStory.id(10)).orElseThrow();

    private static ToolPanel panel(@Nullable String arguments, @Nullable String result) {
        return ToolPanel.of(
                OK, new Content(null, null, List.of(), List.of(), List.of(), null, arguments, result, List.of(), null));
    }

    @Test
    void anObjectHasALineForEachArgument() {
        var panel = panel("{\"b\":\"x\",\"a\":1.50,\"c\":{\"d\":[1]},\"e\":null}", "ok");
        assertThat(panel.note()).isEqualTo("4 arguments");
        assertThat(panel.input()).extracting(ToolPanel.Field::key).containsExactly("b", "a", "c", "e");
        assertThat(panel.input())
                .extracting(ToolPanel.Field::value)
                .containsExactly("\"x\"", "1.50", "{\"d\":[1]}", "null");
    }

    @Test
    void whatIsNoObjectIsShownAsItCame() {
        assertThat(panel("{broken", "ok").input().getFirst().value()).isEqualTo("{broken");
        assertThat(panel("[1,2]", "ok").input().getFirst().value()).isEqualTo("[1,2]");
        assertThat(panel("{\"a\":1} trailing", "ok").input().getFirst().key()).isNull();
        assertThat(panel(null, null).input().getFirst().value()).contains("No arguments");
    }

    @Test
    void theErrorStandsInPlaceOfTheResult() {
        var panel = ToolPanel.of(FAILED, TravelStory.content(FAILED));
        assertThat(panel.failed()).isTrue();
        assertThat(panel.errorType()).isEqualTo("ToolError");
        assertThat(panel.output()).startsWith("DATE_IN_PAST");
    }

    @Test
    void twelveLinesAndThenHowManyMore() {
        var lines = PanelLines.of(panel("{}", "line\n".repeat(40).strip()), 30, 30);
        assertThat(lines.output()).hasSize(12);
        assertThat(lines.output().getLast().text()).isEqualTo("29 more lines · whole in the detail pane");
    }

    @Test
    void aHugeResultSaysItsSize() {
        var lines = PanelLines.of(panel("{}", "x".repeat(20_000_000)), 30, 30);
        assertThat(lines.output()).hasSize(12);
        assertThat(lines.output().getLast().text()).startsWith("20,000,000 characters");
    }

    @Test
    void linesBreakAtSpacesAndNeverInsideACharacter() {
        assertThat(PanelLines.wrap("DATE_IN_PAST: depart_date 2026", 26))
                .containsExactly("DATE_IN_PAST: depart_date", "2026");
        assertThat(String.join("", PanelLines.wrap("😀".repeat(20), 9))).isEqualTo("😀".repeat(20));
        assertThat(PanelLines.wrap("😀".repeat(20), 9))
                .allMatch(line -> !Character.isHighSurrogate(line.charAt(line.length() - 1)));
    }
}
