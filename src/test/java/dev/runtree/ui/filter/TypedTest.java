package dev.runtree.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.query.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What completion takes the text at the caret for; the bar is the caret. */
class TypedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "us| # # us # 0 # 2",
                "user:| # user # # 5 # 5",
                "user:an|a x # user # an # 5 # 8",
                "user:\"Ada L| # user # Ada L # 5 # 11",
                "user:\"Ada L|ove\" x # user # Ada L # 5 # 15",
                "-user:a| # user # a # 6 # 7",
                "user:ana -st| # # st # 10 # 12",
                "(user:a| # user # a # 6 # 7",
                "(user:ana OR us| # # us # 13 # 15",
                "span:(to| # # to # 6 # 8",
                "span:(tool:se|) # tool # se # 11 # 13",
                "span:(tool:x) us| # # us # 14 # 16",
                "attr.ht| # attr # ht # 5 # 7",
                "attr.http.method:G| # attr # G # 17 # 18",
                "\"a user:b| # # a user:b # 0 # 9",
                "nothing:x| # # x # 8 # 9"
            })
    void knowsWhatIsTyped(String text, String key, String written, int from, int to) {
        int caret = text.indexOf('|');
        var typed = Typed.at(text.replace("|", ""), caret);
        assertThat(typed.key().map(Key::word).orElse("")).isEqualTo(key == null ? "" : key);
        assertThat(typed.written()).isEqualTo(written == null ? "" : written);
        assertThat(typed.from()).isEqualTo(from);
        assertThat(typed.to()).isEqualTo(to);
    }

    @Test
    void offersKeysOfStepsInsideOfSpan() {
        var inside = Suggestions.known(Typed.at("span:(", 6));
        assertThat(inside)
                .extracting(Suggestion::insert)
                .contains("tool:", "model:", "attr.")
                .doesNotContain("user:");
        assertThat(Suggestions.known(Typed.at("st", 2)).getFirst().insert()).isEqualTo("status:");
        assertThat(Suggestions.known(Typed.at("status:err", 10)))
                .extracting(Suggestion::insert)
                .containsExactly("error");
    }
}
