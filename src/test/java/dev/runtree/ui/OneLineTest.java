package dev.runtree.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void line_ends_and_tabs_are_blanks() {
        assertThat(OneLine.of("first\nsecond\r\n\tthird ")).isEqualTo("first second third");
        assertThat(OneLine.of(" a  b ")).isEqualTo("a b");
        assertThat(OneLine.of("search_flights")).isEqualTo("search_flights");
        assertThat(OneLine.of("حجز رحلة")).isEqualTo("حجز رحلة");
        assertThat(OneLine.of(null)).isEmpty();
        assertThat(OneLine.of(" \n")).isEmpty();
    }

    @Test
    void what_would_turn_the_line_round_or_ring_is_seen() {
        assertThat(OneLine.of("x\u202Egpj.exe")).isEqualTo("x\uFFFDgpj.exe");
        assertThat(OneLine.of("ring\u0007")).isEqualTo("ring\uFFFD");
        assertThat(OneLine.of("\u2067a\u2069")).isEqualTo("\uFFFDa\uFFFD");
    }
}
