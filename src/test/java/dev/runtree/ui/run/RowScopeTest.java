package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.SpanKind;
import dev.runtree.query.BadFilter;
import dev.runtree.testing.TravelStory;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a filter leaves of the story's 23 steps. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class RowScopeTest {
    private final SpanForest forest = RunSpans.of(TravelStory.trace()).forest();

    private List<String> passing(String filter) {
        var shown = RowScope.ALL.withTest(StepFilter.parse(filter)).of(forest);
        return shown == null
                ? List.of("all")
                : IntStream.range(0, forest.size())
                        .filter(shown.matching()::get)
                        .mapToObj(i -> Names.of(forest.span(i)).toString())
                        .distinct()
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    search                      | [search_flights, search_hotels]
                    SEARCH_fl                   | [search_flights]
                    tool:search_*               | [search_flights, search_hotels]
                    kind:hook                   | [pre.load_profile, post.audit_log]
                    status:error                | [search_flights, budget_limit]
                    step.status:error kind:tool | [search_flights]
                    model:gpt-4.1               | [gpt-4.1]
                    duration:>6s kind:agent     | [flights]
                    error:"date_in_past"        | [search_flights]
                    kind:hook OR kind:guardrail | [pre.load_profile, prompt_injection, budget_limit, post.audit_log]
                    nothing                     | []
                    span:(kind:llm model:gpt-4.1) | [gpt-4.1]
                    """)
    void words_and_terms(String filter, String passing) {
        assertThat(passing(filter).toString()).isEqualTo(passing);
    }

    @Test
    void of_many_agents_one_is_looked_at() {
        assertThat(passing("agent:flights")).contains("flights", "search_flights", "gpt-4.1-mini");
        assertThat(passing("agent:flights")).doesNotContain("hotels", "travel-desk", "search_hotels");
    }

    @Test
    void ancestors_stay_and_are_told_apart() {
        var shown =
                RowScope.ALL.withTest(StepFilter.parse("tool:search_flights")).of(forest);
        assertThat(shown).isNotNull();
        assertThat(shown.matches()).isEqualTo(2);
        assertThat(shown.ancestors()).isEqualTo(3);
        var rows = new RunRows(forest, 26);
        rows.show(shown.shown());
        assertThat(rows.size()).isEqualTo(5);
        rows.collapse(rows.at(1));
        assertThat(rows.size()).isEqualTo(2);
        rows.expand(rows.at(1));
        assertThat(rows.size()).isEqualTo(5);
        rows.show(null);
        assertThat(rows.size()).isEqualTo(23);
    }

    @Test
    void hidden_kinds_are_left_out() {
        var shown = RowScope.ALL
                .withHidden(Set.of(SpanKind.HOOK, SpanKind.DELEGATION))
                .of(forest);
        assertThat(shown).isNotNull();
        assertThat(shown.matching().get(1)).isFalse();
        assertThat(shown.shown().get(1)).isFalse();
        // A delegation stays as the way to its agent.
        assertThat(shown.matching().get(4)).isFalse();
        assertThat(shown.shown().get(4)).isTrue();
    }

    @Test
    void a_step_that_was_asked_for_is_let_in() {
        var shown = RowScope.ALL.withTest(StepFilter.parse("kind:hook")).of(forest);
        assertThat(shown).isNotNull();
        shown.admit(forest, 9);
        assertThat(shown.shown().get(9)).isTrue();
        assertThat(shown.shown().get(5)).isTrue();
    }

    @Test
    void what_says_nothing_of_a_step_is_told() {
        assertThat(StepFilter.parse("  ")).isNull();
        assertThatThrownBy(() -> StepFilter.parse("user:ana"))
                .isInstanceOf(BadFilter.class)
                .hasMessageContaining("'user:'");
        assertThatThrownBy(() -> StepFilter.parse("status:")).isInstanceOf(BadFilter.class);
    }
}
