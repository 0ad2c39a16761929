package dev.runtree.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTextTest {

    @Test
    void splits_at_spaces_but_not_in_quotes_or_parentheses() {
        assertThat(FilterText.of("user:ana  \"two words\" span:(tool:search step.status:error)")
                        .terms())
                .containsExactly("user:ana", "\"two words\"", "span:(tool:search step.status:error)");
    }

    @Test
    void tells_alternatives_apart() {
        assertThat(FilterText.of("user:ana OR user:ben").terms()).containsExactly("user:ana", "OR", "user:ben");
    }

    @Test
    void a_picker_replaces_what_was_said_of_its_key() {
        var filter = FilterText.of("user:ana status:error").with("user", "ben");
        assertThat(filter.text()).isEqualTo("user:ben status:error");
        assertThat(filter.with("user", null).text()).isEqualTo("status:error");
    }

    @Test
    void quotes_what_would_be_read_otherwise_and_reads_it_back() {
        for (String value : List.of("two words", "a\"b", "50%", "tool*", "x(y)", "a..b", "back\\slash", "東京 trip")) {
            var filter = FilterText.NONE.with("session", value);
            assertThat(FilterText.of(filter.text()).value("session")).contains(value);
        }
    }

    @Test
    void a_key_without_a_value_is_not_done() {
        assertThat(FilterText.isFinished("user:")).isFalse();
        assertThat(FilterText.isFinished("ana")).isFalse();
        assertThat(FilterText.isFinished("user:\"ana")).isFalse();
        assertThat(FilterText.isFinished("span:(tool:x")).isFalse();
        assertThat(FilterText.isFinished("user:ana")).isTrue();
    }

    @Test
    void unbalanced_text_is_kept_as_it_is() {
        assertThat(FilterText.of("(user:ana \"x").text()).isEqualTo("(user:ana \"x");
        assertThat(FilterText.of("").terms()).isEmpty();
    }
}
