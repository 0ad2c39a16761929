package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.query.Glob;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where words stand in a text, against looking for them in each part of it. */
class SaidAtTest {
    private static final List<String> LETTERS = List.of("a", "A", "b", " ", "\\\"", "\\\\n", "ü", "\\u00fc", "😀", "x");

    @Test
    void tellsOfEveryPartWhatLookingIntoItTells() {
        var random = new Random(7);
        for (var round = 0; round < 300; round++) {
            var text = said(random, 40);
            var phrase = Phrase.of(
                    round % 3 == 0 ? Glob.of(said(random, 2)) : new Glob(List.of(said(random, 2), said(random, 1))));
            var said = SaidAt.of(phrase, text);
            var characters = text.codePointCount(0, text.length());
            for (var part = 0; part < 40; part++) {
                var first = random.nextInt(characters + 1);
                var end = first + random.nextInt(characters - first + 1);
                var cut = text.substring(text.offsetByCodePoints(0, first), text.offsetByCodePoints(0, end));
                assertThat(said.isWithin(first, end))
                        .as("%s in “%s”", phrase.regex(), cut)
                        .isEqualTo(Pattern.compile(phrase.regex(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                                .matcher(cut)
                                .find());
            }
        }
    }

    @Test
    void emptyWordsAreSaidEverywhere() {
        assertThat(SaidAt.of(Phrase.of(Glob.of("")), "").isAnywhere()).isTrue();
    }

    private static String said(Random random, int length) {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }
}
