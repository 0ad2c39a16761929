package dev.runtree.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextMarksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[REDACTED]",
                "at first <redacted by rule 7>",
                "__REDACTED__",
                "buck, back and kayak, then (Masked: 12 characters)",
                "KAYAK [FULLY MASKED] KAYAK",
                "bubble [Scrubbed due to 'password'] bubble",
                "card <card 3>"
            })
    void whatWasTakenOutIsSeen(String text) {
        assertThat(TextMarks.isRedacted(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k",
                "masked",
                "the redacted report",
                "a kayak unmasked [him]",
                "<card x>",
                "Kelvin \u212A [mas\u212Aed]"
            })
    void whatOnlySpeaksOfItIsNot(String text) {
        assertThat(TextMarks.isRedacted(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"long text... [truncated]", "long text…TRUNCATED", "{...truncated 120 characters}"})
    void whatSaysThatItIsCutIsSeen(String text) {
        assertThat(TextMarks.saysItIsCut(text)).isTrue();
        assertThat(TextMarks.saysItIsCut(text + " untruncated")).isEqualTo(!text.endsWith("TRUNCATED"));
    }
}
