package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.RecordedSpan;
import dev.runtree.testing.TravelStory;
import java.util.List;
import java.util.stream.IntStream;
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
    void aResultIsAsLongAsItWasSentHoweverItIsLaidOut() {
        var panel = panel("{}", "{\"a\":[1,2]}");
        assertThat(panel.output()).contains("\n");
        assertThat(panel.sent()).isEqualTo(11);
    }

    @Test
    void theLinesOfAValueBelongTogether() {
        var side = PanelLines.of(panel("{\"text\":\"" + "word ".repeat(12) + "\",\"n\":1}", ""), 30, 30)
                .input();
        assertThat(side.seen())
                .extracting(PanelSide.Line::isFirst)
                .startsWith(true, false)
                .endsWith(true);
    }

    @Test
    void theErrorStandsInPlaceOfTheResult() {
        var panel = ToolPanel.of(FAILED, TravelStory.content(FAILED));
        assertThat(panel.failed()).isTrue();
        assertThat(panel.errorType()).isEqualTo("ToolError");
        assertThat(panel.output()).startsWith("DATE_IN_PAST");
    }

    @Test
    void twelveLinesAreSeenAndTheRestIsScrolledTo() {
        var side = PanelLines.of(panel("{}", "line\n".repeat(40).strip() + "\nlast"), 30, 30)
                .output();
        assertThat(side.seen()).hasSize(12);
        assertThat(side.scrolls()).isTrue();
        assertThat(side.scroll(-1)).isFalse();
        assertThat(side.scroll(3)).isTrue();
        assertThat(side.scroll(1_000)).isTrue();
        assertThat(side.seen()).hasSize(12);
        assertThat(side.seen().getLast().text()).isEqualTo("last");
        assertThat(side.scroll(1)).isFalse();
        assertThat(side.place()[0] + side.place()[1]).isEqualTo(1.0);
    }

    @Test
    void aHugeResultIsBrokenOnlyAsFarAsItIsSeen() {
        var lines = PanelLines.of(panel("{}", "x".repeat(20_000_000)), 30, 30);
        assertThat(lines.lines()).isEqualTo(12);
        assertThat(lines.output().seen()).hasSize(12);
        assertThat(lines.output().scroll(3)).isTrue();
        assertThat(lines.output().place()[0]).isBetween(0.0, 0.001);
    }

    @Test
    void argumentsScrollTogetherEachWithItsKey() {
        var side = PanelLines.of(panel("{\"text\":\"" + "word ".repeat(60) + "\",\"n\":1}", ""), 30, 30)
                .input();
        assertThat(side.seen().getFirst().key()).isEqualTo("text");
        assertThat(side.seen()).filteredOn(line -> line.key() != null).hasSize(1);
        side.scroll(100);
        assertThat(side.seen().getLast().key()).isEqualTo("n");
    }

    private static List<String> lines(String text, int columns) {
        var wrapped = new WrappedText(text, columns);
        return IntStream.range(0, wrapped.count(1_000)).mapToObj(wrapped::line).toList();
    }

    @Test
    void linesBreakAtSpacesAndNeverInsideACharacter() {
        assertThat(lines("DATE_IN_PAST: depart_date 2026", 26)).containsExactly("DATE_IN_PAST: depart_date", "2026");
        assertThat(lines("one\r\n\ntwo\rthree\n", 20)).containsExactly("one", "", "two", "three", "");
        assertThat(lines("", 20)).containsExactly("");
        assertThat(String.join("", lines("😀".repeat(20), 9))).isEqualTo("😀".repeat(20));
        assertThat(lines("😀".repeat(20), 9))
                .allMatch(line -> !Character.isHighSurrogate(line.charAt(line.length() - 1)));
    }

    @Test
    void aModelCallShowsWhatItSawLastAndWhatItAnswered() {
        var call = TravelStory.recorded(TravelStory.id(9)).orElseThrow();
        var saw = List.of(Message.text("system", "You find flights."), Message.text("user", "Out 4/12"));
        var panel = ToolPanel.of(
                call,
                new Content(
                        null,
                        null,
                        saw,
                        List.of(Message.text("assistant", "Two offers.")),
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(),
                        null));
        assertThat(panel.note()).isEqualTo("2 messages");
        assertThat(panel.input()).extracting(ToolPanel.Field::key).containsExactly("system", "user");
        assertThat(panel.output()).isEqualTo("Two offers.");
    }
}
