package dev.runtree.ui.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDiffTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Use dates.             | Use ISO dates.      | Use {+ISO +}dates.
            go on Monday, please   | go on Friday, please| go on [-Monday-]{+Friday+}, please
            one two                | one                 | one[- two-]
            same                   | same                | same
            price 1,000 EUR        | price 1,200 EUR     | price 1,[-000-]{+200+} EUR
            """)
    void marks_what_was_taken_away_and_what_came(String before, String now, String expected) {
        assertThat(diff(before, now)).isEqualTo(expected);
    }

    @Test
    void nothing_before_is_all_new() {
        assertThat(diff("", "all new")).isEqualTo("{+all new+}");
        assertThat(diff("all gone", "")).isEqualTo("[-all gone-]");
        assertThat(diff("", "")).isEmpty();
    }

    @Test
    void what_is_the_same_for_long_is_shortened() {
        var long1 = "word ".repeat(200);
        assertThat(diff(long1 + "old " + long1, long1 + "new " + long1))
                .contains("[-old-]{+new+}")
                .contains("characters are the same …")
                .hasSizeLessThan(500);
    }

    @Test
    void texts_that_share_nothing_are_compared_soon() {
        var one = "a b c d ".repeat(200_000);
        var other = "e f g h ".repeat(200_000);
        assertThat(WordDiff.of(one, other)).hasSizeLessThan(10);
        assertThat(WordDiff.of("x\n".repeat(50_000) + "end", "y\n".repeat(50_000) + "end"))
                .hasSizeLessThan(10);
    }

    private static String diff(String before, String now) {
        return WordDiff.of(before, now).stream()
                .map(piece -> piece.styles().contains("diff-added")
                        ? "{+" + piece.text() + "+}"
                        : piece.styles().contains("diff-removed") ? "[-" + piece.text() + "-]" : piece.text())
                .collect(Collectors.joining());
    }
}
